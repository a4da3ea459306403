// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace muster::agent {

/// A member that could keep a copy.
struct KeeperCandidate
{
    QString nodeId;
    bool isConnected = false;
    bool isPlanned = false; ///< it is to keep one already
    bool hasCopy = false;
    bool isLongAway = false;
};

/// Who is to keep the copies of a file: first who has one, unless away for long; then who is to have one, and
/// who is connected. Among equals each member has its own weight for each file, so that one that comes or
/// goes moves only what it has. Pure. @return node ids, sorted
[[nodiscard]] QStringList chooseKeepers(const QString &hash, const QList<KeeperCandidate> &candidates,
                                        int count);

} // namespace muster::agent
