// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/jobspage.h"

#include "console/views/pages/pageheader.h"
#include "console/views/widgets/card.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

JobsPage::JobsPage(const ViewParts &parts, QWidget *parent)
    : Page(parts, parent)
    , m_model(parts.fleet)
    , m_table(new TablePanel(parts, u"jobs"_s, m_model))
{
    header().setTitle(tr("Jobs"));
    auto *card = new Card(parts.theme);
    card->addContent(m_table, 1);
    content().addWidget(card, 1);
    m_table->view().sortByColumn(JobTableModel::Started, Qt::DescendingOrder);
    m_table->view().setAccessibleName(tr("Jobs"));
    m_table->setEmptyText(
        Mark::Unknown, tr("No job has run yet"),
        tr("Long work on nodes, such as collecting evidence, is listed here while it runs and for "
           "some time after."));
    connect(m_table, &TablePanel::currentChanged, this,
            [this](const QModelIndex &row) { setSubject({row.data(NodeIdRole).toString(), {}, {}}); });
}

} // namespace muster::console
