// SPDX-License-Identifier: Apache-2.0
#include "console/dumps/stoppedhosts.h"

#include "shared/api/dumprun.h"

#include "console/fleet/fleet.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// One that the coordinator tells nothing of is not known to be unwell.
StoppedHost::Against againstOf(const FleetSystem &system, const QString &nodeId)
{
    const auto view = system.views.constFind(nodeId);
    if (view == system.views.cend())
        return StoppedHost::Against::None;
    if (view->presence == MemberPresence::Silent)
        return StoppedHost::Against::Away;
    const bool isOther = view->presence == MemberPresence::Connected;
    return isOther && !view->capabilities.contains(DisruptiveDumpsCapability) ? StoppedHost::Against::TooOld
                                                                              : StoppedHost::Against::None;
}

} // namespace

QList<StoppedHost> stoppedHosts(const Fleet &fleet, const QString &nodeId)
{
    const auto nameOf = [&fleet](const QString &id, const QString &otherwise) {
        const FleetNode *node = fleet.node(id);
        return node ? node->name : otherwise;
    };
    const FleetSystem *system = fleet.systemOf(nodeId);
    if (!system || system->isOwn())
        return {{nodeId, nameOf(nodeId, nodeId)}};
    QList<StoppedHost> hosts;
    for (const SystemMember &member : system->members)
        hosts.append({member.nodeId, nameOf(member.nodeId, member.name), againstOf(*system, member.nodeId)});
    return hosts;
}

} // namespace muster::console
