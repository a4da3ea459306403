// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/systempage.h"

#include "console/fleet/fleethealth.h"
#include "console/fleet/openfailures.h"
#include "console/views/pages/eventspage.h"
#include "console/views/pages/failurelist.h"
#include "console/views/pages/pageheader.h"
#include "console/views/pages/powermenu.h"
#include "console/views/pages/schedulepanel.h"
#include "console/views/pages/systemstatepanel.h"
#include "console/views/text/ageticker.h"
#include "console/views/text/phrases.h"
#include "console/views/text/systemphrases.h"
#include "console/views/widgets/banner.h"
#include "console/views/widgets/card.h"
#include "console/views/widgets/eventpanel.h"
#include "console/views/widgets/factlist.h"
#include "console/views/widgets/problemlist.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QAction>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// So many findings have a strip of their own; the others are in the facts.
constexpr int MaxBanners = 3;

} // namespace

SystemPage::SystemPage(const ViewParts &parts, QWidget *parent)
    : Page(parts, parent)
    , m_members(parts.fleet)
    , m_failures(new FailureList(parts, u"systemFailures"_s))
    , m_state(new SystemStatePanel(parts))
    , m_schedule(new SchedulePanel(parts))
    , m_tabs(new QTabWidget)
    , m_problems(new ProblemList(parts))
    , m_problemCard(new Card(parts.theme, tr("Needs attention")))
    , m_memberTable(new TablePanel(parts, u"members"_s, m_members))
    , m_facts(new FactList(parts.theme))
    //: button with a menu: power of a system or a node
    , m_power(header().addAction(tr("Powe&r")))
    , m_powerMenu(new PowerMenu(this))
    , m_handOver(new QAction(this))
    , m_pair(new QAction(this))
    , m_events(new EventPanel(parts, u"systemEvents"_s, {QString()}))
{
    buildActions();
    buildBanners();
    //: tab of a page
    m_tabs->addTab(buildOverview(), tr("&Overview"));
    connect(m_failures, &FailureList::subjectChanged, this, &SystemPage::setSubject);
    connect(m_failures, &FailureList::opened, this, &Page::evidenceWanted);
    connect(m_failures, &FailureList::acknowledgeWanted, this, &Page::acknowledgeWanted);
    connect(m_state, &SystemStatePanel::subjectChanged, this, &SystemPage::setSubject);
    connect(m_state, &SystemStatePanel::nodeWanted, this,
            [this](const QString &nodeId) { Q_EMIT placeWanted({Place::Page::Node, nodeId}); });
    //: tab of a page: power, host, boot and so on
    m_tabs->addTab(m_state, tr("S&tate"));
    m_tabs->addTab(m_failures, QString());
    //: tab of a page: what is done at which time
    m_tabs->addTab(m_schedule, tr("S&chedule"));
    connect(m_schedule, &SchedulePanel::scheduleWanted, this, &Page::scheduleWanted);
    auto *events = new Card(parts.theme);
    events->addContent(m_events, 1);
    //: tab of a page
    m_tabs->addTab(events, tr("&Events"));
    //: tab of a page: what a system is
    m_tabs->addTab(buildFacts(), tr("F&acts"));
    m_tabs->setDocumentMode(true);
    connect(&m_events->table(), &TablePanel::currentChanged, this,
            [this](const QModelIndex &row) { setSubject(subjectOfEvent(this->parts(), row)); });
    content().addWidget(m_tabs, 1);
    connect(&parts.fleet, &Fleet::nodesChanged, this, &SystemPage::showState);
    connect(&parts.fleet, &Fleet::systemsChanged, this, [this] { setSystem(m_name); });
}

void SystemPage::buildActions()
{
    m_power->setMenu(m_powerMenu);
    connect(m_powerMenu, &PowerMenu::wanted, this,
            [this](ControlAction action) { Q_EMIT actWanted({m_name, {}, action}); });
    connect(header().addAction(tr("E&dit system\u2026")), &QPushButton::clicked, this,
            [this] { Q_EMIT systemWanted(m_name, memberIds()); });
    //: which units the members watch
    connect(header().addAction(tr("&Watch list\u2026")), &QPushButton::clicked, this,
            [this] { Q_EMIT watchListWanted(memberIds()); });
    //: takes a system apart; its members stay as lone nodes
    connect(header().addAction(tr("Di&ssolve\u2026")), &QPushButton::clicked, this,
            [this] { Q_EMIT dissolveWanted(m_name); });
}

void SystemPage::buildBanners()
{
    for (int i = 0; i < MaxBanners; ++i) {
        auto *banner = new Banner(parts().theme);
        banner->hide();
        m_banners.append(banner);
        content().addWidget(banner);
        connect(banner, &Banner::actionWanted, this, [this, i] { act(i); });
    }
}

void SystemPage::act(int banner)
{
    if (banner >= m_findings.size())
        return;
    switch (m_findings.at(banner).kind) {
    case SystemFinding::Kind::Behind:
    case SystemFinding::Kind::Differs:
    case SystemFinding::Kind::Denies:
        Q_EMIT repeatWanted(m_name);
        break;
    default:
        Q_EMIT systemWanted(m_name, memberIds());
    }
}

QWidget *SystemPage::buildFacts()
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

/// In the menu of the members.
void SystemPage::buildMemberActions()
{
    m_memberTable->view().addAction(m_handOver);
    m_memberTable->view().addAction(m_pair);
    m_pair->setText(tr("Pair\u2026"));
    connect(m_handOver, &QAction::triggered, this, [this] {
        if (const FleetNode *node = currentMember())
            Q_EMIT handOverWanted(m_name, node->nodeId);
    });
    connect(m_pair, &QAction::triggered, this, [this] {
        if (const FleetNode *node = currentMember(); node && !node->address.isEmpty())
            Q_EMIT pairingWanted({node->address});
    });
    showMemberActions();
}

const FleetNode *SystemPage::currentMember() const
{
    const auto rows = m_memberTable->view().selectedSourceRows();
    return rows.size() == 1 ? parts().fleet.node(rows.first().data(NodeIdRole).toString()) : nullptr;
}

void SystemPage::showMemberActions()
{
    const FleetNode *node = currentMember();
    const auto system = parts().fleet.systems().constFind(m_name);
    const bool isReal = system != parts().fleet.systems().cend() && !system->isOwn();
    m_handOver->setVisible(node && isReal);
    m_handOver->setEnabled(node && isReal && system->lead.acting != node->nodeId);
    if (node)
        //: in a menu; %1 is a node
        m_handOver->setText(tr("Let %1 coordinate\u2026").arg(node->name));
    m_pair->setVisible(node && !node->isPaired);
}

QWidget *SystemPage::buildOverview()
{
    m_problems->setFitted();
    m_problemCard->setFlush();
    m_problemCard->addContent(m_problems);
    auto *members = new Card(parts().theme, tr("Members"));
    members->addContent(m_memberTable, 1);
    m_memberTable->setBarVisible(false);
    m_memberTable->view().sortByColumn(MemberTableModel::Number, Qt::AscendingOrder);
    m_memberTable->view().setAccessibleName(tr("Members"));
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 3 * Theme::Step, 0, 0);
    layout->setSpacing(3 * Theme::Step);
    layout->addWidget(m_problemCard);
    layout->addWidget(members, 1);
    connect(m_problems, &ProblemList::countChanged, m_problemCard,
            [this](int count) { m_problemCard->setVisible(count > 0); });
    connect(m_problems, &ProblemList::subjectChanged, this, &SystemPage::setSubject);
    connect(m_problems, &ProblemList::opened, this, &Page::evidenceWanted);
    buildMemberActions();
    connect(m_memberTable, &TablePanel::currentChanged, this, [this](const QModelIndex &row) {
        setSubject({row.data(NodeIdRole).toString(), {}, {}});
        showMemberActions();
    });
    connect(m_memberTable, &TablePanel::activated, this, [this](const QModelIndex &row) {
        Q_EMIT placeWanted({Place::Page::Node, row.data(NodeIdRole).toString()});
    });
    return page;
}

void SystemPage::setSystem(const QString &name)
{
    const bool isAnother = m_name != name;
    m_name = name; // it may be the very same
    if (isAnother)
        setSubject({});
    const QStringList ids = memberIds();
    const auto isMember = [ids](const FleetNode &node) { return ids.contains(node.nodeId); };
    m_members.setSystem(name);
    m_state->setSystem(name);
    m_schedule->setSystem(name);
    m_failures->setNodeFilter(isMember);
    m_problems->problems().setNodeFilter(isMember);
    m_events->setNodes(ids.isEmpty() ? QStringList{QString()} : ids);
    m_problemCard->setVisible(m_problems->count() > 0);
    if (isAnother)
        m_problems->selectFirst();
    showState();
}

void SystemPage::showState()
{
    const auto system = parts().fleet.systems().constFind(m_name);
    if (system == parts().fleet.systems().cend())
        return;
    const ShownHealth shown = healthOf(parts().fleet, *system);
    header().setTitle(m_name);
    header().setBadge(markOf(shown), shown.health == Health::Critical ? Phrases::health(shown.health)
                                                                      : Phrases::shown(shown));
    header().setSentence(Phrases::truth(parts().fleet, *system));
    // A group that only this console knows has nobody who acts for it.
    m_power->setVisible(!system->isOwn());
    showFindings(*system);
    showMemberActions();
    m_facts->setFacts(SystemPhrases::facts(parts().fleet, *system));
    int open = 0;
    for (const SystemMember &member : system->members) {
        if (const FleetNode *node = parts().fleet.node(member.nodeId))
            open += countFailures(*node).open;
    }
    //: tab of a page, with the number of failures
    m_tabs->setTabText(m_tabs->indexOf(m_failures),
                       open > 0 ? tr("&Failures %1").arg(open) : tr("&Failures"));
}

void SystemPage::showFindings(const FleetSystem &system)
{
    using Kind = SystemFinding::Kind;
    m_findings = findingsOf(parts().fleet, system);
    for (int i = 0; i < MaxBanners; ++i) {
        Banner *banner = m_banners.at(i);
        banner->setVisible(i < m_findings.size());
        if (i >= m_findings.size())
            continue;
        const SystemFinding &finding = m_findings.at(i);
        auto [mark, text] = SystemPhrases::finding(parts().fleet, system, finding);
        const qsizetype more = m_findings.size() - MaxBanners;
        if (i == MaxBanners - 1 && more > 0)
            //: %1 is one sentence that says what is wrong; there are %n further ones
            text = tr("%1 And %n more: see the members.", nullptr, int(more)).arg(text);
        const bool isCoordinator = finding.kind == Kind::NoneActs || finding.kind == Kind::Untold;
        const bool isMembership =
            finding.kind == Kind::Behind || finding.kind == Kind::Differs || finding.kind == Kind::Denies;
        banner->set(mark, text,
                    finding.kind == Kind::OnlyHere
                        //: button: has nodes act as one machine, which only this console knew as a group
                        ? tr("Found the system\u2026")
                        : isCoordinator ? tr("Choose another coordinator\u2026")
                          //: button: members that have an older membership are told the present one
                          : isMembership ? tr("Tell it again\u2026")
                                         : QString());
    }
}

QStringList SystemPage::memberIds() const
{
    return parts().fleet.systems().value(m_name).memberIds();
}

} // namespace muster::console
