// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/failurelist.h"

#include "console/views/models/nodecells.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

Subject subjectOf(const QModelIndex &row)
{
    if (!row.isValid())
        return {};
    return {row.data(NodeIdRole).toString(), row.data(ObjectIdRole).toString(),
            row.siblingAtColumn(FailureTableModel::Unit).data().toString()};
}

} // namespace

FailureList::FailureList(const ViewParts &parts, const QString &name, QWidget *parent)
    : Card(parts.theme, {}, parent)
    , m_parts(parts)
    , m_model(parts.fleet)
    , m_table(new TablePanel(parts, name, m_model))
{
    m_table->view().sortByColumn(FailureTableModel::Since, Qt::DescendingOrder);
    m_table->view().setAccessibleName(tr("Failures"));
    addContent(m_table, 1);
    connect(m_table, &TablePanel::currentChanged, this,
            [this](const QModelIndex &row) { Q_EMIT subjectChanged(subjectOf(row)); });
    connect(m_table, &TablePanel::activated, this, &FailureList::opened);
    connect(&parts.fleet, &Fleet::nodesChanged, this, &FailureList::showEmptyText);
    for (const auto signal : {&Fleet::nodeAdded, &Fleet::nodeRemoved})
        connect(&parts.fleet, signal, this, &FailureList::showEmptyText);
    showEmptyText();
}

void FailureList::setNodeFilter(const FleetRows::NodeFilter &filter)
{
    m_filter = filter;
    m_model.setNodeFilter(filter);
    showEmptyText();
}

void FailureList::showEmptyText()
{
    int nodes = 0;
    int unseen = 0;
    for (const FleetNode &node : m_parts.fleet.nodes()) {
        if (m_filter && !m_filter(node))
            continue;
        ++nodes;
        unseen += seesUnits(node) ? 0 : 1;
    }
    if (unseen > 0)
        return m_table->setEmptyText(
            Mark::Unknown, tr("No failure is known"),
            //: %n is the number of nodes that do not answer, or cannot see whether their units fail
            tr("%n nodes do not answer or do not watch their units. Whether any failed there since they "
               "were last heard is not known.",
               nullptr, unseen));
    m_table->setEmptyText(nodes > 0 ? Mark::Well : Mark::Unknown, tr("No unit is failed"),
                          tr("Watched units that fail appear here at once, with why and the last lines of "
                             "their journal."));
}

} // namespace muster::console
