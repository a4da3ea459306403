// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/dumps/dumpids.h"
#include "console/views/models/dumptablemodel.h"
#include "console/views/models/offloadtablemodel.h"
#include "console/views/pages/page.h"

class QAction;
class QPushButton;
class QTabWidget;

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
    void buildPieces();
    [[nodiscard]] QWidget *buildOffloads();
    [[nodiscard]] QList<int> selectedOffloads() const;
    void buildActions();
    void buildOffloadActions();
    void showOffloads();
    void openOffloaded(const QModelIndex &row);
    void showState();
    void showSelection();
    void setEmptyText();
    [[nodiscard]] QStringList nodesToAsk() const;

    DumpTableModel m_model;
    OffloadTableModel m_offloadModel;
    TablePanel *m_table;
    TablePanel *m_offloads;
    QTabWidget *m_tabs;
    QPushButton *m_fetch;
    QPushButton *m_delete;
    QAction *m_deleteAction;
    QAction *m_stop;
    QAction *m_resume;
    QAction *m_forget;
    QAction *m_open;
    bool m_showsPieces = false;
};

} // namespace muster::console
