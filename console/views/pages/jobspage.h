// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/jobtablemodel.h"
#include "console/views/pages/page.h"

namespace muster::console {

class TablePanel;

/// Long work on all nodes: what runs and what has ended lately.
class JobsPage : public Page
{
    Q_OBJECT
public:
    explicit JobsPage(const ViewParts &parts, QWidget *parent = nullptr);

private:
    JobTableModel m_model;
    TablePanel *m_table;
};

} // namespace muster::console
