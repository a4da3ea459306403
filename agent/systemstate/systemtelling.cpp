// SPDX-License-Identifier: Apache-2.0
#include "agent/systemstate/systemtelling.h"

#include "agent/events/eventlog.h"
#include "agent/state/problems.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr QLatin1StringView UnavailablePrefix{"member-unavailable:"};
constexpr QLatin1StringView ConflictPrefix{"system-conflict:"};

QString nameOf(Facet facet)
{
    return QString::fromLatin1(QMetaEnum::fromType<Facet>().valueToKey(int(facet)));
}

QString textOf(const SystemFacet &whole)
{
    QStringList counts;
    for (const ValueCount &one : whole.counts)
        counts.append(u"%1 %2"_s.arg(one.count).arg(one.value));
    return u"%1 of the system: %2 (%3)"_s.arg(nameOf(whole.facet), whole.value, counts.join(", "_L1));
}

/// Ages go on by themselves; they are no change.
bool isSameButForAge(SystemFacet one, const SystemFacet &other)
{
    one.oldestAge = other.oldestAge;
    return one == other;
}

} // namespace

SystemTelling::SystemTelling(EventLog &events, Problems &problems)
    : m_events(events)
    , m_problems(problems)
{
}

bool SystemTelling::tell(Facet facet, const std::optional<SystemFacet> &whole)
{
    m_problems.set(whole && !whole->conflict.isEmpty(), {ConflictPrefix + nameOf(facet),
                                                         Health::Critical,
                                                         nameOf(facet),
                                                         whole ? whole->conflict : QString(),
                                                         u"Compare the members' own states: muster state"_s,
                                                         {}});
    if (!whole)
        return m_told.remove(facet);
    const auto told = m_told.constFind(facet);
    if (told != m_told.cend() && isSameButForAge(*told, *whole))
        return false;
    m_told.insert(facet, *whole);
    m_events.append({Topic::State, events::SystemFacetChanged, whole->health, nameOf(facet), textOf(*whole)},
                    *whole);
    return true;
}

void SystemTelling::tellUnavailable(const QMap<int, QString> &members)
{
    QStringList present;
    for (auto member = members.cbegin(); member != members.cend(); ++member) {
        const QString id = UnavailablePrefix + QString::number(member.key());
        present.append(id);
        m_problems.raise(
            {id,
             Health::Critical,
             member.value(),
             u"Member %1 has not answered for too long: its state is not known"_s.arg(member.key()),
             u"See whether it has power and network; or take it out of the system"_s,
             {}});
    }
    m_problems.clearOthers(UnavailablePrefix, present);
}

void SystemTelling::forget()
{
    m_told.clear();
    m_problems.clearOthers(UnavailablePrefix, {});
    m_problems.clearOthers(ConflictPrefix, {});
}

} // namespace muster::agent
