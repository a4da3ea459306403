// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/failuregroups.h"
#include "console/views/models/failuretablemodel.h"
#include "console/views/place.h"
#include "console/views/viewparts.h"
#include "console/views/widgets/card.h"

class QAction;
class QComboBox;
class QPushButton;

namespace muster::console {

class TablePanel;

/// Failures of watched units of some nodes, gathered by incident, unit, node or time. In place of none it
/// says whether there are none, which only nodes that answer and watch can tell, or none are known.
class FailureList : public Card
{
    Q_OBJECT
public:
    /// @param name under which columns and grouping are remembered
    FailureList(const ViewParts &parts, const QString &name, QWidget *parent = nullptr);

    void setNodeFilter(const FleetRows::NodeFilter &filter); ///< of all nodes when empty
    void setGrouping(FailureGrouping grouping);
    [[nodiscard]] FailureGrouping grouping() const;
    /// Makes a failure the current one, if it is there.
    void select(const Subject &failure);
    [[nodiscard]] TablePanel &table() { return *m_table; }

Q_SIGNALS:
    void subjectChanged(const muster::console::Subject &subject);
    void opened(); ///< by double click or Enter
    void acknowledgeWanted(const QList<muster::console::Subject> &failures);

private:
    void buildTools();
    void restoreGrouping();
    void showEmptyText();
    void showActions();
    [[nodiscard]] QList<Subject> unseenSelected() const; ///< those that nobody has acknowledged

    const ViewParts m_parts;
    const QString m_name;
    FailureTableModel m_rows;
    GroupModel m_groups;
    FleetRows::NodeFilter m_filter;
    TablePanel *m_table;
    QComboBox *m_grouping;
    QPushButton *m_withOver;
    QPushButton *m_acknowledge;
    QAction *m_acknowledgeAction;
};

} // namespace muster::console
