// SPDX-License-Identifier: Apache-2.0
#include "console/offload/linkednodes.h"

#include "console/fleet/fleet.h"
#include "console/link/linkpool.h"

namespace muster::console {

RpcPeer *LinkedNodes::peer(const QString &nodeId)
{
    const NodeLink *link = m_links.link(nodeId);
    return link ? link->peer() : nullptr;
}

QString LinkedNodes::address(const QString &nodeId)
{
    const FleetNode *node = m_fleet.node(nodeId);
    return node ? node->address : QString();
}

} // namespace muster::console
