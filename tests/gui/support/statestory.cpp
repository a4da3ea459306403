// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/support/statestory.h"

#include "shared/state/facetwords.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::console::story {

namespace {

MemberFacet partOf(const SystemMember &member, Facet facet, const QString &value, bool isStale)
{
    MemberFacet part;
    part.instance = member.instance;
    part.nodeId = member.nodeId;
    part.name = member.name;
    part.value = value;
    part.raw = value;
    part.health = healthOf(facet, value);
    part.isStale = isStale;
    part.age = isStale ? 130'000 : 0;
    if (isStale)
        part.health = std::max(part.health, Health::Unknown);
    return part;
}

SystemFacet wholeOf(Facet facet, const QList<MemberFacet> &members)
{
    SystemFacet whole;
    whole.facet = facet;
    whole.members = members;
    const auto least = std::ranges::min_element(
        members, {}, [facet](const MemberFacet &one) { return rankOf(facet, one.value).value_or(0); });
    whole.value = least->value;
    whole.health = Health::OK;
    whole.oldestAge = 0;
    bool isPartial = false;
    for (const MemberFacet &one : members) {
        isPartial |= one.isStale;
        whole.health = std::max(whole.health, one.health);
        whole.oldestAge = std::max(*whole.oldestAge, one.age.value_or(0));
        if (one.value == whole.value)
            whole.behind.append(one.instance);
        const auto known = std::ranges::find(whole.counts, one.value, &ValueCount::value);
        if (known == whole.counts.end())
            whole.counts.append({one.value, 1});
        else
            ++known->count;
    }
    for (const MemberFacet &one : members) {
        if (whole.health != Health::OK && one.health == whole.health)
            whole.worst.append(one.instance);
    }
    whole.agreement = isPartial                  ? Agreement::Partial
                      : whole.counts.size() == 1 ? Agreement::Unanimous
                                                 : Agreement::Mixed;
    return whole;
}

SystemFacet told(const Fleet &fleet, const FleetSystem &system, Facet facet, const QString &usual,
                 const QString &second, const QString &third)
{
    QList<MemberFacet> members;
    for (const SystemMember &member : system.members) {
        const FleetNode *node = fleet.node(member.nodeId);
        const QString value = member.instance == 2 ? second : member.instance == 3 ? third : usual;
        members.append(partOf(member, facet, value, node && node->isStale()));
    }
    return wholeOf(facet, members);
}

} // namespace

void tellState(Fleet &fleet, const QString &name)
{
    const FleetSystem system = fleet.systems().value(name);
    SystemFacets state;
    state.system = name;
    state.coordinator = system.members.first().nodeId;
    state.clock = now();
    state.facets = {
        told(fleet, system, Facet::Bmc, u"Ready"_s, u"Quiesced"_s, u"Ready"_s),
        told(fleet, system, Facet::Chassis, u"On"_s, u"On"_s, u"On"_s),
        told(fleet, system, Facet::Host, u"Running"_s, u"Running"_s, u"TransitioningToRunning"_s),
        told(fleet, system, Facet::BootProgress, u"OSRunning"_s, u"OSRunning"_s, u"PCIInit"_s),
        told(fleet, system, Facet::OperatingSystem, u"BootComplete"_s, u"BootComplete"_s, u"Inactive"_s)};
    SystemFacet hypervisor =
        wholeOf(Facet::Hypervisor, {partOf(system.members.first(), Facet::Hypervisor, u"Running"_s, false)});
    state.facets.append(hypervisor);
    for (const SystemFacet &one : std::as_const(state.facets))
        state.health = std::max(state.health, one.health);
    fleet.update(state.coordinator, NodeAspect::Facets, [&](FleetNode &node) {
        node.systemFacets = state;
        node.systemFacetsAt = now();
    });
    fleet.flush();
}

void tellOwnState(Fleet &fleet, const QString &nodeId)
{
    NodeFacets own;
    own.clock = now();
    const auto add = [&own](Facet facet, const QString &value, const QString &raw) {
        FacetValue one;
        one.facet = facet;
        one.value = value;
        one.raw = raw;
        one.source = u"xyz.openbmc_project.State /xyz/openbmc_project/state"_s;
        one.health = healthOf(facet, value);
        one.changedAt = own.clock - 3h;
        one.observedAt = own.clock;
        own.facets.append(one);
    };
    add(Facet::Bmc, u"Ready"_s, u"xyz.openbmc_project.State.BMC.BMCState.Ready"_s);
    add(Facet::Chassis, u"Off"_s, u"xyz.openbmc_project.State.Chassis.PowerState.Off"_s);
    add(Facet::Host, u"Running"_s, u"xyz.openbmc_project.State.Host.HostState.Running"_s);
    own.contradictions = {{u"power-off-host-on"_s,
                           {Facet::Chassis, Facet::Host},
                           u"the chassis is off while the host runs"_s,
                           Health::Warning}};
    fleet.update(nodeId, NodeAspect::Facets, [&](FleetNode &node) { node.facets = own; });
    fleet.flush();
}

void tellHost(Fleet &fleet, const QString &name, int instance, const QString &value)
{
    const FleetSystem system = fleet.systems().value(name);
    fleet.update(system.members.first().nodeId, NodeAspect::Facets, [&](FleetNode &node) {
        for (SystemFacet &facet : node.systemFacets->facets) {
            if (facet.facet != Facet::Host)
                continue;
            QList<MemberFacet> members = facet.members;
            for (MemberFacet &member : members) {
                if (member.instance == instance)
                    member.value = value;
            }
            facet = wholeOf(Facet::Host, members);
        }
    });
    fleet.flush();
}

} // namespace muster::console::story
