// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/collector.h"

namespace muster::agent {

class NodePlatform;
class Problems;

/// What the node is and what is not well on it, as this agent knows them.
class FactsCollector : public Collector
{
public:
    /// Both outlive this.
    FactsCollector(const NodePlatform &node, const Problems &problems);

    [[nodiscard]] QString word() const override;
    [[nodiscard]] QList<CollectStep> plan(const CollectRequest &request) const override;

private:
    const NodePlatform &m_node;
    const Problems &m_problems;
};

} // namespace muster::agent
