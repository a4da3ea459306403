// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/failurespage.h"

#include "console/fleet/fleet.h"
#include "console/views/pages/failurelist.h"
#include "console/views/pages/pageheader.h"
#include "console/views/widgets/tablepanel.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

bool isOpen(const QModelIndex &row)
{
    return row.siblingAtColumn(FailureTableModel::State).data(OrderRole).toInt() > 0;
}

} // namespace

FailuresPage::FailuresPage(const ViewParts &parts, QWidget *parent)
    : Page(parts, parent)
    , m_list(new FailureList(parts, u"failures"_s))
    //: a switch: also list failures that are over
    , m_withRecovered(new QPushButton(tr("Show recovered")))
{
    header().setTitle(tr("Failures"));
    m_withRecovered->setCheckable(true);
    m_withRecovered->setAutoDefault(false);
    m_list->table().addTool(m_withRecovered);
    m_list->table().proxy().setCondition(isOpen);
    content().addWidget(m_list, 1);
    connect(m_withRecovered, &QPushButton::toggled, this, [this](bool all) {
        m_list->table().proxy().setCondition(all ? TableProxy::Condition() : isOpen);
    });
    connect(m_list, &FailureList::subjectChanged, this, &FailuresPage::setSubject);
    connect(m_list, &FailureList::opened, this, &Page::evidenceWanted);
    connect(&parts.fleet, &Fleet::nodesChanged, this, &FailuresPage::showState);
    for (const auto signal : {&Fleet::nodeAdded, &Fleet::nodeRemoved})
        connect(&parts.fleet, signal, this, &FailuresPage::showState);
    showState();
}

void FailuresPage::showState()
{
    int open = 0;
    int nodes = 0;
    for (const FleetNode &node : parts().fleet.nodes()) {
        const auto ofNode =
            std::ranges::count_if(node.failures, [](const auto &f) { return !f.recoveredAt; });
        open += int(ofNode);
        nodes += ofNode > 0 ? 1 : 0;
    }
    m_list->table().selectFirst();
    header().setBadge(Mark::Critical, open > 0 ? QString::number(open) : QString());
    //: %n is the number of nodes on which something is failed
    header().setSentence(open > 0 ? tr("failed now on %n nodes", nullptr, nodes) : QString());
}

} // namespace muster::console
