// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/systemstatepanel.h"

#include "console/views/text/ageticker.h"
#include "console/views/text/statephrases.h"
#include "console/views/widgets/banner.h"
#include "console/views/widgets/card.h"
#include "console/views/widgets/historycard.h"
#include "console/views/widgets/machineview.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QItemSelectionModel>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

SystemStatePanel::SystemStatePanel(const ViewParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_findings(new Banner(parts.theme))
    , m_machine(new MachineView(parts.theme))
    , m_history(new HistoryCard(parts))
    , m_wholeTable(new TablePanel(parts, u"systemState"_s, m_whole))
    , m_memberTable(new TablePanel(parts, u"memberState"_s, m_members))
{
    build();
    parts.ticker.repaint(m_machine);
    connect(m_wholeTable, &TablePanel::currentChanged, this, [this](const QModelIndex &row) {
        if (row.isValid())
            Q_EMIT subjectChanged({.nodeId = row.data(NodeIdRole).toString(),
                                   .failureId = {},
                                   .unit = {},
                                   .facet = Facet(row.data(ObjectIdRole).toString().toInt())});
    });
    connect(m_memberTable->view().selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                const QModelIndex cell = m_memberTable->proxy().mapToSource(current);
                if (cell.isValid())
                    Q_EMIT subjectChanged({.nodeId = cell.data(NodeIdRole).toString(),
                                           .failureId = {},
                                           .unit = {},
                                           .facet = MemberStateModel::facetOf(cell.column())});
            });
    connect(m_memberTable, &TablePanel::activated, this,
            [this](const QModelIndex &row) { Q_EMIT nodeWanted(row.data(NodeIdRole).toString()); });
    connect(&parts.fleet, &Fleet::nodesChanged, this, &SystemStatePanel::showState);
    connect(&parts.fleet, &Fleet::systemsChanged, this, &SystemStatePanel::showState);
}

void SystemStatePanel::build()
{
    m_findings->hide();
    auto *machine = new Card(m_parts.theme);
    machine->addContent(m_machine);
    auto *whole = new Card(m_parts.theme, tr("Whole system"));
    whole->addContent(m_wholeTable, 1);
    m_wholeTable->setBarVisible(false);
    m_wholeTable->view().setAccessibleName(tr("State of the whole system"));
    m_wholeTable->view().sortByColumn(SystemStateModel::Dimension, Qt::AscendingOrder);
    auto *members = new Card(m_parts.theme, tr("Members"));
    members->addContent(m_memberTable, 1);
    m_memberTable->setBarVisible(false);
    m_memberTable->view().setAccessibleName(tr("State of the members"));
    m_memberTable->view().sortByColumn(MemberStateModel::Number, Qt::AscendingOrder);
    // Where there is little room the page scrolls, and no table shrinks to its header.
    const int row = m_parts.theme.rowHeight();
    m_wholeTable->setMinimumHeight(8 * row);
    m_memberTable->setMinimumHeight(6 * row);
    auto *page = new QWidget;
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(page);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 3 * Theme::Step, 0, 0);
    layout->setSpacing(3 * Theme::Step);
    layout->addWidget(m_findings);
    layout->addWidget(machine);
    layout->addWidget(whole, 3);
    layout->addWidget(m_history);
    layout->addWidget(members, 3);
}

void SystemStatePanel::setSystem(const QString &name)
{
    m_name = name;
    showState();
}

void SystemStatePanel::showState()
{
    const auto system = m_parts.fleet.systems().constFind(m_name);
    if (system == m_parts.fleet.systems().cend())
        return;
    const Timestamp moment = now();
    const auto shown = stateOf(m_parts.fleet, *system, moment);
    m_whole.show(shown, moment);
    m_members.show(m_parts.fleet, *system, shown, moment);
    m_history->setSubject(system->memberIds(), true);
    m_machine->show(m_parts.fleet, *system, shown, moment);
    showFindings(StatePhrases::findings(m_parts.fleet, *system, shown));
    if (!shown) {
        const QString why = StatePhrases::notTold(m_parts.fleet, *system);
        m_wholeTable->setEmptyText(Mark::Unknown, tr("The state of the whole was not told"), why);
        m_memberTable->setEmptyText(Mark::Unknown, tr("The members' state was not told"),
                                    tr("Each node's page shows what it says of itself."));
    }
}

void SystemStatePanel::showFindings(const QStringList &findings)
{
    m_findings->setVisible(!findings.isEmpty());
    if (!findings.isEmpty())
        m_findings->set(Mark::Care, findings.join(u'\n'));
}

} // namespace muster::console
