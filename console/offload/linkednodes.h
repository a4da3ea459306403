// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/offload/offload.h"

namespace muster::console {

class Fleet;
class LinkPool;

/// The nodes of the fleet as offloading reaches them: over their links, and at the addresses where they are
/// tried.
class LinkedNodes : public OffloadNodes
{
public:
    /// Both are borrowed and outlive this.
    LinkedNodes(const Fleet &fleet, const LinkPool &links)
        : m_fleet(fleet)
        , m_links(links)
    {
    }

    [[nodiscard]] RpcPeer *peer(const QString &nodeId) override;
    [[nodiscard]] QString address(const QString &nodeId) override;

private:
    const Fleet &m_fleet;
    const LinkPool &m_links;
};

} // namespace muster::console
