// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/wire/transport.h"

#include <QCoroTask>

#include <chrono>
#include <memory>

namespace muster {

/// Opens connections to nodes. What is below (TLS over TCP, a test's memory) is nobody's business above.
class Dialer
{
public:
    virtual ~Dialer() = default;

    /// @param address host, host:port or [v6]:port
    /// @param pinnedId the only node accepted; any when empty
    /// @return a transport that is ready and whose reading is paused until somebody has connected to it.
    /// Errors: Invalid address; NotPaired when another key answers, naming both; NotFound, Timeout,
    /// Unavailable.
    [[nodiscard]] virtual QCoro::Task<Result<std::unique_ptr<Transport>>>
    dial(QString address, QString pinnedId, std::chrono::milliseconds deadline) = 0;
};

} // namespace muster
