// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/failurespage.h"

#include "console/fleet/fleet.h"
#include "console/fleet/openfailures.h"
#include "console/views/pages/failurelist.h"
#include "console/views/pages/pageheader.h"
#include "console/views/widgets/tablepanel.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

FailuresPage::FailuresPage(const ViewParts &parts, QWidget *parent)
    : Page(parts, parent)
    , m_list(new FailureList(parts, u"failures"_s))
{
    header().setTitle(tr("Failures"));
    content().addWidget(m_list, 1);
    connect(m_list, &FailureList::subjectChanged, this, &FailuresPage::setSubject);
    connect(m_list, &FailureList::opened, this, &Page::evidenceWanted);
    connect(m_list, &FailureList::acknowledgeWanted, this, &Page::acknowledgeWanted);
    connect(&parts.fleet, &Fleet::nodesChanged, this, &FailuresPage::showState);
    for (const auto signal : {&Fleet::nodeAdded, &Fleet::nodeRemoved})
        connect(&parts.fleet, signal, this, &FailuresPage::showState);
    showState();
}

void FailuresPage::select(const Subject &failure)
{
    m_list->select(failure);
}

void FailuresPage::showState()
{
    FailureCounts all;
    int nodes = 0;
    for (const FleetNode &node : parts().fleet.nodes()) {
        const FailureCounts counts = countFailures(node);
        all += counts;
        nodes += counts.open > 0 ? 1 : 0;
    }
    m_list->table().selectFirst();
    header().setBadge(all.failed > 0 ? Mark::Critical : Mark::Care,
                      all.open > 0 ? QString::number(all.open) : QString());
    if (all.open == 0)
        return header().setSentence({});
    //: how many units are failed on %n nodes (%1), and how many failures nobody has acknowledged (%2)
    header().setSentence(tr("on %n nodes \u00b7 %1 failed now \u00b7 %2 not acknowledged", nullptr, nodes)
                             .arg(all.failed)
                             .arg(all.unseen));
}

} // namespace muster::console
