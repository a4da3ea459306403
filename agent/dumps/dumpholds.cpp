// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpholds.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

Result<quint64> DumpHolds::hold(const QString &dumpId, const QString &who)
{
    if (m_beingDeleted.contains(dumpId))
        // Busy, for it passes: then it is another file, or none.
        return fail({ErrorCode::Busy,
                     u"dump %1 is being deleted, or completed with a piece that was missing"_s.arg(dumpId),
                     {},
                     u"params.id"_s,
                     u"try again in some seconds"_s});
    m_holds.append({++m_last, dumpId, who});
    const quint64 number = m_last;
    Q_EMIT changed(dumpId);
    return number;
}

void DumpHolds::release(quint64 hold)
{
    const auto found = std::ranges::find(m_holds, hold, &Hold::number);
    if (found == m_holds.end())
        return;
    const QString dumpId = found->dumpId;
    m_holds.erase(found);
    Q_EMIT changed(dumpId);
}

QStringList DumpHolds::holders(const QString &dumpId) const
{
    QStringList names;
    for (const Hold &one : m_holds) {
        if (one.dumpId == dumpId)
            names.append(one.who);
    }
    return names;
}

Result<void> DumpHolds::beginDeletion(const QString &dumpId)
{
    const QStringList busyWith = holders(dumpId);
    if (!busyWith.isEmpty()) {
        return fail({ErrorCode::Busy,
                     u"dump %1 is being fetched by %2"_s.arg(dumpId, busyWith.join(u", "_s)),
                     {},
                     u"params.ids"_s,
                     u"wait until that has ended, or have it stopped"_s});
    }
    m_beingDeleted.insert(dumpId);
    return {};
}

} // namespace muster::agent
