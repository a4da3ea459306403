// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/loggederror.h"

#include <QCoroTask>

namespace muster::agent {

class HostDumps;
class ManagementDumps;

/// A management stack on the machine that has an error log, dumps and a state of its own: OpenBMC's phosphor
/// services. A platform that never has one has no such part (null in Platform).
class ManagementPlatform
{
public:
    virtual ~ManagementPlatform() = default;

    /// The word in `hello` while it is present: phosphor.
    [[nodiscard]] virtual QString name() const = 0;
    /// Whether it is on this machine now; it may come up later than the agent, or be restarted. What it is
    /// asked for while it is not is Unavailable.
    [[nodiscard]] virtual bool isPresent() const = 0;

    /// Puts an entry into its error log. @return the entry's name there, as an object path; empty when the
    /// stack does not tell it. Errors: Unavailable, QuotaExceeded, Timeout, Invalid, Forbidden.
    [[nodiscard]] virtual QCoro::Task<Result<QString>> logError(LoggedError error) = 0;
    /// Has it begin a BMC dump. @return the dump's name there; it is not complete yet.
    /// Errors: Busy when one is being made, QuotaExceeded when it has no room, Unsupported when it makes
    /// none, Unavailable, Timeout, Invalid, Forbidden.
    [[nodiscard]] virtual QCoro::Task<Result<QString>> createBmcDump(QString reason) = 0;
    /// Waits until a dump that createBmcDump() began is complete. Some dumps end without a word, so this
    /// waits no longer than the platform's deadline. May be asked again, and of a dump that has ended.
    /// Errors: Timeout when the deadline has passed, Io when it failed, Cancelled when it was aborted or the
    /// platform goes, NotFound when it is there no more, QuotaExceeded when too many are waited for,
    /// Forbidden.
    [[nodiscard]] virtual QCoro::Task<Result<void>> bmcDumpEnd(QString name);
    /// The dumps that it has; null where it has no dumps of its own.
    [[nodiscard]] virtual ManagementDumps *dumps() { return nullptr; }
    /// The dumps that it has its host make; null where it does not.
    [[nodiscard]] virtual HostDumps *hostDumps() { return nullptr; }
    /// Puts it into its own Quiesced state; only a reboot of the machine ends that.
    /// Errors: Unsupported where it has no such state, Unavailable, Timeout, Forbidden.
    [[nodiscard]] virtual QCoro::Task<Result<void>> quiesce() = 0;
};

} // namespace muster::agent
