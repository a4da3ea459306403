// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/systempage.h"

#include "console/fleet/fleethealth.h"
#include "console/fleet/openfailures.h"
#include "console/views/pages/eventspage.h"
#include "console/views/pages/failurelist.h"
#include "console/views/pages/pageheader.h"
#include "console/views/text/phrases.h"
#include "console/views/widgets/card.h"
#include "console/views/widgets/eventpanel.h"
#include "console/views/widgets/problemlist.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

SystemPage::SystemPage(const ViewParts &parts, QWidget *parent)
    : Page(parts, parent)
    , m_members(parts.fleet)
    , m_failures(new FailureList(parts, u"systemFailures"_s))
    , m_tabs(new QTabWidget)
    , m_problems(new ProblemList(parts))
    , m_problemCard(new Card(parts.theme, tr("Needs attention")))
    , m_memberTable(new TablePanel(parts, u"members"_s, m_members))
    , m_events(new EventPanel(parts, u"systemEvents"_s, {QString()}))
{
    buildActions();
    //: tab of a page
    m_tabs->addTab(buildOverview(), tr("&Overview"));
    connect(m_failures, &FailureList::subjectChanged, this, &SystemPage::setSubject);
    connect(m_failures, &FailureList::opened, this, &Page::evidenceWanted);
    connect(m_failures, &FailureList::acknowledgeWanted, this, &Page::acknowledgeWanted);
    m_tabs->addTab(m_failures, QString());
    auto *events = new Card(parts.theme);
    events->addContent(m_events, 1);
    //: tab of a page
    m_tabs->addTab(events, tr("&Events"));
    m_tabs->setDocumentMode(true);
    connect(&m_events->table(), &TablePanel::currentChanged, this,
            [this](const QModelIndex &row) { setSubject(subjectOfEvent(this->parts(), row)); });
    content().addWidget(m_tabs, 1);
    connect(&parts.fleet, &Fleet::nodesChanged, this, &SystemPage::showState);
    connect(&parts.fleet, &Fleet::systemsChanged, this, [this] { setSystem(m_name); });
}

void SystemPage::buildActions()
{
    connect(header().addAction(tr("E&dit system\u2026")), &QPushButton::clicked, this,
            [this] { Q_EMIT systemWanted(m_name, memberIds()); });
    //: which units the members watch
    connect(header().addAction(tr("&Watch list\u2026")), &QPushButton::clicked, this,
            [this] { Q_EMIT watchListWanted(memberIds()); });
    //: takes a system apart; its members stay as lone nodes
    connect(header().addAction(tr("Di&ssolve\u2026")), &QPushButton::clicked, this,
            [this] { Q_EMIT dissolveWanted(m_name); });
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
    connect(m_memberTable, &TablePanel::currentChanged, this,
            [this](const QModelIndex &row) { setSubject({row.data(NodeIdRole).toString(), {}, {}}); });
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
    int open = 0;
    for (const SystemMember &member : system->members) {
        if (const FleetNode *node = parts().fleet.node(member.nodeId))
            open += countFailures(*node).open;
    }
    //: tab of a page, with the number of failures
    m_tabs->setTabText(m_tabs->indexOf(m_failures),
                       open > 0 ? tr("&Failures %1").arg(open) : tr("&Failures"));
}

QStringList SystemPage::memberIds() const
{
    QStringList ids;
    for (const SystemMember &member : parts().fleet.systems().value(m_name).members)
        ids.append(member.nodeId);
    return ids;
}

} // namespace muster::console
