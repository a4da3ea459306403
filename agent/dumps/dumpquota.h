// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/dump.h"

#include "agent/config/dumpsconfig.h"

#include <QStringList>

namespace muster::agent {

/// Whether a dump was made by the agent itself because a unit failed: they have a quota of their own.
[[nodiscard]] inline bool isAutomatic(const DumpEntry &entry)
{
    return !entry.failureId.isEmpty();
}

/// What there is and what is allowed when another dump of a type is to be made.
struct QuotaQuestion
{
    QString type;
    QList<DumpEntry> kept; ///< of that type and whole, oldest first; none that may not go now is `offloading`
    DumpQuota quota;
    bool evictsUnfetched = false;
    qint64 maxBytes = 0; ///< of the kind
    qint64 freeBytes = 0; ///< on the file system
    qint64 keepFreeBytes = 0;
};

struct QuotaAnswer
{
    QStringList evicted; ///< must go first, in this order
    qint64 maxBytes = 0; ///< that the dump may then have
};

/// A dump is expected to be as large as the latest of its type; so much room is made, oldest fetched ones
/// first. Pure. Errors: QuotaExceeded, naming the limit and what would make room.
[[nodiscard]] Result<QuotaAnswer> makeRoom(const QuotaQuestion &question);

/// Fetched ones that are older than their quota's days; all of them where unfetched ones may go.
[[nodiscard]] QStringList outOfDate(const QList<DumpEntry> &kept, const DumpQuota &quota,
                                    bool evictsUnfetched, Timestamp now);

/// Which automatic dumps go so that the rest is within the quota: oldest first, those of open failures last,
/// never the newest. Pure.
[[nodiscard]] QStringList boundAutomatic(const QList<DumpEntry> &kept, const DumpQuota &quota,
                                         const QStringList &openFailures);

} // namespace muster::agent
