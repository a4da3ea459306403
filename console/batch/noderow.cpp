// SPDX-License-Identifier: Apache-2.0
#include "console/batch/noderow.h"

#include "console/fleet/fleethealth.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QString stateText(LinkState state)
{
    switch (state) {
    case LinkState::Connected:
        return u"connected"_s;
    case LinkState::Refused:
        return u"refused"_s;
    case LinkState::Connecting:
    case LinkState::Waiting:
        return u"no answer"_s;
    case LinkState::Offline:
        return u"not tried"_s;
    }
    return {};
}

} // namespace

Table::Cell linkCell(const NodeRow &row)
{
    if (row.state == LinkState::Connected)
        return {stateText(row.state)};
    return {stateText(row.state), row.state == LinkState::Refused ? Tone::Critical : Tone::Care};
}

NodeRow nodeRow(const Fleet &fleet, const FleetNode &node, Timestamp now)
{
    const ShownHealth health = healthOf(node);
    NodeRow row{.name = node.name,
                .id = node.nodeId,
                .address = node.address,
                .system = {},
                .instance = 0,
                .platforms = node.platforms,
                .role = node.role,
                .state = node.link,
                .health = health.health,
                .stale = health.stale,
                .problems = health.problems,
                .heardAt = node.heardAt,
                .ageSeconds = {},
                .clockOffset = node.clockOffset,
                .error = node.linkError.text,
                .paired = node.isPaired};
    if (!node.isPaired && node.isStale() && row.error.isEmpty())
        row.error = u"not paired; known by the word of its system"_s;
    if (node.heardAt)
        row.ageSeconds = std::chrono::duration_cast<std::chrono::seconds>(now - *node.heardAt).count();
    if (const FleetSystem *system = fleet.systemOf(node.nodeId)) {
        row.system = system->name;
        row.instance = std::ranges::find(system->members, node.nodeId, &SystemMember::nodeId)->instance;
    }
    return row;
}

Table nodeTable(const QList<NodeRow> &rows, bool withInstance, Timestamp now)
{
    QStringList titles{u"NAME"_s, u"ID"_s, u"ADDRESS"_s, u"PLATFORM"_s, u"STATE"_s, u"HEALTH"_s, u"AGE"_s};
    if (withInstance)
        titles.prepend(u"#"_s);
    Table table(titles);
    for (const NodeRow &row : rows) {
        // The first group of an id is enough to tell nodes apart, and to name one on a command line.
        QList<Table::Cell> cells{{row.paired ? row.name : row.name + " (not paired)"_L1, Tone::Strong},
                                 {row.id.section(u'-', 0, 0)},
                                 {row.address},
                                 {row.platforms.join(u','), Tone::Plain},
                                 linkCell(row),
                                 {healthText(row.health, row.stale), toneOf(row.health)},
                                 {ageText(row.heardAt, now), row.stale ? Tone::Dim : Tone::Plain}};
        if (withInstance)
            cells.prepend({QString::number(row.instance)});
        table.addRow(cells);
    }
    return table;
}

ExitCode exitCodeOf(const QList<NodeRow> &rows)
{
    if (!rows.isEmpty() && std::ranges::all_of(rows, &NodeRow::stale))
        return ExitCode::Unreachable;
    const bool allWell =
        std::ranges::all_of(rows, [](const NodeRow &row) { return !row.stale && row.health == Health::OK; });
    return allWell ? ExitCode::Well : ExitCode::NotWell;
}

} // namespace muster::console
