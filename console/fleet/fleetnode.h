// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/knownmembership.h"

#include "shared/error.h"
#include "shared/model/event.h"
#include "shared/model/facet.h"
#include "shared/model/job.h"
#include "shared/model/node.h"
#include "shared/model/system.h"
#include "shared/model/unit.h"

#include <QObject>
#include <QStringList>

#include <optional>

namespace muster::console {
Q_NAMESPACE

/// How the console's connection to a node is.
enum class LinkState {
    Offline, ///< not tried: a recording, or the console has just started
    Connecting,
    Connected, ///< hello was said and the snapshot was taken: what is shown is what is
    Waiting, ///< it failed; tried again at nextTry
    Refused, ///< wrong key, not paired any more or version too old: somebody has to act; tried rarely
};
Q_ENUM_NS(LinkState)

/// All that the console knows of one node, paired or told of by a system. What a node said last stays when it
/// falls silent, with its age.
struct FleetNode
{
    QString nodeId; ///< pinned; never changes
    QString name;
    QString address; ///< where it is tried
    Role role = Role::Viewer; ///< what this console may do there
    Timestamp pairedAt{};
    int highestVersion = 0; ///< highest protocol version it ever spoke; less is refused
    bool isPaired =
        true; ///< false: known only by the word of its system's coordinator, and reached through it

    LinkState link = LinkState::Offline;
    QString via; ///< node id of the coordinator that it is connected through now; empty for directly
    Error linkError; ///< why it is not connected; empty text when it is
    std::optional<Timestamp> nextTry; ///< by the console's clock
    std::optional<Timestamp> heardAt; ///< when the node was heard last, by the console's clock
    std::optional<qint64> clockOffset; ///< node's clock minus the console's, milliseconds
    std::optional<qint64> roundTrip; ///< the way to it and back, milliseconds

    QStringList platforms;
    QStringList capabilities;
    std::optional<NodeFacts> facts;
    std::optional<NodeState> state;
    std::optional<UnitList> units;
    QList<UnitFailure> failures; ///< newest first
    qint64 failuresSequence = 0; ///< the last event that failures take into account
    QList<Job> jobs; ///< newest first
    std::optional<SystemView> system; ///< what it says of its system; absent when it has not been asked
    std::optional<NodeFacets> facets; ///< what it says of itself; absent: not told
    std::optional<SystemFacets> systemFacets; ///< what it says of the whole, while it coordinates
    std::optional<Timestamp> systemFacetsAt; ///< when that came in, by the console's clock
    KnownMembershipPtr membership; ///< as it says there; null when in no system, or not to be believed

    QString eventEpoch;
    qint64 lastSequence = 0; ///< last event that was taken in

    [[nodiscard]] bool isStale() const { return link != LinkState::Connected; }
};

/// What changed in a node, so that a view looks only at what it shows.
enum class NodeAspect {
    Identity = 1, ///< name, address, role, paired or not
    Link = 2,
    Facts = 4,
    State = 8,
    Units = 16,
    Failures = 32,
    Jobs = 64,
    System = 128,
    Facets = 256, ///< its own, or those of the system that it coordinates
    All = 511,
};
Q_DECLARE_FLAGS(NodeAspects, NodeAspect)
Q_DECLARE_OPERATORS_FOR_FLAGS(NodeAspects)

/// A node that was found and is not paired: only an offer.
struct FoundNode
{
    QString address;
    QString name; ///< as it claims; not proven
    QString nodeId; ///< as it claims, or as its certificate says after a sweep; may be empty
    QString via; ///< "DNS-SD", "sweep 10.0.0.0/24"

    friend bool operator==(const FoundNode &, const FoundNode &) = default;
};

struct FleetEvent
{
    QString nodeId;
    QString epoch;
    Event event;
};

} // namespace muster::console

Q_DECLARE_METATYPE(muster::console::FleetEvent)
