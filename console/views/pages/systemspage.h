// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/systemtablemodel.h"
#include "console/views/pages/page.h"

class QPushButton;

namespace muster::console {

class SystemTiles;
class TablePanel;

/// All systems of the fleet, the unwell first: as tiles or in rows.
class SystemsPage : public Page
{
    Q_OBJECT
public:
    explicit SystemsPage(const ViewParts &parts, QWidget *parent = nullptr);

private:
    void buildTiles();
    void setTiled(bool isTiled);
    void open(const QModelIndex &source);
    void showState();

    SystemTableModel m_model;
    TablePanel *m_table;
    SystemTiles *m_tiles;
    QPushButton *m_tiled;
};

} // namespace muster::console
