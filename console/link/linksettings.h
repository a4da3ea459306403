// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/link/handshakegate.h"
#include "shared/link/backoff.h"

#include <QString>

#include <chrono>

namespace muster::console {

/// When a link speaks, waits and gives up. A member that falls silent is shown so after
/// heartbeat + heartbeatAnswer, which must stay below a minute.
struct LinkSettings
{
    QString ownName; ///< what the console calls itself
    bool followsEvents = true; ///< false: the state is fetched once, events are left alone

    std::chrono::milliseconds dialDeadline{10'000};
    std::chrono::milliseconds heartbeat{
        20'000}; ///< silence after which the node is asked whether it is there
    std::chrono::milliseconds heartbeatAnswer{10'000}; ///< and how long it may take to answer
    std::chrono::milliseconds firstRetry = Backoff::First;
    std::chrono::milliseconds goodConnection{60'000}; ///< one that held so long starts the backoff anew
    std::chrono::milliseconds refusedRetry{300'000}; ///< where somebody has to act first
    int handshakes = HandshakeGate::DefaultPlaces;
    qint64 firstEvents = 1000; ///< how many past events are fetched of a node that is new here
};

} // namespace muster::console
