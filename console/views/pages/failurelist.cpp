// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/failurelist.h"

#include "console/fleet/openfailures.h"
#include "console/views/models/nodecells.h"
#include "console/views/text/ageticker.h"
#include "console/views/viewsettings.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QAction>
#include <QComboBox>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

Subject subjectOf(const QModelIndex &row)
{
    if (!row.isValid() || row.data(NodeIdRole).toString().isEmpty())
        return {};
    const QString failure = row.data(ObjectIdRole).toString();
    return {row.data(NodeIdRole).toString(), failure,
            failure.isEmpty() ? QString() : row.siblingAtColumn(FailureTableModel::Unit).data().toString()};
}

} // namespace

FailureList::FailureList(const ViewParts &parts, const QString &name, QWidget *parent)
    : Card(parts.theme, {}, parent)
    , m_parts(parts)
    , m_name(name)
    , m_rows(parts.fleet)
    , m_groups(m_rows)
    , m_table(new TablePanel(parts, name, m_groups))
    , m_grouping(new QComboBox)
    //: a switch: also list failures that are over
    , m_withOver(new QPushButton(tr("Show past")))
    //: takes note of failures
    , m_acknowledge(new QPushButton(tr("Ac&knowledge\u2026")))
    , m_acknowledgeAction(new QAction(tr("Acknowledge\u2026"), this))
{
    m_table->view().sortByColumn(FailureTableModel::Since, Qt::DescendingOrder);
    m_table->view().setAccessibleName(tr("Failures"));
    addContent(m_table, 1);
    buildTools();
    connect(m_table, &TablePanel::currentChanged, this,
            [this](const QModelIndex &row) { Q_EMIT subjectChanged(subjectOf(row)); });
    connect(m_table, &TablePanel::activated, this, &FailureList::opened);
    connect(m_table->view().selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &FailureList::showActions);
    connect(&parts.fleet, &Fleet::nodesChanged, this, [this] {
        showEmptyText();
        showActions();
    });
    for (const auto signal : {&Fleet::nodeAdded, &Fleet::nodeRemoved})
        connect(&parts.fleet, signal, this, &FailureList::showEmptyText);
    connect(&parts.ticker, &AgeTicker::ticked, this, [this] {
        if (grouping() == FailureGrouping::Time && isVisible())
            m_groups.regroup();
    });
    restoreGrouping();
    showEmptyText();
    showActions();
}

void FailureList::buildTools()
{
    for (const auto what : {FailureGrouping::Incident, FailureGrouping::Unit, FailureGrouping::Node,
                            FailureGrouping::Time, FailureGrouping::Nothing})
        m_grouping->addItem(FailureGroups::nameOf(what), int(what));
    //: what failures have in common that are listed under one heading
    m_grouping->setAccessibleName(tr("Group by"));
    m_grouping->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(m_grouping, &QComboBox::activated, this, [this] {
        setGrouping(grouping());
        m_parts.settings.setState(m_name + u".grouping"_s, QByteArray::number(int(grouping())));
    });
    m_withOver->setCheckable(true);
    connect(m_withOver, &QPushButton::toggled, this, [this](bool isWithOver) {
        m_rows.setWithOver(isWithOver);
        showEmptyText();
    });
    const auto acknowledge = [this] { Q_EMIT acknowledgeWanted(unseenSelected()); };
    connect(m_acknowledge, &QPushButton::clicked, this, acknowledge);
    connect(m_acknowledgeAction, &QAction::triggered, this, acknowledge);
    m_table->addTool(m_grouping);
    for (QPushButton *button : {m_withOver, m_acknowledge}) {
        button->setAutoDefault(false);
        m_table->addTool(button);
    }
    m_table->view().addAction(m_acknowledgeAction);
}

void FailureList::restoreGrouping()
{
    bool isKept = false;
    const int kept = m_parts.settings.state(m_name + u".grouping"_s).toInt(&isKept);
    const int at = m_grouping->findData(kept);
    setGrouping(isKept && at >= 0 ? FailureGrouping(kept) : FailureGrouping::Incident);
}

void FailureList::setNodeFilter(const FleetRows::NodeFilter &filter)
{
    m_filter = filter;
    m_rows.setNodeFilter(filter);
    showEmptyText();
}

void FailureList::setGrouping(FailureGrouping grouping)
{
    const Subject chosen = subjectOf(m_table->proxy().mapToSource(m_table->view().currentIndex()));
    m_grouping->setCurrentIndex(m_grouping->findData(int(grouping)));
    m_groups.setGrouping(FailureGroups::by(grouping));
    m_table->view().setGrouped(grouping != FailureGrouping::Nothing);
    select(chosen);
}

FailureGrouping FailureList::grouping() const
{
    return FailureGrouping(m_grouping->currentData().toInt());
}

void FailureList::select(const Subject &failure)
{
    const int row = m_rows.numberOf(failure.nodeId + u'/' + failure.failureId);
    if (row >= 0)
        m_table->view().setCurrentIndex(m_table->proxy().mapFromSource(m_groups.indexOf(row)));
}

QList<Subject> FailureList::unseenSelected() const
{
    QList<Subject> unseen;
    const auto rows = m_table->view().selectedSourceRows();
    for (const QModelIndex &row : rows) {
        const Subject subject = subjectOf(row);
        const FleetNode *node = m_parts.fleet.node(subject.nodeId);
        if (!node)
            continue;
        const auto failure = std::ranges::find(node->failures, subject.failureId, &UnitFailure::id);
        if (failure != node->failures.cend() && isUnseen(*node, *failure))
            unseen.append(subject);
    }
    return unseen;
}

void FailureList::showActions()
{
    const bool canAcknowledge = !unseenSelected().isEmpty();
    m_acknowledge->setEnabled(canAcknowledge);
    m_acknowledgeAction->setEnabled(canAcknowledge);
}

void FailureList::showEmptyText()
{
    int nodes = 0;
    int unseen = 0;
    qsizetype past = 0;
    for (const FleetNode &node : m_parts.fleet.nodes()) {
        if (m_filter && !m_filter(node))
            continue;
        ++nodes;
        unseen += seesUnits(node) ? 0 : 1;
        past += node.failures.size();
    }
    if (unseen > 0)
        return m_table->setEmptyText(
            Mark::Unknown, tr("No failure is known"),
            //: %n is the number of nodes that do not answer, or cannot see whether their units fail
            tr("%n nodes do not answer or do not watch their units. Whether any failed there since they "
               "were last heard is not known.",
               nullptr, unseen));
    const bool isPastHidden = past > 0 && !m_withOver->isChecked();
    m_table->setEmptyText(nodes > 0 ? Mark::Well : Mark::Unknown, tr("No unit is failed"),
                          isPastHidden
                              ? tr("%n failures are over: recovered, and acknowledged.", nullptr, int(past))
                              : tr("Watched units that fail appear here at once, with why and the "
                                   "last lines of their journal."));
}

} // namespace muster::console
