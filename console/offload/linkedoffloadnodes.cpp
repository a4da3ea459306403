// SPDX-License-Identifier: Apache-2.0
#include "console/offload/linkedoffloadnodes.h"

#include "console/fleet/fleet.h"
#include "console/link/linkpool.h"

namespace muster::console {

RpcPeer *LinkedOffloadNodes::peer(const QString &nodeId)
{
    const NodeLink *link = m_links.link(nodeId);
    return link ? link->peer() : nullptr;
}

OffloadNodes::Route LinkedOffloadNodes::route(const QString &nodeId)
{
    const FleetNode *node = m_fleet.node(nodeId);
    if (!node)
        return {};
    if (node->via.isEmpty())
        return {node->address};
    const FleetNode *hub = m_fleet.node(node->via);
    return {hub ? hub->address : QString(), node->via};
}

} // namespace muster::console
