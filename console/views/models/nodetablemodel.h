// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/fleetrows.h"

namespace muster::console {

/// All nodes, one a row: which system, how they are, how old that is.
class NodeTableModel : public FleetRows
{
    Q_OBJECT
public:
    enum Columns { Name, System, State, Sentence, Problems, Units, Heard, Address, Os, Agent, Role, Id };

    explicit NodeTableModel(const Fleet &fleet, QObject *parent = nullptr);

protected:
    [[nodiscard]] QList<Row> rowsOf(const FleetNode &node) const override;
};

} // namespace muster::console
