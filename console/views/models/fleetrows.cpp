// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/fleetrows.h"

namespace muster::console {

FleetRows::FleetRows(const Fleet &fleet, const QList<Column> &columns, NodeAspects aspects, QObject *parent)
    : RowModel(columns, parent)
    , m_fleet(fleet)
    , m_aspects(aspects)
{
    connect(&fleet, &Fleet::nodeAdded, this, [this](const QString &id) { refresh(id); });
    connect(&fleet, &Fleet::nodeRemoved, this, [this](const QString &id) { removeGroup(id); });
    connect(&fleet, &Fleet::nodesChanged, this, &FleetRows::take);
}

void FleetRows::setNodeFilter(const NodeFilter &filter)
{
    m_filter = filter;
    refresh();
}

void FleetRows::refresh()
{
    for (const FleetNode &node : m_fleet.nodes())
        refresh(node.nodeId);
}

void FleetRows::refresh(const QString &nodeId)
{
    const FleetNode *node = m_fleet.node(nodeId);
    if (!node || (m_filter && !m_filter(*node)))
        removeGroup(nodeId);
    else
        setGroup(nodeId, rowsOf(*node));
}

void FleetRows::take(const QHash<QString, NodeAspects> &changed)
{
    for (const auto &[nodeId, aspects] : changed.asKeyValueRange()) {
        if (aspects & m_aspects)
            refresh(nodeId);
    }
}

} // namespace muster::console
