// SPDX-License-Identifier: Apache-2.0
#include "console/cli/actingnode.h"

using namespace Qt::StringLiterals;

namespace muster::console {

Result<QString> actingNode(Batch &batch, const FleetSystem &system)
{
    QStringList candidates = system.lead.claimed;
    candidates.append({system.lead.acting, system.coordinator});
    candidates.append(system.memberIds());
    for (const QString &nodeId : std::as_const(candidates)) {
        const FleetNode *node = batch.fleet().node(nodeId);
        if (node && !node->isStale())
            return nodeId;
    }
    return fail(ErrorCode::Unavailable, u"no member of %1 answers"_s.arg(system.name));
}

QStringList withFellows(const Fleet &fleet, const QStringList &nodeIds)
{
    QStringList all = nodeIds;
    for (const QString &nodeId : nodeIds) {
        const FleetSystem *system = fleet.systemOf(nodeId);
        for (const QString &other : system ? system->memberIds() : QStringList()) {
            if (!all.contains(other))
                all.append(other);
        }
    }
    return all;
}

} // namespace muster::console
