// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"

#include "shared/model/codec.h"

namespace muster::console {

/// The last known state of one node, as it is kept across restarts.
struct KeptState
{
    std::optional<Timestamp> heardAt;
    std::optional<qint64> clockOffset;
    QStringList platforms;
    QStringList capabilities;
    std::optional<NodeFacts> facts;
    std::optional<NodeState> state;
    std::optional<UnitList> units;
    QList<UnitFailure> failures;
    qint64 failuresSequence = 0;
    QList<Job> jobs;
    QString epoch;
    qint64 lastSequence = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("heardAt", &KeptState::heardAt, "When the node was heard last, by the console's clock"),
            field("clockOffset", &KeptState::clockOffset, "Node's clock minus the console's, milliseconds"),
            field("platforms", &KeptState::platforms, "What the machine is"),
            field("capabilities", &KeptState::capabilities, "What it can do"),
            field("facts", &KeptState::facts, "What the node is"),
            field("state", &KeptState::state, "How it was, by its own word"),
            field("units", &KeptState::units, "Its watched units"),
            field("failures", &KeptState::failures, "Their failures, newest first"),
            field("failuresSequence", &KeptState::failuresSequence, "The last event these take into account"),
            field("jobs", &KeptState::jobs, "Its jobs, newest first"),
            field("epoch", &KeptState::epoch, "The node's journal").between(0, 64),
            field("lastSequence", &KeptState::lastSequence, "The last event that was taken in").optional());
    }

    friend bool operator==(const KeptState &, const KeptState &) = default;
};

[[nodiscard]] KeptState keptStateOf(const FleetNode &node);
/// Puts it back; what the fleet file holds (name, address, role) is left alone.
void restore(FleetNode &node, const KeptState &state);

} // namespace muster::console
