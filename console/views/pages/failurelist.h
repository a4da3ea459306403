// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/failuretablemodel.h"
#include "console/views/place.h"
#include "console/views/viewparts.h"
#include "console/views/widgets/card.h"

namespace muster::console {

class TablePanel;

/// Failures of watched units of some nodes. In place of none it says whether there are none, which only nodes
/// that answer and watch can tell, or none are known.
class FailureList : public Card
{
    Q_OBJECT
public:
    /// @param name under which columns are remembered
    FailureList(const ViewParts &parts, const QString &name, QWidget *parent = nullptr);

    void setNodeFilter(const FleetRows::NodeFilter &filter); ///< of all nodes when empty
    [[nodiscard]] TablePanel &table() { return *m_table; }

Q_SIGNALS:
    void subjectChanged(const muster::console::Subject &subject);
    void opened(); ///< by double click or Enter

private:
    void showEmptyText();

    const ViewParts m_parts;
    FailureTableModel m_model;
    FleetRows::NodeFilter m_filter;
    TablePanel *m_table;
};

} // namespace muster::console
