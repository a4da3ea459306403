// SPDX-License-Identifier: Apache-2.0
#include "shared/state/aggregation.h"

#include "shared/state/facettally.h"

#include <algorithm>
#include <functional>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster {

SystemFacet aggregate(Facet facet, AggregateRule rule, int coordinator, QList<MemberFacet> members)
{
    FacetTally tally(facet, rule, coordinator);
    for (const MemberFacet &member : std::as_const(members))
        tally.set(member, {});
    SystemFacet whole = tally.summary({}, MaxMembers);
    std::ranges::sort(members, {}, &MemberFacet::instance);
    whole.members = std::move(members);
    return whole;
}

AggregateRule ruleFor(const SystemSettings &settings, Facet facet)
{
    const auto found = std::ranges::find(settings.facetRules, facet, &FacetRule::facet);
    return found == settings.facetRules.cend() ? AggregateRule::Least : found->rule;
}

std::chrono::milliseconds patienceWith(const SystemSettings &settings, bool hasAnnouncedReset)
{
    const std::chrono::seconds usual(settings.unavailableAfterSeconds);
    return hasAnnouncedReset ? std::max(usual, std::chrono::seconds(settings.resetGraceSeconds)) : usual;
}

MemberFacet afterSilence(MemberFacet last, std::chrono::milliseconds silence,
                         std::chrono::milliseconds patience)
{
    last.isStale = true;
    if (last.age)
        *last.age += std::max<qint64>(0, silence.count());
    if (silence < patience) {
        last.health = std::max(last.health, Health::Unknown);
        if (last.why.isEmpty())
            last.why = u"It does not answer; this is what it said last"_s;
        return last;
    }
    last.why =
        last.value == UnknownValue
            ? u"It has not answered for too long"_s
            : u"It has not answered for too long; it was %1 when it was last heard of"_s.arg(last.value);
    last.value = UnknownValue;
    last.health = Health::Critical;
    return last;
}

void keepWorst(QList<MemberFacet> &members, qsizetype room)
{
    if (members.size() <= room)
        return;
    std::ranges::stable_sort(members, std::greater(), [](const MemberFacet &member) {
        return std::pair(member.health, member.isStale);
    });
    members.resize(room);
    std::ranges::sort(members, {}, &MemberFacet::instance);
}

Health overallHealth(const QList<SystemFacet> &facets)
{
    if (facets.isEmpty())
        return Health::Unknown;
    return std::ranges::max(facets, {}, &SystemFacet::health).health;
}

} // namespace muster
