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

QString LinkedOffloadNodes::address(const QString &nodeId)
{
    const FleetNode *node = m_fleet.node(nodeId);
    return node ? node->address : QString();
}

} // namespace muster::console
