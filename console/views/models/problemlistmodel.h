// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/fleetrows.h"

namespace muster::console {

/// What needs attention: one row each, a title with a second line that says why, what to do and since when.
class ProblemListModel : public FleetRows
{
    Q_OBJECT
public:
    enum Columns { What, Why, Remedy, Since, Node };

    explicit ProblemListModel(const Fleet &fleet, QObject *parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

protected:
    [[nodiscard]] QList<Row> rowsOf(const FleetNode &node) const override;
};

} // namespace muster::console
