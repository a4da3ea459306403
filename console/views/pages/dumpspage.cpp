// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/dumpspage.h"

#include "console/dumps/awaitdump.h"
#include "console/dumps/listdumps.h"
#include "console/views/pages/pageheader.h"
#include "console/views/text/dumpphrases.h"
#include "console/views/widgets/card.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

DumpsPage::DumpsPage(const ViewParts &parts, QWidget *parent)
    : Page(parts, parent)
    , m_model(parts.fleet, parts.dumps)
    , m_table(new TablePanel(parts, u"dumps"_s, m_model))
{
    header().setTitle(tr("Dumps"));
    auto *card = new Card(parts.theme);
    card->addContent(m_table, 1);
    content().addWidget(card, 1);
    m_table->view().sortByColumn(DumpTableModel::Made, Qt::DescendingOrder);
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
}

void DumpsPage::buildActions()
{
    connect(header().addAction(tr("&Create dumps\u2026"), true), &QPushButton::clicked, this,
            [this] { Q_EMIT createDumpsWanted(nodesToAsk()); });
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
    for (int row = 0; row < m_model.rowCount(); ++row)
        bytes += m_model.entry(row).size;
    if (m_model.rowCount() > 0)
        //: %n dumps, %1 their size, %2 of %3 nodes have told theirs
        header().setSentence(
            tr("%Ln dumps, %1 \u00b7 %2 of %3 nodes tell theirs", nullptr, m_model.rowCount())
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
