// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/fleet/fleetactions.h"
#include "shared/link/dialer.h"

#include <QCoroTask>

#include <memory>
#include <stop_token>

namespace muster::console {

struct SweepSettings
{
    QString via; ///< what is said of those found: "sweep 10.0.0.0/24"
    int atOnce = 128;
    std::chrono::milliseconds dialDeadline{1'500};
    std::chrono::milliseconds helloDeadline{3'000};
};

/// Asks each address whether a node is there: a TLS handshake as a stranger proves its id, hello tells its
/// name. Those found go into the fleet, unless they are paired.
/// @param dialer, fleet borrowed until the answer, or until it is asked to stop
/// @return how many were found, paired ones included. Errors: Cancelled.
[[nodiscard]] QCoro::Task<Result<int>> sweep(Dialer &dialer, Fleet &fleet, QStringList addresses,
                                             SweepSettings settings, SweepProgress progress,
                                             std::stop_token stop);

} // namespace muster::console
