// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/dumps/dumpids.h"
#include "console/views/models/dumptablemodel.h"
#include "console/views/pages/page.h"

class QAction;
class QPushButton;

namespace muster::console {

class TablePanel;

/// All dumps of the fleet, and what can be done with them.
class DumpsPage : public Page
{
    Q_OBJECT
public:
    explicit DumpsPage(const ViewParts &parts, QWidget *parent = nullptr);

    [[nodiscard]] QList<DumpId> selected() const;

private:
    void buildActions();
    void showState();
    void showSelection();
    void setEmptyText();
    [[nodiscard]] QStringList nodesToAsk() const;

    DumpTableModel m_model;
    TablePanel *m_table;
    QPushButton *m_delete;
    QAction *m_deleteAction;
};

} // namespace muster::console
