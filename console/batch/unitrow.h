// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"

namespace muster::console {

/// A watched unit as `muster units list --json` tells it. The names are stable.
struct UnitRow
{
    QString node;
    QString nodeId;
    bool stale = true;
    UnitStatus unit;

    static constexpr auto fields()
    {
        return std::tuple(field("node", &UnitRow::node, "Name of the node"),
                          field("nodeId", &UnitRow::nodeId, "Its id"),
                          field("stale", &UnitRow::stale, "What is said is the last known, not the present"),
                          field("unit", &UnitRow::unit, "The unit"));
    }
};

/// A failure as `muster units failures --json` tells it. The names are stable.
struct FailureRow
{
    QString node;
    QString nodeId;
    bool stale = true;
    bool open = true;
    UnitFailure failure;
    std::optional<UnitEvidence> evidence;

    static constexpr auto fields()
    {
        return std::tuple(
            field("node", &FailureRow::node, "Name of the node"),
            field("nodeId", &FailureRow::nodeId, "Its id"),
            field("stale", &FailureRow::stale, "What is said is the last known, not the present"),
            field("open", &FailureRow::open, "It is failed, or nobody has acknowledged it"),
            field("failure", &FailureRow::failure, "What failed, when and why"),
            field("evidence", &FailureRow::evidence, "What is known about it; absent when nothing is"));
    }
};

struct UnitsDocument
{
    QList<UnitRow> units;

    static constexpr auto fields()
    {
        return std::tuple(field("units", &UnitsDocument::units, "The watched units, by node and name"));
    }
};

struct FailuresDocument
{
    QList<FailureRow> failures;

    static constexpr auto fields()
    {
        return std::tuple(field("failures", &FailuresDocument::failures, "Failures, newest first"));
    }
};

/// What came of `muster units acknowledge` on one node. The names are stable.
struct AcknowledgedRow
{
    QString node;
    QString nodeId;
    QStringList units;
    QString error;

    static constexpr auto fields()
    {
        return std::tuple(field("node", &AcknowledgedRow::node, "Name of the node"),
                          field("nodeId", &AcknowledgedRow::nodeId, "Its id"),
                          field("units", &AcknowledgedRow::units, "Units whose failures were acknowledged"),
                          field("error", &AcknowledgedRow::error, "Why it was not done; empty when it was"));
    }
};

struct AcknowledgedDocument
{
    QList<AcknowledgedRow> nodes;

    static constexpr auto fields()
    {
        return std::tuple(field("nodes", &AcknowledgedDocument::nodes, "The nodes, by what was asked for"));
    }
};

/// How well a unit is, by systemd's words.
[[nodiscard]] Health healthOf(const UnitStatus &unit);
/// "exited with code 1", "killed by SIGSEGV": the node's own sentence, or what the fields say.
[[nodiscard]] QString whyText(const UnitFailure &failure);

} // namespace muster::console
