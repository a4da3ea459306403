// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/dumpspage.h"

#include "console/dumps/awaitdump.h"
#include "console/dumps/listdumps.h"
#include "console/views/pages/pageheader.h"
#include "console/views/text/dumpphrases.h"
#include "console/views/viewsettings.h"
#include "console/views/widgets/card.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QAction>
#include <QCheckBox>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

const QString PiecesKey = u"showsPieces"_s;

} // namespace

DumpsPage::DumpsPage(const ViewParts &parts, QWidget *parent)
    : Page(parts, parent)
    , m_model(parts.fleet, parts.dumps)
    , m_offloadModel(parts.offloads)
    , m_table(new TablePanel(parts, u"dumps"_s, m_model))
    , m_offloads(new TablePanel(parts, u"offloads"_s, m_offloadModel))
    , m_tabs(new QTabWidget)
{
    header().setTitle(tr("Dumps"));
    auto *card = new Card(parts.theme);
    card->addContent(m_table, 1);
    //: tab: dumps as they are on their nodes
    m_tabs->addTab(card, tr("On nodes"));
    m_tabs->addTab(buildOffloads(), {});
    content().addWidget(m_tabs, 1);
    m_table->view().sortByColumn(DumpTableModel::Made, Qt::DescendingOrder);
    buildPieces();
    m_table->view().setAccessibleName(tr("Dumps"));
    buildActions();
    connect(m_table, &TablePanel::currentChanged, this, [this](const QModelIndex &row) {
        setSubject({row.data(NodeIdRole).toString(), {}, {}, row.data(ObjectIdRole).toString()});
    });
    connect(m_table, &TablePanel::activated, this, &Page::evidenceWanted);
    connect(m_table->view().selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &DumpsPage::showSelection);
    connect(m_table, &TablePanel::emptyActionWanted, this,
            [this] { Q_EMIT createDumpsWanted(nodesToAsk()); });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, signal, this, &DumpsPage::showState);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &DumpsPage::showState);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &DumpsPage::showSelection);
    connect(&parts.dumps, &DumpBook::listed, this, &DumpsPage::showState);
    connect(&parts.fleet, &Fleet::nodesChanged, this, &DumpsPage::showState);
    showState();
    showSelection();
    showOffloads();
}

/// The pieces of systems' dumps are in the whole, and would be most of the list.
void DumpsPage::buildPieces()
{
    //: shows also what single members gave to dumps of a whole machine
    auto *pieces = new QCheckBox(tr("&Pieces of systems\u2019 dumps"));
    const auto show = [this](bool areShown) {
        const auto isWhole = [this](const QModelIndex &row) {
            return m_model.entry(row.row()).pieceOf.isEmpty();
        };
        m_table->proxy().setCondition(areShown ? TableProxy::Condition() : TableProxy::Condition(isWhole));
        parts().settings.setFlag(PiecesKey, areShown);
        m_showsPieces = areShown;
        showState();
    };
    connect(pieces, &QCheckBox::toggled, this, show);
    pieces->setChecked(parts().settings.flag(PiecesKey, false));
    show(pieces->isChecked());
    m_table->addTool(pieces);
}

QWidget *DumpsPage::buildOffloads()
{
    auto *card = new Card(parts().theme);
    card->addContent(m_offloads, 1);
    m_offloads->view().setAccessibleName(tr("Offloads"));
    m_offloads->setEmptyText(
        Mark::Unknown, tr("Nothing is being fetched"),
        tr("Select dumps on nodes and offload them: they come into a folder of yours, proven block by block, "
           "and go on after a break or a restart."));
    buildOffloadActions();
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_offloadModel, signal, this, &DumpsPage::showOffloads);
    connect(&m_offloadModel, &QAbstractItemModel::dataChanged, this, &DumpsPage::showOffloads);
    connect(m_offloads->view().selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &DumpsPage::showOffloads);
    connect(m_offloads, &TablePanel::activated, this, &DumpsPage::openOffloaded);
    return card;
}

void DumpsPage::buildOffloadActions()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, auto act) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        m_offloads->view().addAction(action);
        auto *button = new QPushButton(text);
        button->setEnabled(false);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::enabledChanged, button, &QPushButton::setEnabled);
        connect(action, &QAction::triggered, this, act);
        m_offloads->addTool(button);
        return action;
    };
    const auto each = [this](void (OffloadDesk::*act)(int)) {
        const QList<int> ids = selectedOffloads();
        for (const int id : ids)
            (parts().offloads.*act)(id);
    };
    //: looks into a dump that was fetched
    m_open = add(tr("Open"), {}, [this] { openOffloaded(m_offloads->view().selectedSourceRows().value(0)); });
    //: stops fetching a dump; what is there is kept
    m_stop = add(tr("Stop"), {}, [each] { each(&OffloadDesk::stop); });
    //: goes on with fetching a dump
    m_resume = add(tr("Resume"), {}, [each] { each(&OffloadDesk::resume); });
    //: takes an entry off a list; no file is deleted
    m_forget = add(tr("Take off the list"), QKeySequence::Delete, [each] { each(&OffloadDesk::remove); });
}

QList<int> DumpsPage::selectedOffloads() const
{
    QList<int> ids;
    const QModelIndexList rows = m_offloads->view().selectedSourceRows();
    for (const QModelIndex &row : rows)
        ids.append(OffloadTableModel::idOf(row));
    return ids;
}

void DumpsPage::showOffloads()
{
    int unfinished = 0;
    const QMap<int, OffloadItem> all = parts().offloads.items();
    for (const OffloadItem &item : all)
        unfinished += item.isUnfinished() ? 1 : 0;
    m_tabs->setTabText(1, unfinished > 0
                              //: tab: dumps that are being fetched; %n of them are not here yet
                              ? tr("Offloads (%n)", nullptr, unfinished)
                              //: tab: dumps that are being fetched
                              : tr("Offloads"));
    bool canStop = false;
    bool canResume = false;
    const QList<int> ids = selectedOffloads();
    for (const int id : ids) {
        const OffloadState state = all.value(id).state;
        canStop |= !isOver(state);
        canResume |= state == OffloadState::Stopped || state == OffloadState::Failed;
    }
    m_stop->setEnabled(canStop);
    m_resume->setEnabled(canResume);
    m_forget->setEnabled(!ids.isEmpty());
    m_open->setEnabled(ids.size() == 1 && all.value(ids.first()).state == OffloadState::Done);
}

void DumpsPage::openOffloaded(const QModelIndex &row)
{
    const auto item = parts().offloads.item(OffloadTableModel::idOf(row));
    if (item && item->state == OffloadState::Done)
        Q_EMIT openDumpFilesWanted({OffloadFiles::of(item->folder, item->node, item->dumpId).archive});
}

void DumpsPage::buildActions()
{
    connect(header().addAction(tr("&Create dumps\u2026"), true), &QPushButton::clicked, this,
            [this] { Q_EMIT createDumpsWanted(nodesToAsk()); });
    //: fetches dumps from their nodes to a folder
    m_fetch = header().addAction(tr("&Offload\u2026"));
    connect(m_fetch, &QPushButton::clicked, this, [this] { Q_EMIT offloadDumpsWanted(selected()); });
    m_delete = header().addAction(tr("&Delete\u2026"));
    m_deleteAction = new QAction(tr("Delete\u2026"), this);
    m_deleteAction->setShortcut(QKeySequence::Delete);
    m_deleteAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_table->view().addAction(m_deleteAction);
    connect(m_delete, &QPushButton::clicked, m_deleteAction, &QAction::trigger);
    connect(m_deleteAction, &QAction::triggered, this, [this] { Q_EMIT deleteDumpsWanted(selected()); });
}

QList<DumpId> DumpsPage::selected() const
{
    QList<DumpId> dumps;
    const QModelIndexList rows = m_table->view().selectedSourceRows();
    for (const QModelIndex &row : rows)
        dumps.append({row.data(NodeIdRole).toString(), row.data(ObjectIdRole).toString()});
    return dumps;
}

/// Those whose dumps are selected; else all that can make one.
QStringList DumpsPage::nodesToAsk() const
{
    QStringList nodes;
    const QList<DumpId> dumps = selected();
    for (const DumpId &dump : dumps) {
        if (!nodes.contains(dump.nodeId))
            nodes.append(dump.nodeId);
    }
    return nodes.isEmpty() ? parts().fleet.nodes().keys() : nodes;
}

void DumpsPage::showSelection()
{
    const QList<DumpId> dumps = selected();
    const bool canDelete = std::ranges::any_of(dumps, [this](const DumpId &dump) {
        const DumpEntry *entry = parts().dumps.entry(dump.nodeId, dump.dumpId);
        return entry && isOver(entry->state);
    });
    m_fetch->setEnabled(std::ranges::any_of(dumps, [this](const DumpId &dump) {
        const DumpEntry *entry = parts().dumps.entry(dump.nodeId, dump.dumpId);
        return entry && isOver(entry->state) && entry->state != DumpState::Failed;
    }));
    m_delete->setEnabled(canDelete);
    m_deleteAction->setEnabled(canDelete);
}

void DumpsPage::showState()
{
    int listed = 0;
    int able = 0;
    for (const FleetNode &node : parts().fleet.nodes()) {
        if (!node.capabilities.contains(DumpsCapability))
            continue;
        ++able;
        listed += !node.isStale() && parts().dumps.nodes().value(node.nodeId).isListed ? 1 : 0;
    }
    qint64 bytes = 0;
    int dumps = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (!m_showsPieces && !m_model.entry(row).pieceOf.isEmpty())
            continue;
        bytes += m_model.entry(row).size;
        ++dumps;
    }
    if (dumps > 0)
        //: %n dumps, %1 their size, %2 of %3 nodes have told theirs
        header().setSentence(tr("%Ln dumps, %1 \u00b7 %2 of %3 nodes tell theirs", nullptr, dumps)
                                 .arg(DumpPhrases::size(bytes))
                                 .arg(listed)
                                 .arg(able));
    else
        header().setSentence({});
    setEmptyText();
}

void DumpsPage::setEmptyText()
{
    int waiting = 0;
    QString why;
    for (const FleetNode &node : parts().fleet.nodes()) {
        const NodeDumps dumps = parts().dumps.nodes().value(node.nodeId);
        if (!node.isStale() && node.capabilities.contains(DumpsCapability) && !dumps.isListed
            && dumps.error.text.isEmpty())
            ++waiting;
        if (why.isEmpty() && !dumps.error.text.isEmpty())
            //: %1 is a node, %2 says what went wrong
            why = tr("%1 could not list its dumps: %2").arg(node.name, dumps.error.text);
    }
    if (waiting > 0)
        m_table->setEmptyText(Mark::Running, tr("Dumps are being listed"),
                              tr("%n nodes have not told theirs yet.", nullptr, waiting));
    else if (!why.isEmpty())
        m_table->setEmptyText(Mark::Critical, tr("Dumps are not known"), why);
    else
        m_table->setEmptyText(Mark::Unknown, tr("No dump has been made yet"),
                              tr("A dump is made when a watched unit fails, and whenever somebody asks for "
                                 "one."),
                              tr("Create dumps\u2026"));
}

} // namespace muster::console
