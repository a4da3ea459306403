// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/loggederror.h"

#include <QCoroTask>

namespace muster::agent {

/// A management stack on the machine that has an error log, dumps and a state of its own: OpenBMC's phosphor
/// services. A platform that never has one has no such part (null in Platform).
class ManagementPlatform
{
public:
    virtual ~ManagementPlatform() = default;

    /// Whether it is on this machine now; it may come up later than the agent, or be restarted. What it is
    /// asked for while it is not is Unavailable.
    [[nodiscard]] virtual bool isPresent() const = 0;

    /// Puts an entry into its error log. @return the entry's name there, as an object path.
    /// Errors: Unavailable, QuotaExceeded, Timeout, Invalid.
    [[nodiscard]] virtual QCoro::Task<Result<QString>> logError(LoggedError error) = 0;
    /// Has it begin a BMC dump. @return the dump's name there; it is not complete yet.
    /// Errors: Busy when one is being made, QuotaExceeded when it has no room, Unavailable, Timeout.
    [[nodiscard]] virtual QCoro::Task<Result<QString>> createBmcDump(QString reason) = 0;
    /// Puts it into its own Quiesced state; only a reboot of the machine ends that.
    [[nodiscard]] virtual QCoro::Task<Result<void>> quiesce() = 0;
};

} // namespace muster::agent
