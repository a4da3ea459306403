// SPDX-License-Identifier: Apache-2.0
#include "agent/systemdumps/copyroom.h"

#include <algorithm>

namespace muster::agent {

namespace {

qint64 heldBy(const QString &member, const QList<CopiedDump> &dumps)
{
    qint64 held = 0;
    for (const CopiedDump &dump : dumps)
        held += dump.keepers.contains(member) ? dump.size : 0;
    return held;
}

/// The oldest that make room on this member; empty when even all older ones would not.
QStringList oldestFor(const CopiedDump &wanted, const QString &member, const QList<CopiedDump> &oldestFirst,
                      qint64 budget)
{
    qint64 missing = heldBy(member, oldestFirst) + wanted.size - budget;
    QStringList ids;
    for (const CopiedDump &dump : oldestFirst) {
        if (missing <= 0 || dump.at >= wanted.at)
            break;
        if (dump.keepers.contains(member)) {
            ids.append(dump.id);
            missing -= dump.size;
        }
    }
    return missing <= 0 ? ids : QStringList();
}

} // namespace

CopiesToGiveUp copiesToGiveUp(QList<CopiedDump> dumps, qint64 budget)
{
    std::ranges::sort(dumps, {}, &CopiedDump::at);
    for (auto wanted = dumps.crbegin(); wanted != dumps.crend(); ++wanted) {
        if (!wanted->isShort)
            continue;
        for (const QString &member : wanted->refusers) {
            const QStringList ids = oldestFor(*wanted, member, dumps, budget);
            if (!ids.isEmpty())
                return {wanted->id, ids};
        }
    }
    return {};
}

bool isRoomFor(qint64 size, const QList<CopiedDump> &dumps, const QStringList &members, qint64 budget)
{
    return std::ranges::any_of(members,
                               [&](const QString &member) { return heldBy(member, dumps) + size <= budget; });
}

} // namespace muster::agent
