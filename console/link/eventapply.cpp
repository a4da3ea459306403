// SPDX-License-Identifier: Apache-2.0
#include "console/link/eventapply.h"

#include "console/fleet/openfailures.h"

#include "shared/model/codec.h"

#include <algorithm>
#include <utility>

namespace muster::console {

namespace {

template <typename T>
std::optional<T> read(const std::optional<JsonValue> &data)
{
    if (!data)
        return std::nullopt;
    auto value = decode<T>(*data);
    return value ? std::optional(std::move(*value)) : std::nullopt;
}

/// Facts have no sequence; they are always fetched together with the state.
NodeAspects applyFacts(FleetNode &node, qint64 sequence, const std::optional<JsonValue> &data)
{
    if (node.state && sequence <= node.state->sequence)
        return {};
    auto facts = read<NodeFacts>(data);
    if (!facts)
        return {};
    node.facts = std::move(*facts);
    return NodeAspect::Facts;
}

NodeAspects applyUnit(FleetNode &node, qint64 sequence, const std::optional<JsonValue> &data)
{
    if (!node.units || sequence <= node.units->sequence)
        return {};
    auto unit = read<UnitStatus>(data);
    if (!unit)
        return {};
    node.units->sequence = sequence;
    auto &units = node.units->units;
    const auto place = std::ranges::lower_bound(units, unit->unit, {}, &UnitStatus::unit);
    if (place != units.end() && place->unit == unit->unit)
        *place = std::move(*unit);
    else
        units.insert(place, std::move(*unit));
    return NodeAspect::Units;
}

/// The oldest that is over; without one, the oldest that has recovered.
void dropOldest(FleetNode &node)
{
    QList<UnitFailure> &failures = node.failures;
    if (failures.size() <= MaxFailures)
        return;
    auto oldest = std::find_if(failures.rbegin(), failures.rend(),
                               [&](const UnitFailure &one) { return !isOpen(node, one); });
    if (oldest == failures.rend())
        oldest = std::find_if(failures.rbegin(), failures.rend(),
                              [](const UnitFailure &one) { return one.recoveredAt.has_value(); });
    if (oldest != failures.rend())
        failures.erase(std::prev(oldest.base()));
}

NodeAspects applyFailure(FleetNode &node, qint64 sequence, const std::optional<JsonValue> &data)
{
    if (sequence <= node.failuresSequence)
        return {};
    auto failure = read<UnitFailure>(data);
    if (!failure)
        return {};
    node.failuresSequence = sequence;
    const auto known = std::ranges::find(node.failures, failure->id, &UnitFailure::id);
    if (known != node.failures.end())
        *known = std::move(*failure);
    else
        node.failures.prepend(std::move(*failure));
    dropOldest(node);
    return NodeAspect::Failures;
}

NodeAspects applyProblem(FleetNode &node, const Event &event, const std::optional<JsonValue> &data)
{
    if (!node.state || event.sequence <= node.state->sequence)
        return {};
    auto problem = read<Problem>(data);
    if (!problem)
        return {};
    NodeState &state = *node.state;
    state.sequence = event.sequence;
    state.problems.removeIf([&](const Problem &known) { return known.id == problem->id; });
    if (event.kind == events::ProblemRaised) {
        const auto place = std::ranges::find_if(
            state.problems, [&](const Problem &known) { return known.severity < problem->severity; });
        state.problems.insert(place, std::move(*problem));
    }
    state.health = state.problems.isEmpty() ? Health::OK : state.problems.first().severity;
    return NodeAspect::State;
}

NodeAspects applyBmcState(FleetNode &node, qint64 sequence, const std::optional<JsonValue> &data)
{
    if (!node.state || sequence <= node.state->sequence)
        return {};
    const auto change = read<BmcStateChange>(data);
    if (!change)
        return {};
    node.state->sequence = sequence;
    node.state->bmcState = change->bmcState;
    node.state->bmcStateSince = change->since;
    return NodeAspect::State;
}

/// Events whose data is the failure as it is now.
bool tellsFailure(const QString &kind)
{
    return kind == events::UnitFailed || kind == events::UnitRecovered || kind == events::UnitFailureChanged
           || kind == events::UnitAcknowledged;
}

/// Jobs have no sequence of their own, but they only ever go forward.
bool isBehind(const Job &heard, const Job &known)
{
    return known.finishedAt ? !heard.finishedAt : !heard.finishedAt && heard.done < known.done;
}

NodeAspects applyJob(FleetNode &node, const std::optional<JsonValue> &data)
{
    auto job = read<Job>(data);
    if (!job)
        return {};
    const auto known = std::ranges::find(node.jobs, job->id, &Job::id);
    if (known == node.jobs.end())
        node.jobs.prepend(std::move(*job));
    else if (!isBehind(*job, *known))
        *known = std::move(*job);
    else
        return {};
    if (node.jobs.size() > MaxJobs)
        node.jobs.removeLast();
    return NodeAspect::Jobs;
}

/// Whether the event says something of the system that the node's word, as it was taken, does not know yet.
bool isNews(const FleetNode &node, const Event &event)
{
    return node.system && event.sequence > node.system->sequence;
}

/// Another membership; how the coordinator sees its members is not told with it.
NodeAspects applySystem(FleetNode &node, const Event &event, const std::optional<JsonValue> &data)
{
    auto told = isNews(node, event) ? read<SystemView>(data) : std::nullopt;
    if (!told)
        return {};
    if (told->members.isEmpty() && told->membership)
        told->members = std::move(node.system->members);
    told->sequence = event.sequence;
    node.system = std::move(*told);
    return NodeAspect::System;
}

NodeAspects applyCoordinator(FleetNode &node, const Event &event, const std::optional<JsonValue> &data)
{
    auto coordinator = isNews(node, event) ? read<CoordinatorView>(data) : std::nullopt;
    if (!coordinator)
        return {};
    node.system->sequence = event.sequence;
    node.system->coordinator = std::move(*coordinator);
    return NodeAspect::System;
}

NodeAspects applyMember(FleetNode &node, const Event &event, const std::optional<JsonValue> &data)
{
    auto member = isNews(node, event) ? read<MemberView>(data) : std::nullopt;
    if (!member)
        return {};
    node.system->sequence = event.sequence;
    QList<MemberView> &members = node.system->members;
    const auto known = std::ranges::find(members, member->nodeId, &MemberView::nodeId);
    if (known != members.end())
        *known = std::move(*member);
    else if (members.size() < MaxMembers)
        members.append(std::move(*member));
    return NodeAspect::System;
}

/// Facets have no sequence; an event from before they were asked for is known already.
NodeAspects applyFacet(FleetNode &node, const Event &event, const std::optional<JsonValue> &data)
{
    if (!node.facets || event.at < node.facets->clock)
        return {};
    auto facet = read<FacetValue>(data);
    if (!facet)
        return {};
    QList<FacetValue> &facets = node.facets->facets;
    const auto known = std::ranges::find(facets, facet->facet, &FacetValue::facet);
    if (known != facets.end())
        *known = std::move(*facet);
    else
        facets.append(std::move(*facet));
    node.facets->clock = event.at;
    return NodeAspect::Facets;
}

NodeAspects applyContradictions(FleetNode &node, const Event &event, const std::optional<JsonValue> &data)
{
    if (!node.facets || event.at < node.facets->clock)
        return {};
    auto facets = read<NodeFacets>(data);
    if (!facets)
        return {};
    node.facets = std::move(*facets);
    return NodeAspect::Facets;
}

/// The whole is shown at once; the members' parts stay as they were until they have been asked for.
Applied applySystemFacet(FleetNode &node, const Event &event, const std::optional<JsonValue> &data)
{
    if (node.systemFacets && event.at < node.systemFacets->clock)
        return {};
    auto facet = node.systemFacets ? read<SystemFacet>(data) : std::nullopt;
    if (!facet)
        return {.needsSystemFacets = true};
    QList<SystemFacet> &facets = node.systemFacets->facets;
    const auto known = std::ranges::find(facets, facet->facet, &SystemFacet::facet);
    if (known != facets.end()) {
        facet->members = std::move(known->members);
        *known = std::move(*facet);
    } else {
        facets.append(std::move(*facet));
    }
    node.systemFacets->health = Health::OK;
    for (const SystemFacet &one : std::as_const(facets))
        node.systemFacets->health = std::max(node.systemFacets->health, one.health);
    node.systemFacets->clock = event.at;
    return {.changed = NodeAspect::Facets, .needsSystemFacets = true};
}

} // namespace

Applied applyEvent(FleetNode &node, const Event &event, const std::optional<JsonValue> &data)
{
    const QString &kind = event.kind;
    if (kind == events::UnitChanged)
        return {.changed = applyUnit(node, event.sequence, data)};
    if (tellsFailure(kind))
        return {.changed = applyFailure(node, event.sequence, data)};
    if (kind == events::UnitEvidence)
        return {.changed = NodeAspect::Failures};
    if (kind == events::UnitsReloaded)
        return {.needsSnapshot = !node.units || event.sequence > node.units->sequence};
    if (kind == events::ProblemRaised || kind == events::ProblemCleared)
        return {.changed = applyProblem(node, event, data)};
    if (kind == events::BmcStateChanged)
        return {.changed = applyBmcState(node, event.sequence, data)};
    if (kind == events::JobChanged)
        return {.changed = applyJob(node, data)};
    if (kind == events::SystemChanged) {
        // One that is too large for an event has to be asked for.
        if (isNews(node, event) && (!data || data->isNull()))
            return {.needsSnapshot = true};
        return {.changed = applySystem(node, event, data)};
    }
    if (kind == events::CoordinatorChanged)
        return {.changed = applyCoordinator(node, event, data), .needsSystemFacets = true};
    if (kind == events::FacetChanged)
        return {.changed = applyFacet(node, event, data)};
    if (kind == events::FacetsContradict)
        return {.changed = applyContradictions(node, event, data)};
    if (kind == events::SystemFacetChanged)
        return applySystemFacet(node, event, data);
    if (kind == events::MemberChanged)
        return {.changed = applyMember(node, event, data)};
    if (kind == events::NodeStarted || kind == events::ClockJumped)
        return {.changed = applyFacts(node, event.sequence, data)};
    return {};
}

} // namespace muster::console
