// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/shownstate.h"

#include <algorithm>
#include <utility>

namespace muster::console {

using std::chrono::milliseconds;

namespace {

/// What is not known to be well now is not shown as well.
Health notWell(Health health)
{
    return health == Health::OK ? Health::Unknown : health;
}

std::optional<qint64> later(std::optional<qint64> age, milliseconds by)
{
    return age ? std::optional(*age + std::max<qint64>(0, by.count())) : age;
}

void ageMembers(SystemFacet &facet, milliseconds sinceTold, std::optional<milliseconds> silence)
{
    for (MemberFacet &member : facet.members) {
        if (member.isStale)
            member.age = later(member.age, sinceTold);
        else if (silence)
            member.age = later(member.age, *silence);
        if (silence) {
            member.isStale = true;
            member.health = notWell(member.health);
        }
    }
}

const FleetNode *latestTeller(const Fleet &fleet, const FleetSystem &system)
{
    const FleetNode *latest = nullptr;
    for (const SystemMember &member : system.members) {
        const FleetNode *node = fleet.node(member.nodeId);
        if (node && node->systemFacets && (!latest || node->systemFacetsAt > latest->systemFacetsAt))
            latest = node;
    }
    return latest;
}

} // namespace

SystemFacets agedState(SystemFacets told, milliseconds sinceTold, std::optional<milliseconds> silence)
{
    for (SystemFacet &facet : told.facets) {
        ageMembers(facet, sinceTold, silence);
        if (silence) {
            facet.oldestAge =
                later(facet.oldestAge, facet.agreement == Agreement::Partial ? sinceTold : *silence);
            facet.agreement = Agreement::Partial;
            facet.health = notWell(facet.health);
        } else if (facet.agreement == Agreement::Partial) {
            facet.oldestAge = later(facet.oldestAge, sinceTold);
        }
    }
    if (silence)
        told.health = notWell(told.health);
    return told;
}

std::optional<ShownState> stateOf(const Fleet &fleet, const FleetSystem &system, Timestamp now)
{
    const FleetNode *acting =
        system.lead.standing == SystemLead::Standing::Acts ? fleet.node(system.lead.acting) : nullptr;
    const FleetNode *teller = acting && acting->systemFacets ? acting : latestTeller(fleet, system);
    if (!teller)
        return std::nullopt;
    ShownState shown;
    shown.toldBy = teller->nodeId;
    shown.isStale = teller != acting || teller->isStale();
    const Timestamp told = teller->systemFacetsAt.value_or(now);
    const Timestamp heard = std::max(told, teller->isStale() ? teller->heardAt.value_or(told) : told);
    shown.state = agedState(*teller->systemFacets, now - told,
                            shown.isStale ? std::optional<milliseconds>(now - heard) : std::nullopt);
    return shown;
}

std::optional<milliseconds> ageOf(const FleetNode &node, const FacetValue &facet, Timestamp now)
{
    if (!facet.observedAt || !node.facets)
        return std::nullopt;
    const milliseconds told = std::max(milliseconds(0), node.facets->clock - *facet.observedAt);
    if (!node.isStale())
        return told;
    return told + std::max(milliseconds(0), now - node.heardAt.value_or(now));
}

} // namespace muster::console
