// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"
#include "shared/model/timestamp.h"
#include "shared/model/words.h"

#include <QList>

#include <optional>

namespace muster {

/// Kinds of events and the type of their data.
namespace events {
constexpr QLatin1StringView NodeStarted{"node.started"}; ///< NodeFacts
constexpr QLatin1StringView NodeChanged{"node.changed"}; ///< NodeFacts: another host name, another start
constexpr QLatin1StringView ClockJumped{"node.clockJumped"}; ///< NodeFacts
constexpr QLatin1StringView UnitChanged{"unit.changed"}; ///< UnitStatus
constexpr QLatin1StringView UnitFailed{"unit.failed"}; ///< UnitFailure
constexpr QLatin1StringView UnitRecovered{"unit.recovered"}; ///< UnitFailure
constexpr QLatin1StringView UnitFailureChanged{"unit.failureChanged"}; ///< UnitFailure: more is known of it
constexpr QLatin1StringView UnitAcknowledged{"unit.acknowledged"}; ///< UnitFailure
constexpr QLatin1StringView BmcStateChanged{"state.bmc"}; ///< BmcStateChange
constexpr QLatin1StringView FacetChanged{"state.facet"}; ///< FacetValue of the node
constexpr QLatin1StringView FacetsContradict{"state.contradiction"}; ///< NodeFacets: begins or ends
constexpr QLatin1StringView SystemFacetChanged{
    "state.system"}; ///< SystemFacet without members; from the coordinator
constexpr QLatin1StringView ErrorLogged{"error.logged"}; ///< LoggedError
constexpr QLatin1StringView UnitEvidence{"unit.evidence"}; ///< EvidenceParams: it is there to fetch
constexpr QLatin1StringView UnitsReloaded{"units.reloaded"}; ///< null; the set of watched units is another
constexpr QLatin1StringView ProblemRaised{"problem.raised"}; ///< Problem
constexpr QLatin1StringView ProblemCleared{"problem.cleared"}; ///< Problem
constexpr QLatin1StringView PeerAdded{"trust.added"}; ///< Peer
constexpr QLatin1StringView PeerRemoved{"trust.removed"}; ///< Peer
constexpr QLatin1StringView PairingRequested{"trust.requested"}; ///< PairingRequest
constexpr QLatin1StringView JobChanged{"job.changed"}; ///< Job
constexpr QLatin1StringView DumpChanged{"dump.changed"}; ///< DumpEntry: asked for, further, ended, fetched
constexpr QLatin1StringView DumpDeleted{"dump.deleted"}; ///< DumpIdParams
constexpr QLatin1StringView SystemChanged{"system.changed"}; ///< SystemView, or null for a large one: ask
constexpr QLatin1StringView CoordinatorChanged{"system.coordinator"}; ///< CoordinatorView
constexpr QLatin1StringView MemberChanged{"system.member"}; ///< MemberView, told by the coordinator
} // namespace events

/// Longest subject of an event, in bytes of UTF-8; the text has DefaultMaxText.
constexpr qint64 MaxSubjectBytes = 512;

/// Something that happened on a node. Numbered without gaps within one journal (epoch).
struct Event
{
    qint64 sequence = 0;
    Timestamp at{};
    Topic topic = Topic::Node;
    QString kind;
    Health severity = Health::OK;
    QString subject;
    QString text;
    RawJson data;

    static constexpr auto fields()
    {
        return std::tuple(
            field("sequence", &Event::sequence, "Its number in the node's journal").between(1, INT64_MAX),
            field("at", &Event::at, "When it happened, by the node's clock"),
            field("topic", &Event::topic, "What it is about"),
            field("kind", &Event::kind, "What happened: unit.failed").between(1, 64),
            field("severity", &Event::severity, "How much it matters"),
            field("subject", &Event::subject, "The unit, peer or job").between(0, MaxSubjectBytes).optional(),
            field("text", &Event::text, "What happened, one sentence").optional(),
            field("data", &Event::data, "Details; the type depends on the kind").optional());
    }

    friend bool operator==(const Event &, const Event &) = default;
};

struct EventList
{
    QString epoch;
    qint64 oldest = 0;
    qint64 newest = 0;
    QList<Event> events;

    static constexpr auto fields()
    {
        return std::tuple(
            field("epoch", &EventList::epoch, "Id of the journal; numbers compare only within one")
                .between(1, 64),
            field("oldest", &EventList::oldest, "The first event the journal still has, 0 when empty")
                .between(0, INT64_MAX),
            field("newest", &EventList::newest, "The last event, 0 when none").between(0, INT64_MAX),
            field("events", &EventList::events, "In order"));
    }

    friend bool operator==(const EventList &, const EventList &) = default;
};

} // namespace muster
