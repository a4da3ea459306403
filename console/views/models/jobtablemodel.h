// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/fleetrows.h"

namespace muster::console {

/// Jobs of all nodes, running and lately finished ones.
class JobTableModel : public FleetRows
{
    Q_OBJECT
public:
    enum Columns { Title, Node, State, Progress, Started, StartedBy, Outcome };

    explicit JobTableModel(const Fleet &fleet, QObject *parent = nullptr);

protected:
    [[nodiscard]] QList<Row> rowsOf(const FleetNode &node) const override;
};

} // namespace muster::console
