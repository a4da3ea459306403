// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/eventspage.h"

#include "console/views/models/eventtablemodel.h"
#include "console/views/pages/pageheader.h"
#include "console/views/widgets/card.h"
#include "console/views/widgets/eventpanel.h"
#include "console/views/widgets/tablepanel.h"

#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

Subject subjectOfEvent(const ViewParts &parts, const QModelIndex &row)
{
    const FleetNode *node = parts.fleet.node(row.data(NodeIdRole).toString());
    if (!node)
        return {};
    const QString about = row.data(ObjectIdRole).toString();
    const auto failure = std::ranges::find(node->failures, about, &UnitFailure::unit);
    if (failure != node->failures.cend())
        return {node->nodeId, failure->id, about};
    // It may also be about a job or a peer.
    const bool isUnit = node->units && std::ranges::contains(node->units->units, about, &UnitStatus::unit);
    return {node->nodeId, {}, isUnit ? about : QString()};
}

EventsPage::EventsPage(const ViewParts &parts_, QWidget *parent)
    : Page(parts_, parent)
    , m_events(new EventPanel(parts_, u"events"_s))
{
    header().setTitle(tr("Events"));
    auto *card = new Card(parts_.theme);
    card->addContent(m_events, 1);
    content().addWidget(card, 1);
    connect(&m_events->table(), &TablePanel::currentChanged, this,
            [this](const QModelIndex &row) { setSubject(subjectOfEvent(parts(), row)); });
    connect(&m_events->table(), &TablePanel::activated, this, [this](const QModelIndex &row) {
        Q_EMIT placeWanted({Place::Page::Node, row.data(NodeIdRole).toString()});
    });
}

} // namespace muster::console
