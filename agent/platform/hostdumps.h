// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QCoroTask>
#include <QString>

namespace muster::agent {

/// The dumps that the machine's host makes and its management asks it for: `system`, for which the host is
/// stopped, and `resource`. They are listed with the others of the management (ManagementDumps).
class HostDumps
{
public:
    HostDumps() = default;
    HostDumps(const HostDumps &) = delete;
    HostDumps &operator=(const HostDumps &) = delete;
    virtual ~HostDumps() = default;

    /// Why the management cannot ask the host for a dump of this type (DumpKind::type); empty when it can.
    [[nodiscard]] virtual QString unavailable(const QString &type) const = 0;
    /// Whether the host could be asked for one now. Disturbs nothing. Errors: Unsupported; Busy, naming the
    /// dump that is being made or waits to be fetched; Conflict with the host's state; those of the bus.
    [[nodiscard]] virtual QCoro::Task<Result<void>> check(QString type) = 0;
    /// Has the host make one. @return the dump's name, as ManagementDump::name; it is not complete yet.
    /// Errors: as check(), and QuotaExceeded.
    /// @param originator is kept with the dump: who asks, or of which dump it is a piece
    [[nodiscard]] virtual QCoro::Task<Result<QString>> begin(QString type, QString originator) = 0;
    /// Waits until one is complete, for no longer than a host may take. Errors: those of
    /// ManagementPlatform::bmcDumpEnd().
    [[nodiscard]] virtual QCoro::Task<Result<void>> ended(QString name) = 0;
};

} // namespace muster::agent
