// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/nodestatemodel.h"

#include "console/views/text/ages.h"
#include "console/views/text/statephrases.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QList<Column> nodeStateColumns()
{
    return {
        //: column of a table: part of a machine's state
        {"facet", NodeStateModel::tr("Part"), 150, true, 110},
        //: column of a table
        {"value", NodeStateModel::tr("Value"), 170, true, 120},
        //: column of a table
        {"health", NodeStateModel::tr("Health"), 120, true, 90},
        //: column of a table: since when something is so
        {"since", NodeStateModel::tr("Since"), 110, true, 80},
        //: column of a table: how long ago something was known to be so
        {"age", NodeStateModel::tr("Known"), 100, true, 80},
        //: column of a table: the last change of state that was asked for
        {"requested", NodeStateModel::tr("Requested last"), 130, true, 90},
        //: column of a table: the source's own words
        {"raw", NodeStateModel::tr("Said by the source"), 320, true, 120},
    };
}

} // namespace

NodeStateModel::NodeStateModel(const Fleet &fleet_, QObject *parent)
    : FleetRows(fleet_, nodeStateColumns(), NodeAspect::Facets | NodeAspect::Link, parent)
{
}

QList<Row> NodeStateModel::rowsOf(const FleetNode &node) const
{
    QList<Row> rows;
    if (!node.facets)
        return rows;
    const Timestamp moment = now();
    for (const FacetValue &facet : node.facets->facets) {
        const auto age = ageOf(node, facet, moment);
        const QString id = QString::number(int(facet.facet));
        Cell since{.text = u"\u2013"_s, .tone = Tone::Dim};
        if (facet.changedAt)
            since = {.time = byOurClock(node, *facet.changedAt),
                     .hint = Ages::bothClocks(node, *facet.changedAt)};
        rows.append(Row{
            .key = node.nodeId + u'/' + id,
            .nodeId = node.nodeId,
            .objectId = id,
            .cells = {{.text = StatePhrases::facet(facet.facet), .isBold = true, .order = int(facet.facet)},
                      StatePhrases::valueCell(facet.value, facet.health, node.isStale()),
                      StatePhrases::healthCell(facet.health, node.isStale()),
                      since,
                      StatePhrases::ageCell(age ? std::optional<qint64>(age->count()) : std::nullopt,
                                            node.isStale(), moment),
                      {.text = StatePhrases::value(facet.requested), .tone = Tone::Dim},
                      {.text = facet.raw, .tone = Tone::Dim, .isFixed = true}}});
    }
    return rows;
}

} // namespace muster::console
