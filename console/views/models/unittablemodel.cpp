// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/unittablemodel.h"

#include "console/views/text/ages.h"
#include "console/views/text/phrases.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QList<Column> unitColumns()
{
    return {
        //: column of a table: a systemd unit
        {"unit", UnitTableModel::tr("Unit"), 260, true, 160},
        //: column of a table
        {"state", UnitTableModel::tr("State"), 150},
        //: column of a table: since when a unit is in its state
        {"since", UnitTableModel::tr("Since"), 100},
        //: column of a table: number of automatic restarts
        {"restarts", UnitTableModel::tr("Restarts"), 80},
        //: column of a table
        {"description", UnitTableModel::tr("Description"), 280},
        //: column of a table
        {"node", UnitTableModel::tr("Node"), 140, false},
    };
}

Tone stateTone(Mark mark)
{
    switch (mark) {
    case Mark::Critical:
        return Tone::Critical;
    case Mark::Care:
        return Tone::Care;
    case Mark::Stale:
        return Tone::Stale;
    default:
        return Tone::Plain;
    }
}

Row unitRow(const FleetNode &node, const UnitStatus &unit, bool isWatched)
{
    const Mark mark = markOf(unit, isWatched);
    const QString state = isWatched ? Phrases::unitState(unit) : u"%1?"_s.arg(Phrases::unitState(unit));
    Cell since{.tone = isWatched ? Tone::Plain : Tone::Stale};
    if (unit.since) {
        since.time = byOurClock(node, *unit.since);
        since.hint = Ages::bothClocks(node, *unit.since);
    }
    return {.key = node.nodeId + u'/' + unit.unit,
            .nodeId = node.nodeId,
            .objectId = unit.unit,
            .cells = {{.text = unit.unit, .mark = mark, .isFixed = true},
                      {.text = state, .tone = stateTone(mark)},
                      since,
                      {.text = QString::number(unit.restarts),
                       .tone = unit.restarts > 0 ? Tone::Plain : Tone::Dim,
                       .order = unit.restarts},
                      {.text = unit.description, .tone = Tone::Dim},
                      {.text = node.name}}};
}

} // namespace

UnitTableModel::UnitTableModel(const Fleet &fleet, QObject *parent)
    : FleetRows(fleet, unitColumns(), NodeAspect::Identity | NodeAspect::Link | NodeAspect::Units, parent)
{
    refresh();
}

QList<Row> UnitTableModel::rowsOf(const FleetNode &node) const
{
    QList<Row> rows;
    if (!node.units)
        return rows;
    const bool isWatched = !node.isStale() && node.units->watching;
    for (const UnitStatus &unit : node.units->units)
        rows.append(unitRow(node, unit, isWatched));
    return rows;
}

} // namespace muster::console
