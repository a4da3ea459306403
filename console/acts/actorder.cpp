// SPDX-License-Identifier: Apache-2.0
#include "console/acts/actorder.h"

using namespace Qt::StringLiterals;

namespace muster::console {

Result<QString> actingNode(const Fleet &fleet, const FleetSystem &system)
{
    QStringList candidates = system.lead.claimed;
    candidates.append({system.lead.acting, system.coordinator});
    candidates.append(system.memberIds());
    for (const QString &nodeId : std::as_const(candidates)) {
        const FleetNode *node = fleet.node(nodeId);
        if (node && !node->isStale())
            return nodeId;
    }
    return fail(ErrorCode::Unavailable, u"no member of %1 answers"_s.arg(system.name));
}

Result<ActOrder> orderOf(const Fleet &fleet, const ActWish &wish)
{
    ActParams params{wish.action, wish.members, false, 0};
    if (wish.system.isEmpty()) {
        params.onlyNode = true;
        return ActOrder{{}, wish.nodeId, params};
    }
    const auto system = fleet.systems().constFind(wish.system);
    if (system == fleet.systems().cend())
        return fail(ErrorCode::NotFound, u"there is no system %1"_s.arg(wish.system));
    const auto acting = actingNode(fleet, *system);
    if (!wish.nodeId.isEmpty()) {
        const SystemMember *member = system->member(wish.nodeId);
        if (!member)
            return fail(ErrorCode::NotFound, u"it is no member of %1 any more"_s.arg(wish.system));
        params.members = {member->instance};
        if (!acting) {
            params.onlyNode = true;
            params.members.clear();
            return ActOrder{{}, wish.nodeId, params};
        }
    }
    if (!acting)
        return fail(acting.error());
    return ActOrder{wish.system, *acting, params};
}

} // namespace muster::console
