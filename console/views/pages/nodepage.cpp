// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/nodepage.h"

#include "console/fleet/fleetactions.h"
#include "console/fleet/openfailures.h"
#include "console/units/watchwriting.h"
#include "console/views/pages/bootspanel.h"
#include "console/views/pages/eventspage.h"
#include "console/views/pages/failurelist.h"
#include "console/views/pages/pageheader.h"
#include "console/views/pages/powermenu.h"
#include "console/views/text/ageticker.h"
#include "console/views/text/knownfacts.h"
#include "console/views/text/phrases.h"
#include "console/views/text/statephrases.h"
#include "console/views/text/systemphrases.h"
#include "console/views/widgets/banner.h"
#include "console/views/widgets/card.h"
#include "console/views/widgets/eventpanel.h"
#include "console/views/widgets/factlist.h"
#include "console/views/widgets/historycard.h"
#include "console/views/widgets/problemlist.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

NodePage::NodePage(const ViewParts &parts, QWidget *parent)
    : Page(parts, parent)
    , m_units(parts.fleet)
    , m_stateRows(parts.fleet)
    , m_failures(new FailureList(parts, u"nodeFailures"_s))
    //: button with a menu: power of a system or a node
    , m_power(header().addAction(tr("Powe&r")))
    , m_powerMenu(new PowerMenu(this))
    , m_reconnect(header().addAction(tr("&Try again now"), true))
    , m_pair(header().addAction(tr("&Pair\u2026"), true))
    , m_unpair(header().addAction(tr("&Unpair\u2026")))
    , m_watchList(new QPushButton(tr("Edit &watch list\u2026")))
    , m_banner(new Banner(parts.theme))
    , m_tabs(new QTabWidget)
    , m_problems(new ProblemList(parts))
    , m_problemCard(new Card(parts.theme, tr("Needs attention")))
    , m_unitTable(new TablePanel(parts, u"units"_s, m_units))
    , m_stateTable(new TablePanel(parts, u"nodeState"_s, m_stateRows))
    , m_history(new HistoryCard(parts))
    , m_boots(new BootsPanel(parts))
    , m_facts(new FactList(parts.theme))
    , m_events(new EventPanel(parts, u"nodeEvents"_s, {QString()}))
{
    buildActions();
    content().addWidget(m_banner);
    m_tabs->setDocumentMode(true);
    connect(&m_events->table(), &TablePanel::currentChanged, this,
            [this](const QModelIndex &row) { setSubject(subjectOfEvent(this->parts(), row)); });
    m_tabs->addTab(buildOverview(), tr("&Overview"));
    //: tab of a page: power, host, boot and so on
    m_tabs->addTab(buildState(), tr("&State"));
    connect(m_failures, &FailureList::subjectChanged, this, &NodePage::setSubject);
    connect(m_failures, &FailureList::opened, this, &Page::evidenceWanted);
    connect(m_failures, &FailureList::acknowledgeWanted, this, &Page::acknowledgeWanted);
    //: tab of a page: boots of the node's host
    m_tabs->addTab(m_boots, tr("&Boots"));
    m_tabs->addTab(m_failures, QString());
    auto *events = new Card(parts.theme);
    events->addContent(m_events, 1);
    m_tabs->addTab(events, tr("&Events"));
    //: tab of a page: what a node is
    m_tabs->addTab(buildFacts(), tr("F&acts"));
    content().addWidget(m_tabs, 1);
    connect(&parts.fleet, &Fleet::nodesChanged, this, [this](const QHash<QString, NodeAspects> &changed) {
        if (changed.contains(m_nodeId))
            showState();
    });
    connect(&parts.fleet, &Fleet::systemsChanged, this, &NodePage::showState);
    connect(&parts.ticker, &AgeTicker::ticked, this, [this] {
        if (isVisible())
            showState();
    });
}

void NodePage::buildActions()
{
    m_power->setMenu(m_powerMenu);
    connect(m_powerMenu, &PowerMenu::wanted, this, [this](ControlAction action) {
        const FleetSystem *system = parts().fleet.systemOf(m_nodeId);
        Q_EMIT actWanted({system && !system->isOwn() ? system->name : QString(), m_nodeId, action});
    });
    connect(m_reconnect, &QPushButton::clicked, this, [this] { parts().actions.reconnect(m_nodeId); });
    connect(m_unpair, &QPushButton::clicked, this, [this] { Q_EMIT unpairWanted(m_nodeId); });
    connect(m_pair, &QPushButton::clicked, this, [this] {
        if (const FleetNode *node = parts().fleet.node(m_nodeId))
            Q_EMIT pairingWanted({node->address});
    });
}

QWidget *NodePage::buildOverview()
{
    m_problems->setFitted();
    m_problems->hideWhatBannersSay();
    m_problemCard->setFlush();
    m_problemCard->addContent(m_problems);
    //: heading: the services that a node was told to watch
    auto *units = new Card(parts().theme, tr("Watched units"));
    units->addContent(m_unitTable, 1);
    m_unitTable->view().sortByColumn(UnitTableModel::Unit, Qt::AscendingOrder);
    m_unitTable->view().setAccessibleName(tr("Watched units"));
    m_watchList->setAutoDefault(false);
    m_unitTable->addTool(m_watchList);
    connect(m_watchList, &QPushButton::clicked, this, [this] { Q_EMIT watchListWanted({m_nodeId}); });
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 3 * Theme::Step, 0, 0);
    layout->setSpacing(3 * Theme::Step);
    layout->addWidget(m_problemCard);
    layout->addWidget(units, 1);
    connect(m_problems, &ProblemList::countChanged, m_problemCard,
            [this](int count) { m_problemCard->setVisible(count > 0); });
    connect(m_problems, &ProblemList::subjectChanged, this, &NodePage::setSubject);
    connect(m_problems, &ProblemList::opened, this, &Page::evidenceWanted);
    connect(m_unitTable, &TablePanel::currentChanged, this, [this](const QModelIndex &row) {
        const FleetNode *node = parts().fleet.node(m_nodeId);
        if (!node || !row.isValid())
            return;
        const QString unit = row.data(ObjectIdRole).toString();
        const auto failure = std::ranges::find_if(
            node->failures, [&](const UnitFailure &f) { return f.unit == unit && isOpen(*node, f); });
        setSubject({m_nodeId, failure == node->failures.cend() ? QString() : failure->id, unit});
    });
    connect(m_unitTable, &TablePanel::activated, this, &Page::evidenceWanted);
    return page;
}

QWidget *NodePage::buildState()
{
    auto *card = new Card(parts().theme);
    card->addContent(m_stateTable, 1);
    m_stateTable->setBarVisible(false);
    m_stateTable->view().sortByColumn(NodeStateModel::Dimension, Qt::AscendingOrder);
    m_stateTable->view().setAccessibleName(tr("State of the node"));
    connect(m_stateTable, &TablePanel::currentChanged, this, [this](const QModelIndex &row) {
        if (row.isValid())
            setSubject({.nodeId = m_nodeId,
                        .failureId = {},
                        .unit = {},
                        .facet = Facet(row.data(ObjectIdRole).toString().toInt())});
    });
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 3 * Theme::Step, 0, 0);
    layout->setSpacing(3 * Theme::Step);
    layout->addWidget(card, 1);
    layout->addWidget(m_history);
    return page;
}

QWidget *NodePage::buildFacts()
{
    auto *card = new Card(parts().theme);
    card->addContent(m_facts);
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 3 * Theme::Step, 0, 0);
    layout->addWidget(card);
    layout->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(page);
    return scroll;
}

void NodePage::setNode(const QString &nodeId)
{
    const bool isAnother = std::exchange(m_nodeId, nodeId) != nodeId;
    if (isAnother)
        setSubject({nodeId, {}, {}});
    const auto isThis = [nodeId](const FleetNode &node) { return node.nodeId == nodeId; };
    m_units.setNodeFilter(isThis);
    m_stateRows.setNodeFilter(isThis);
    m_history->setSubject({nodeId}, false);
    m_boots->setNode(nodeId);
    m_failures->setNodeFilter(isThis);
    m_problems->problems().setNodeFilter(isThis);
    m_events->setNodes({nodeId});
    m_problemCard->setVisible(m_problems->count() > 0);
    if (isAnother)
        m_problems->selectFirst();
    showState();
}

void NodePage::showState()
{
    const FleetNode *node = parts().fleet.node(m_nodeId);
    if (!node)
        return;
    header().setTitle(node->name);
    header().setBadge(markOf(*node), Phrases::state(*node));
    const FleetSystem *system = parts().fleet.systemOf(m_nodeId);
    // When it does not answer, the banner says so at length.
    QString truth = node->isStale() ? node->address : Phrases::truth(*node, now());
    if (const QString quiesced = KnownFacts::quiesced(*node); !quiesced.isEmpty())
        truth = u"%1 \u00b7 %2"_s.arg(quiesced, truth);
    //: %1 is a system, %2 says that a node answers, or is its address
    header().setSentence(system ? tr("member of %1 \u00b7 %2").arg(system->name, truth) : truth);
    m_watchList->setEnabled(watchAccess(*node) == WatchAccess::Change);
    showPairing(*node);
    showBanner(*node);
    showTabs(*node);
    m_facts->setFacts(KnownFacts::of(*node));
}

void NodePage::showPairing(const FleetNode &node)
{
    const QList<ControlAction> possible = node.facets ? node.facets->actions : QList<ControlAction>();
    m_powerMenu->setPossible(possible);
    m_power->setVisible(node.isPaired && !possible.isEmpty());
    m_reconnect->setVisible(node.isStale() && node.link != LinkState::Connecting);
    m_pair->setVisible(!node.isPaired && !node.address.isEmpty());
    m_unpair->setVisible(node.isPaired);
}

void NodePage::showBanner(const FleetNode &node)
{
    const bool isBlind = !node.isStale() && node.units && !node.units->watching;
    m_banner->setVisible(node.isStale() || isBlind || !node.isPaired);
    if (!node.isPaired)
        //: %1 is a node, %2 goes on, as "known by the word of drawer-a; this console is not paired with it"
        m_banner->set(Mark::Unknown,
                      tr("%1 is %2.").arg(node.name, SystemPhrases::byWord(parts().fleet, node)));
    else if (node.link == LinkState::Refused)
        //: %1 is a node, %2 says why the connection was refused and what to do
        m_banner->set(Mark::Care, tr("%1 was refused: %2").arg(node.name, Phrases::error(node.linkError)));
    else if (node.isStale())
        //: %1 is a node, %2 goes on, as "does not answer — last heard 14:04:31, 2 min ago; shown as last
        //: known"
        m_banner->set(Mark::Stale, tr("%1 %2").arg(node.name, Phrases::truth(node, now())));
    else if (isBlind)
        //: %1 says why a node does not watch its units
        m_banner->set(Mark::Unknown, tr("Units are not watched: %1. They are shown as last seen.")
                                         .arg(node.units->notWatchingBecause));
}

void NodePage::showTabs(const FleetNode &node)
{
    const int open = countFailures(node).open;
    m_tabs->setTabText(m_tabs->indexOf(m_failures),
                       open > 0 ? tr("&Failures %1").arg(open) : tr("&Failures"));
    m_stateTable->setEmptyText(Mark::Unknown, tr("Its state was not told"), StatePhrases::notTold(node));
    if (!node.units)
        m_unitTable->setEmptyText(Mark::Unknown, tr("Units are not known yet"),
                                  tr("They are shown as soon as %1 answers.").arg(node.name));
    else
        m_unitTable->setEmptyText(
            Mark::Unknown, tr("No unit is watched"),
            tr("Name the critical units of this node in /etc/muster/units.d on the node; "
               "its agent then watches them."));
}

} // namespace muster::console
