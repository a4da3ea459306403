// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/foundpage.h"

#include "console/views/pages/pageheader.h"
#include "console/views/widgets/card.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

FoundPage::FoundPage(const ViewParts &parts, QWidget *parent)
    : Page(parts, parent)
    , m_model(parts.fleet)
    , m_table(new TablePanel(parts, u"found"_s, m_model))
    , m_pair(header().addAction(tr("&Pair\u2026"), true))
{
    header().setTitle(tr("Found, not paired"));
    connect(header().addAction(tr("&Add nodes\u2026")), &QPushButton::clicked, this, &Page::addNodesWanted);
    connect(m_pair, &QPushButton::clicked, this, &FoundPage::pairSelected);
    auto *card = new Card(parts.theme);
    card->addContent(m_table, 1);
    content().addWidget(card, 1);
    m_table->view().sortByColumn(FoundTableModel::Name, Qt::AscendingOrder);
    m_table->view().setAccessibleName(tr("Found nodes"));
    m_table->setEmptyText(Mark::Unknown, tr("No unpaired node was found"),
                          tr("Nodes show up here when they announce themselves on this network, or when an "
                             "address range is searched."),
                          tr("Add nodes\u2026"));
    connect(m_table, &TablePanel::emptyActionWanted, this, &Page::addNodesWanted);
    connect(m_table, &TablePanel::activated, this,
            [this](const QModelIndex &row) { Q_EMIT pairingWanted({row.data(ObjectIdRole).toString()}); });
    connect(m_table->view().selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &FoundPage::showState);
    connect(&parts.fleet, &Fleet::foundChanged, this, &FoundPage::showState);
    showState();
}

void FoundPage::select(const QString &address)
{
    const QModelIndex row = m_table->proxy().mapFromSource(m_model.index(m_model.numberOf(address), 0));
    if (row.isValid())
        m_table->view().setCurrentIndex(row);
}

void FoundPage::showState()
{
    const int found = int(parts().fleet.found().size());
    header().setSentence(found == 0
                             ? QString()
                             : tr("%n nodes; what they say of themselves is not proven until they are paired",
                                  nullptr, found));
    m_pair->setEnabled(m_table->view().selectionModel()->hasSelection());
}

void FoundPage::pairSelected()
{
    QStringList addresses;
    for (const QModelIndex &row : m_table->view().selectedSourceRows())
        addresses.append(row.data(ObjectIdRole).toString());
    Q_EMIT pairingWanted(addresses);
}

} // namespace muster::console
