// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/failuretablemodel.h"

#include "console/views/text/ages.h"
#include "console/views/text/phrases.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QList<Column> failureColumns()
{
    return {
        //: column of a table: a systemd unit
        {"unit", FailureTableModel::tr("What"), 240, true, 150},
        //: column of a table: the node on which it failed
        {"node", FailureTableModel::tr("Where"), 130},
        //: column of a table
        {"system", FailureTableModel::tr("System"), 120, false},
        //: column of a table
        {"state", FailureTableModel::tr("State"), 90},
        //: column of a table: since when a unit is failed
        {"since", FailureTableModel::tr("Since"), 100},
        //: column of a table: why a unit failed
        {"why", FailureTableModel::tr("Why"), 320},
        //: column of a table: number of automatic restarts
        {"restarts", FailureTableModel::tr("Restarts"), 80, false},
        //: column of a table: when a unit was active again
        {"recovered", FailureTableModel::tr("Recovered"), 120, false},
    };
}

/// Whether it would be heard that a unit has recovered.
bool isSeen(const FleetNode &node)
{
    return !node.isStale() && (!node.units || node.units->watching);
}

Cell stateCell(const FleetNode &node, const UnitFailure &failure)
{
    if (failure.recoveredAt)
        //: of a unit that had failed and is active again
        return {.text = FailureTableModel::tr("recovered"), .tone = Tone::Well, .order = 0};
    if (!isSeen(node))
        //: of a unit that was failed when its node was heard last
        return {.text = FailureTableModel::tr("failed?"), .tone = Tone::Stale, .order = 1};
    //: of a unit
    return {.text = FailureTableModel::tr("failed"), .tone = Tone::Critical, .order = 2};
}

Mark failureMark(const FleetNode &node, const UnitFailure &failure)
{
    if (failure.recoveredAt)
        return Mark::Well;
    return isSeen(node) ? Mark::Critical : Mark::Stale;
}

Cell timeCell(const FleetNode &node, std::optional<Timestamp> at)
{
    if (!at)
        return {};
    return {.time = byOurClock(node, *at), .hint = Ages::bothClocks(node, *at)};
}

} // namespace

FailureTableModel::FailureTableModel(const Fleet &fleet, QObject *parent)
    : FleetRows(fleet, failureColumns(),
                NodeAspect::Identity | NodeAspect::Link | NodeAspect::Units | NodeAspect::Failures, parent)
{
    connect(&fleet, &Fleet::systemsChanged, this, [this] { refresh(); });
    refresh();
}

QList<Row> FailureTableModel::rowsOf(const FleetNode &node) const
{
    QList<Row> rows;
    QSet<QString> known;
    const FleetSystem *system = fleet().systemOf(node.nodeId);
    for (const UnitFailure &failure : node.failures) {
        if (known.contains(failure.id))
            continue;
        known.insert(failure.id);
        const QString why = failure.explanation.isEmpty() ? Phrases::cause(failure) : failure.explanation;
        rows.append({.key = node.nodeId + u'/' + failure.id,
                     .nodeId = node.nodeId,
                     .objectId = failure.id,
                     .cells = {{.text = failure.unit, .mark = failureMark(node, failure), .isFixed = true},
                               {.text = node.name},
                               {.text = system ? system->name : QString(), .tone = Tone::Dim},
                               stateCell(node, failure),
                               timeCell(node, failure.at),
                               {.text = why},
                               {.text = QString::number(failure.restarts), .order = failure.restarts},
                               timeCell(node, failure.recoveredAt)}});
    }
    return rows;
}

} // namespace muster::console
