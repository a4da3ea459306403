// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/offload/offload.h"

namespace muster::console {

class Fleet;
class LinkPool;

/// The nodes of the fleet, by their links. Those that are reached
/// through their coordinator are fetched from through it, too.
class LinkedOffloadNodes : public OffloadNodes
{
public:
    /// Both are borrowed and outlive this.
    LinkedOffloadNodes(const Fleet &fleet, const LinkPool &links)
        : m_fleet(fleet)
        , m_links(links)
    {
    }

    [[nodiscard]] RpcPeer *peer(const QString &nodeId) override;
    [[nodiscard]] Route route(const QString &nodeId) override;

private:
    const Fleet &m_fleet;
    const LinkPool &m_links;
};

} // namespace muster::console
