// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/exitcode.h"
#include "console/batch/table.h"

#include "shared/model/facet.h"

namespace muster::console {

/// The facets of one node as `muster state --json` tells them. The names are stable, as in all of these.
struct NodeStateRow
{
    QString node;
    QString nodeId;
    std::optional<NodeFacets> state;
    QString error;
    QString errorName;

    static constexpr auto fields()
    {
        return std::tuple(field("node", &NodeStateRow::node, "Name of the node"),
                          field("nodeId", &NodeStateRow::nodeId, "Its id"),
                          field("state", &NodeStateRow::state, "What it told; absent when it did not"),
                          field("error", &NodeStateRow::error, "Why not; empty when it answered"),
                          field("errorName", &NodeStateRow::errorName, "The error's stable name"));
    }
};

/// The state of a whole system, by its coordinator.
struct SystemStateRow
{
    QString system;
    std::optional<SystemFacets> state;
    QString error;
    QString errorName;

    static constexpr auto fields()
    {
        return std::tuple(
            field("system", &SystemStateRow::system, "The system's name, as this console calls it"),
            field("state", &SystemStateRow::state, "What its coordinator told; absent when it did not"),
            field("error", &SystemStateRow::error, "Why not; empty when it answered"),
            field("errorName", &SystemStateRow::errorName, "The error's stable name"));
    }
};

struct StateDocument
{
    QList<SystemStateRow> systems;
    QList<NodeStateRow> nodes;

    static constexpr auto fields()
    {
        return std::tuple(field("systems", &StateDocument::systems, "Systems that were asked for"),
                          field("nodes", &StateDocument::nodes, "Nodes that were asked for by themselves"));
    }
};

/// What a node tells beside its facets, a line each; what it does not have is left out.
[[nodiscard]] QStringList factLines(const StateFacts &facts);

/// So many members have a column each; of more only counts and who is not well.
constexpr qsizetype MaxMemberColumns = 8;

/// Facets by members; "?" behind what is only the last that is known, "-" where a member has no such facet.
[[nodiscard]] Table stateTable(const SystemFacets &state);
[[nodiscard]] Table stateTable(const NodeFacets &state);
/// What is to be looked at, a sentence each: who is unwell or silent, and why; conflicts.
[[nodiscard]] QStringList stateFindings(const SystemFacets &state);
[[nodiscard]] QStringList stateFindings(const NodeFacets &state);

/// NotWell for what is unwell, not known, or of which a part is not known.
[[nodiscard]] ExitCode exitCodeOf(const SystemFacets &state);
[[nodiscard]] ExitCode exitCodeOf(const NodeFacets &state);

} // namespace muster::console
