// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/nodespage.h"

#include "console/fleet/fleethealth.h"
#include "console/views/pages/pageheader.h"
#include "console/views/widgets/card.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QAction>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

NodesPage::NodesPage(const ViewParts &parts, QWidget *parent)
    : Page(parts, parent)
    , m_model(parts.fleet)
    , m_table(new TablePanel(parts, u"nodes"_s, m_model))
    , m_createSystem(header().addAction(tr("&Create system\u2026")))
{
    header().setTitle(tr("All nodes"));
    connect(header().addAction(tr("&Add nodes\u2026")), &QPushButton::clicked, this, &Page::addNodesWanted);
    auto *card = new Card(parts.theme);
    card->addContent(m_table, 1);
    content().addWidget(card, 1);
    m_table->view().sortByColumn(NodeTableModel::Name, Qt::AscendingOrder);
    m_table->view().setAccessibleName(tr("Nodes"));
    m_table->setEmptyText(Mark::Unknown, tr("No nodes yet"),
                          tr("Add nodes by looking on this network, by address, or from a list."),
                          tr("Add nodes\u2026"));
    connect(m_table, &TablePanel::emptyActionWanted, this, &Page::addNodesWanted);
    connect(m_table, &TablePanel::currentChanged, this,
            [this](const QModelIndex &row) { setSubject({row.data(NodeIdRole).toString(), {}, {}}); });
    connect(m_table, &TablePanel::activated, this, [this](const QModelIndex &row) {
        Q_EMIT placeWanted({Place::Page::Node, row.data(NodeIdRole).toString()});
    });
    connect(m_createSystem, &QPushButton::clicked, this,
            [this] { Q_EMIT systemWanted({}, selectedLoneNodes()); });
    for (const auto signal : {&Fleet::nodeAdded, &Fleet::nodeRemoved})
        connect(&parts.fleet, signal, this, &NodesPage::showState);
    connect(&parts.fleet, &Fleet::nodesChanged, this, &NodesPage::showState);
    showState();
}

QStringList NodesPage::selectedLoneNodes() const
{
    QStringList ids;
    for (const QModelIndex &row : m_table->view().selectedSourceRows()) {
        const QString id = row.data(NodeIdRole).toString();
        if (!parts().fleet.systemOf(id))
            ids.append(id);
    }
    return ids;
}

void NodesPage::showState()
{
    const int nodes = int(parts().fleet.nodes().size());
    header().setSentence(
        nodes == 0 ? QString()
                   : tr("%1 of %n nodes answer", nullptr, nodes).arg(healthOf(parts().fleet).answering));
    m_createSystem->setEnabled(nodes > 0);
}

} // namespace muster::console
