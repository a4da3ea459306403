// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/batch.h"
#include "console/batch/table.h"

namespace muster::console {

/// A node as `muster nodes --json` and `muster system show --json` tell it. The names are stable.
struct NodeRow
{
    QString name;
    QString id;
    QString address;
    QString system;
    int instance = 0;
    QStringList platforms;
    Role role = Role::Viewer;
    LinkState state = LinkState::Offline;
    Health health = Health::Unknown;
    bool stale = true;
    int problems = 0;
    std::optional<Timestamp> heardAt;
    std::optional<qint64> ageSeconds;
    std::optional<qint64> clockOffset;
    QString error;
    bool paired = true;

    static constexpr auto fields()
    {
        return std::tuple(
            field("name", &NodeRow::name, "Name of the node"), field("id", &NodeRow::id, "Its node id"),
            field("address", &NodeRow::address, "Where it is tried"),
            field("system", &NodeRow::system, "The system it belongs to; empty for a lone node"),
            field("instance", &NodeRow::instance, "Its number there; 0 for a lone node"),
            field("platforms", &NodeRow::platforms, "What the machine is"),
            field("role", &NodeRow::role, "What this console may do there"),
            field("state", &NodeRow::state, "How the connection is"),
            field("health", &NodeRow::health, "How well it is, or was when it is stale"),
            field("stale", &NodeRow::stale, "What is said is the last known, not the present"),
            field("problems", &NodeRow::problems, "How many things are not well"),
            field("heardAt", &NodeRow::heardAt, "When it was heard last; absent when never"),
            field("ageSeconds", &NodeRow::ageSeconds, "How long ago that is"),
            field("clockOffset", &NodeRow::clockOffset, "Its clock minus the console's, milliseconds"),
            field("error", &NodeRow::error, "Why it does not answer; empty when it does"),
            field("paired", &NodeRow::paired, "False: known by the word of its system only"));
    }
};

[[nodiscard]] NodeRow nodeRow(const Fleet &fleet, const FleetNode &node, Timestamp now);
/// The rows as a table. @param withInstance with the number in the system as first column
[[nodiscard]] Table nodeTable(const QList<NodeRow> &rows, bool withInstance, Timestamp now);
/// How the connection is, in words.
[[nodiscard]] Table::Cell linkCell(const NodeRow &row);
/// NotWell when one of them is not well or did not answer, Unreachable when none answered.
[[nodiscard]] ExitCode exitCodeOf(const QList<NodeRow> &rows);

} // namespace muster::console
