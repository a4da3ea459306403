// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"
#include "console/fleet/fleetsystem.h"
#include "console/keys/keystorage.h"

#include "shared/model/codec.h"

namespace muster::console {

/// One paired node as the fleet file keeps it.
struct PairedNode
{
    QString nodeId;
    QString name;
    QString address;
    Role role = Role::Viewer;
    Timestamp pairedAt{};
    int highestVersion = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("nodeId", &PairedNode::nodeId, "The pinned id").between(1, 128),
            field("name", &PairedNode::name, "What the node called itself last").between(0, 255),
            field("address", &PairedNode::address, "Where it is tried: host, host:port").between(1, 300),
            field("role", &PairedNode::role, "What this console may do there"),
            field("pairedAt", &PairedNode::pairedAt, "When it was paired"),
            field("highestVersion", &PairedNode::highestVersion, "Highest protocol version it ever spoke")
                .between(0, 1000)
                .optional());
    }

    friend bool operator==(const PairedNode &, const PairedNode &) = default;
};

/// The fleet file: what a person has decided, and cannot be asked of the nodes again.
struct FleetDocument
{
    static constexpr int Format = 1;

    int format = Format;
    QString identity;
    std::optional<KeyStorage> keyStorage;
    qint64 keptEvents = 50'000;
    QList<PairedNode> nodes;
    QList<FleetSystem> systems;

    static constexpr auto fields()
    {
        return std::tuple(
            field("format", &FleetDocument::format, "Version of this format").between(1, 1'000'000),
            field("identity", &FleetDocument::identity, "Node id of the console that the nodes know")
                .between(0, 128)
                .optional(),
            field("keyStorage", &FleetDocument::keyStorage, "Where its private key is kept"),
            field("keptEvents", &FleetDocument::keptEvents, "How many events are kept of each node")
                .between(0, 10'000'000)
                .optional(),
            field("nodes", &FleetDocument::nodes, "The paired nodes").between(0, 10'000),
            field("systems", &FleetDocument::systems, "Which of them act as one machine").between(0, 10'000));
    }

    friend bool operator==(const FleetDocument &, const FleetDocument &) = default;
};

/// Puts a system in: in place of what there is of the same id with an older membership, and of a group of its
/// name.
void putSystem(FleetDocument &document, const FleetSystem &system);
void takeOutSystem(FleetDocument &document, const QString &id);
/// The id by the membership that an entry holds; empty for a group, or for what cannot be read.
[[nodiscard]] QString systemIdOf(const FleetSystem &kept);

[[nodiscard]] PairedNode pairedNodeOf(const FleetNode &node);
[[nodiscard]] FleetNode fleetNodeOf(const PairedNode &node);

} // namespace muster::console
