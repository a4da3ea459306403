// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/views/models/rowmodel.h"

#include <functional>

namespace muster::console {

/// Rows made of each node of the fleet, kept as the fleet changes. What they show is said by the subclass.
class FleetRows : public RowModel
{
    Q_OBJECT
public:
    /// Which nodes are shown; all when empty.
    using NodeFilter = std::function<bool(const FleetNode &)>;

    void setNodeFilter(const NodeFilter &filter);

protected:
    /// @param aspects what of a node its rows are made of
    FleetRows(const Fleet &fleet, const QList<Column> &columns, NodeAspects aspects, QObject *parent);

    [[nodiscard]] virtual QList<Row> rowsOf(const FleetNode &node) const = 0;
    [[nodiscard]] const Fleet &fleet() const { return m_fleet; }
    void refresh(); ///< subclasses call it once they can answer rowsOf()
    void refresh(const QString &nodeId);

private:
    void take(const QHash<QString, NodeAspects> &changed);

    const Fleet &m_fleet;
    NodeAspects m_aspects;
    NodeFilter m_filter;
};

} // namespace muster::console
