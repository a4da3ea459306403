// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/eventpanel.h"

#include "console/views/models/eventtablemodel.h"
#include "console/views/text/phrases.h"
#include "console/views/theme/theme.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QComboBox>
#include <QHeaderView>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace muster::console {

EventPanel::EventPanel(const ViewParts &parts, const QString &name, const QStringList &nodeIds,
                       QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_table(new TablePanel(parts, name, parts.events))
    , m_severity(new QComboBox)
    , m_topic(new QComboBox)
    , m_node(new QComboBox)
    //: a switch: scroll to each new event
    , m_follow(new QPushButton(tr("Follow")))
    , m_newest(new QPushButton)
    , m_nodeIds(nodeIds)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table);
    buildTools(nodeIds.isEmpty());
    TableView &view = m_table->view();
    view.setAccessibleName(tr("Events"));
    connect(m_table, &TablePanel::emptyActionWanted, this, &EventPanel::showAll);
    connect(&parts.events, &QAbstractItemModel::rowsInserted, this, &EventPanel::showEmptyText);
    connect(&m_table->proxy(), &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { take(last - first + 1); });
    connect(view.verticalScrollBar(), &QScrollBar::valueChanged, this, &EventPanel::scrolled);
    applyConditions();
    setFollowing(true);
}

void EventPanel::buildTools(bool hasNodes)
{
    //: which events are listed
    m_severity->addItem(tr("Any severity"), int(Health::OK));
    m_severity->addItem(tr("Warning or worse"), int(Health::Warning));
    m_severity->addItem(tr("Critical only"), int(Health::Critical));
    m_severity->setAccessibleName(tr("Severity"));
    m_topic->addItem(tr("Any topic"));
    for (const Topic topic : {Topic::Node, Topic::Units, Topic::Problems, Topic::Trust, Topic::Jobs})
        m_topic->addItem(Phrases::topic(topic), int(topic));
    m_topic->setAccessibleName(tr("Topic"));
    m_node->setAccessibleName(tr("Node"));
    m_follow->setCheckable(true);
    m_follow->setAutoDefault(false);
    m_newest->setAutoDefault(false);
    m_newest->setDefault(true);
    m_newest->hide();
    for (QComboBox *box : {m_severity, m_topic, m_node}) {
        m_table->addTool(box);
        box->setMinimumWidth(60);
        box->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        connect(box, &QComboBox::currentIndexChanged, this, &EventPanel::applyConditions);
    }
    m_node->setVisible(hasNodes);
    m_node->setMaximumWidth(160);
    fillNodes();
    for (const auto signal : {&Fleet::nodeAdded, &Fleet::nodeRemoved})
        connect(&m_parts.fleet, signal, this, &EventPanel::fillNodes);
    m_table->addTool(m_follow);
    m_table->addTool(m_newest);
    connect(m_follow, &QPushButton::clicked, this, &EventPanel::setFollowing);
    connect(m_newest, &QPushButton::clicked, this, [this] { setFollowing(true); });
}

void EventPanel::fillNodes()
{
    const QVariant chosen = m_node->currentData();
    const QSignalBlocker blocker(m_node);
    m_node->clear();
    m_node->addItem(tr("Any node"));
    for (const FleetNode &node : m_parts.fleet.nodes())
        m_node->addItem(node.name, node.nodeId);
    m_node->setCurrentIndex(chosen.isValid() ? std::max(0, m_node->findData(chosen)) : 0);
    if (m_node->currentData() != chosen)
        applyConditions(); // The chosen node is gone.
}

void EventPanel::setNodes(const QStringList &nodeIds)
{
    m_nodeIds = nodeIds;
    applyConditions();
}

bool EventPanel::isFollowing() const
{
    return m_follow->isChecked();
}

void EventPanel::applyConditions()
{
    const Health least = Health(m_severity->currentData().toInt());
    const QVariant topic = m_topic->currentData();
    const QString node = m_node->currentData().toString();
    const auto accepts = [this, least, topic, node](const QModelIndex &row) {
        const FleetEvent *event = m_parts.events.event(row.row());
        return event && event->event.severity >= least
               && (!topic.isValid() || int(event->event.topic) == topic.toInt())
               && (node.isEmpty() || event->nodeId == node)
               && (m_nodeIds.isEmpty() || m_nodeIds.contains(event->nodeId));
    };
    const bool isFiltered = isChosen() || !m_nodeIds.isEmpty();
    m_table->proxy().setCondition(isFiltered ? TableProxy::Condition(accepts) : TableProxy::Condition());
    showEmptyText();
    if (isFollowing())
        setFollowing(true);
}

bool EventPanel::isChosen() const
{
    return std::ranges::any_of(std::array{m_severity, m_topic, m_node},
                               [](const QComboBox *box) { return box->currentIndex() > 0; });
}

/// Whether there are any of the nodes that are shown here.
bool EventPanel::hasEvents() const
{
    if (m_nodeIds.isEmpty())
        return m_parts.events.rowCount() > 0;
    for (int row = m_parts.events.rowCount() - 1; row >= 0; --row) {
        if (const FleetEvent *event = m_parts.events.event(row); event && m_nodeIds.contains(event->nodeId))
            return true;
    }
    return false;
}

void EventPanel::showAll()
{
    for (QComboBox *box : {m_severity, m_topic, m_node}) {
        const QSignalBlocker blocker(box);
        box->setCurrentIndex(0);
    }
    applyConditions();
}

void EventPanel::showEmptyText()
{
    if (isChosen() && hasEvents())
        m_table->setEmptyText(Mark::Unknown, tr("No event is of this kind"),
                              tr("Other events are hidden by what is chosen above."), tr("Show all events"));
    else
        m_table->setEmptyText(Mark::Unknown, tr("Nothing has happened yet"),
                              tr("Events of nodes that answer appear here while they happen."));
}

void EventPanel::setFollowing(bool isFollowing)
{
    m_follow->setChecked(isFollowing);
    if (!isFollowing)
        return;
    m_new = 0;
    m_newest->hide();
    const QScopedValueRollback scrolling(m_isScrolling, true);
    m_table->view().scrollToBottom();
}

void EventPanel::take(int count)
{
    if (isFollowing())
        return setFollowing(true);
    m_new += count;
    //: button: events that came while one looked at older ones
    m_newest->setText(tr("%n new", nullptr, m_new));
    m_newest->show();
}

void EventPanel::scrolled()
{
    if (m_isScrolling)
        return;
    const QScrollBar *bar = m_table->view().verticalScrollBar();
    const bool isAtEnd = bar->value() >= bar->maximum();
    if (!isAtEnd && isFollowing() && bar->isVisible())
        setFollowing(false);
    else if (isAtEnd && !isFollowing() && m_new > 0)
        setFollowing(true);
}

} // namespace muster::console
