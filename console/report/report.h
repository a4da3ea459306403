// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "shared/model/codec.h"

#include <QHash>

namespace muster::console {

/// One failure of a unit with its evidence, as a report tells it.
struct ReportFailure
{
    UnitFailure failure;
    bool open = true;
    std::optional<UnitEvidence> evidence;

    static constexpr auto fields()
    {
        return std::tuple(field("failure", &ReportFailure::failure, "The failure"),
                          field("open", &ReportFailure::open, "It is failed, or nobody has acknowledged it"),
                          field("evidence", &ReportFailure::evidence, "What is known about it"));
    }
};

struct ReportNode
{
    QString name;
    QString nodeId;
    QString address;
    int instance = 0;
    Health health = Health::Unknown;
    bool stale = true;
    std::optional<Timestamp> heardAt;
    QString linkError;
    QList<QString> platforms;
    std::optional<NodeFacts> facts;
    BmcState bmcState = BmcState::Unknown;
    std::optional<Timestamp> bmcStateSince;
    QList<Problem> problems;
    QList<UnitStatus> units;
    QList<ReportFailure> failures;

    static constexpr auto fields()
    {
        return std::tuple(
            field("name", &ReportNode::name, "Name of the node"),
            field("nodeId", &ReportNode::nodeId, "Its id"),
            field("address", &ReportNode::address, "Where it is reached"),
            field("instance", &ReportNode::instance, "Number in its system; 0 for a lone node").optional(),
            field("health", &ReportNode::health, "How well it is"),
            field("stale", &ReportNode::stale, "It does not answer; what is said is the last known"),
            field("heardAt", &ReportNode::heardAt, "When it was heard last, by the console's clock"),
            field("linkError", &ReportNode::linkError, "Why it does not answer").optional(),
            field("platforms", &ReportNode::platforms, "What the machine is").optional(),
            field("facts", &ReportNode::facts, "What the node is"),
            field("bmcState", &ReportNode::bmcState, "Whether critical units have failed on it").optional(),
            field("bmcStateSince", &ReportNode::bmcStateSince, "Since when, by the node's clock"),
            field("problems", &ReportNode::problems, "What is not well").optional(),
            field("units", &ReportNode::units, "Its watched units").optional(),
            field("failures", &ReportNode::failures, "Failures of watched units, newest first").optional());
    }
};

struct ReportSystem
{
    QString name; ///< empty for the lone nodes
    Health health = Health::Unknown;
    int answering = 0;
    QList<ReportNode> nodes;

    static constexpr auto fields()
    {
        return std::tuple(field("name", &ReportSystem::name, "Name of the system; empty: nodes of no system"),
                          field("health", &ReportSystem::health, "Worst of its nodes"),
                          field("answering", &ReportSystem::answering, "How many of them answer"),
                          field("nodes", &ReportSystem::nodes, "Its nodes, by number"));
    }
};

/// The state of a fleet, or of some of its nodes, at one moment. Its JSON form is stable.
struct Report
{
    Timestamp at{};
    QString headline;
    Health health = Health::Unknown;
    QList<ReportSystem> systems;

    static constexpr auto fields()
    {
        return std::tuple(field("at", &Report::at, "When, by the console's clock"),
                          field("headline", &Report::headline, "The state in one sentence"),
                          field("health", &Report::health, "Worst of all"),
                          field("systems", &Report::systems, "Systems by name, then the lone nodes"));
    }
};

/// Evidence by node id and failure id.
using EvidenceByFailure = QHash<std::pair<QString, QString>, UnitEvidence>;

/// Gathers what a report says of these nodes; all nodes when `nodeIds` is empty.
[[nodiscard]] Report makeReport(const Fleet &fleet, const EvidenceByFailure &evidence, Timestamp at,
                                const QStringList &nodeIds = {});

} // namespace muster::console
