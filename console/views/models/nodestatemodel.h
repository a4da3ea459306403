// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/fleetrows.h"

namespace muster::console {

/// The facets of nodes as they say of themselves, one a row.
class NodeStateModel : public FleetRows
{
    Q_OBJECT
public:
    enum Columns { Dimension, Value, Wellness, Since, Known, Requested, Said };

    explicit NodeStateModel(const Fleet &fleet, QObject *parent = nullptr);

protected:
    [[nodiscard]] QList<Row> rowsOf(const FleetNode &node) const override;
};

} // namespace muster::console
