// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/fleetrows.h"

namespace muster::console {

/// The watched units, one a row; of all nodes, or of those that the filter lets pass.
class UnitTableModel : public FleetRows
{
    Q_OBJECT
public:
    enum Columns { Unit, State, Since, Restarts, Description, Node };

    explicit UnitTableModel(const Fleet &fleet, QObject *parent = nullptr);

protected:
    [[nodiscard]] QList<Row> rowsOf(const FleetNode &node) const override;
};

} // namespace muster::console
