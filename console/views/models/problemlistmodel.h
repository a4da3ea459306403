// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/fleetrows.h"

namespace muster::console {

/// What needs attention: one row each, a title with a second line that says why, what to do and since when.
/// What is wrong with systems as such is part of it only when asked for.
class ProblemListModel : public FleetRows
{
    Q_OBJECT
public:
    enum Columns { What, Why, Remedy, Since, Node };

    explicit ProblemListModel(const Fleet &fleet, QObject *parent = nullptr);

    /// Also what is not as it should be with the fleet's systems.
    void addSystems();
    /// The name of the system that a row is about as such; empty for a row about a node.
    [[nodiscard]] QString systemOf(const QModelIndex &row) const;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

protected:
    [[nodiscard]] QList<Row> rowsOf(const FleetNode &node) const override;

private:
    [[nodiscard]] QList<Row> rowsOf(const FleetSystem &system) const;
    void refreshSystems();

    QHash<QString, QString> m_systems; ///< names of those that have rows, by group
};

} // namespace muster::console
