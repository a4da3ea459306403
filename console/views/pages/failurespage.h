// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/failuretablemodel.h"
#include "console/views/pages/page.h"

class QPushButton;

namespace muster::console {

class TablePanel;

/// Failures of watched units across the fleet; the evidence of the selected one is beside it.
class FailuresPage : public Page
{
    Q_OBJECT
public:
    explicit FailuresPage(const ViewParts &parts, QWidget *parent = nullptr);

private:
    void showState();

    FailureTableModel m_model;
    TablePanel *m_table;
    QPushButton *m_withRecovered;
};

/// Makes a table of failures tell the page what is selected, and Enter show its evidence.
[[nodiscard]] Subject subjectOfFailure(const QModelIndex &row);

} // namespace muster::console
