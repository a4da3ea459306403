// SPDX-License-Identifier: Apache-2.0
#include "agent/units/watchlist.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

WatchList::WatchList(const QMap<QString, UnitFile> &files)
{
    for (const auto &[name, file] : files.asKeyValueRange())
        add(name, file);
    m_origins.clear();
}

QList<TargetWatch> WatchList::targets() const
{
    QList<TargetWatch> all;
    for (const WatchedUnit &unit : m_units) {
        if (unit.target)
            all.append(*unit.target);
    }
    return all;
}

QStringList WatchList::contradictions() const
{
    QStringList all = m_contradictions;
    if (m_unlisted > 0)
        all.append(u"and %1 more"_s.arg(m_unlisted));
    return all;
}

QStringList WatchList::findings() const
{
    return contradictions() + m_notes;
}

void WatchList::add(const QString &name, const UnitFile &file)
{
    const QStringList units = file.units();
    for (const QString &unit : units)
        m_units[unit].files.append(name);
    for (const QString &unit : file.immediate)
        m_units[unit].isImmediate = true;
    for (const TargetWatch &target : file.targets)
        settle(target.name, "what counts as its error", m_units[target.name].target, std::optional(target),
               m_origins[target.name].target, name);
    for (const auto &[unit, recovery] : file.recovery.asKeyValueRange())
        settle(unit, "its recovery", m_units[unit].recovery, recovery, m_origins[unit].recovery, name);
    for (const QString &pattern : file.allInstances) {
        if (m_notes.size() < MaxFindings)
            m_notes.append(
                u"of %1 in %2 instance 0 is watched; name others by themselves"_s.arg(pattern, name));
    }
    if (!file.crashLoop)
        return;
    for (const QString &unit : file.services + file.immediate)
        settle(unit, "its crash-loop limit", m_units[unit].crashLoop, *file.crashLoop,
               m_origins[unit].crashLoop, name);
}

/// What the later file says counts.
template <typename T>
void WatchList::settle(const QString &unit, const char *what, T &inForce, const T &wanted, QString &from,
                       const QString &file)
{
    if (!from.isEmpty() && inForce != wanted) {
        if (m_contradictions.size() < MaxFindings)
            m_contradictions.append(
                u"%1 and %2 differ on %3: %4; %2 counts"_s.arg(from, file, unit, QLatin1StringView(what)));
        else
            ++m_unlisted;
    }
    inForce = wanted;
    from = file;
}

} // namespace muster::agent
