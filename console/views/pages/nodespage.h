// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/nodetablemodel.h"
#include "console/views/pages/page.h"

class QPushButton;

namespace muster::console {

class TablePanel;

/// All nodes of the fleet in one table.
class NodesPage : public Page
{
    Q_OBJECT
public:
    explicit NodesPage(const ViewParts &parts, QWidget *parent = nullptr);

private:
    [[nodiscard]] QStringList selectedLoneNodes() const;
    void showState();

    NodeTableModel m_model;
    TablePanel *m_table;
    QPushButton *m_createSystem;
};

} // namespace muster::console
