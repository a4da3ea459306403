// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/foundtablemodel.h"
#include "console/views/pages/page.h"

class QPushButton;

namespace muster::console {

class TablePanel;

/// Nodes that were found and wait to be paired.
class FoundPage : public Page
{
    Q_OBJECT
public:
    explicit FoundPage(const ViewParts &parts, QWidget *parent = nullptr);
    void select(const QString &address);

private:
    void showState();
    void pairSelected();

    FoundTableModel m_model;
    TablePanel *m_table;
    QPushButton *m_pair;
};

} // namespace muster::console
