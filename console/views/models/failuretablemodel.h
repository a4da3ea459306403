// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/fleetrows.h"

namespace muster::console {

/// Failures of watched units: what, where, since when, why, and whether it is over.
class FailureTableModel : public FleetRows
{
    Q_OBJECT
public:
    enum Columns { Unit, Node, System, State, Since, Why, Restarts, Recovered };

    explicit FailureTableModel(const Fleet &fleet, QObject *parent = nullptr);

protected:
    [[nodiscard]] QList<Row> rowsOf(const FleetNode &node) const override;
};

} // namespace muster::console
