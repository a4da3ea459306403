// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"
#include "shared/model/system.h"
#include "shared/model/timestamp.h"
#include "shared/model/words.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <optional>

namespace muster {

/// What a facet has when nobody knows what it has.
constexpr QLatin1StringView UnknownValue{"Unknown"};

/// One facet of one node, as its platform has it now.
struct FacetValue
{
    Facet facet = Facet::Bmc;
    QString value{UnknownValue};
    QString raw;
    QString source;
    Health health = Health::Unknown;
    QString requested;
    QString why;
    std::optional<Timestamp> changedAt;
    std::optional<Timestamp> observedAt;

    static constexpr auto fields()
    {
        return std::tuple(
            field("facet", &FacetValue::facet, "Which dimension of the state"),
            field("value", &FacetValue::value, "The facet's own word (shared/state), or Unknown")
                .between(1, 64),
            field("raw", &FacetValue::raw, "What the source said, unchanged; empty: it said nothing")
                .between(0, 256)
                .optional(),
            field("source", &FacetValue::source, "Where it is from: service, object and property, or file")
                .between(0, 512)
                .optional(),
            field("health", &FacetValue::health, "What the value says of the node's health"),
            field("requested", &FacetValue::requested,
                  "The last transition that was asked for there; history, not state")
                .between(0, 64)
                .optional(),
            field("why", &FacetValue::why, "Why it is not known, or not well; one sentence").optional(),
            field("changedAt", &FacetValue::changedAt, "Since when it has this value, by the node's clock"),
            field("observedAt", &FacetValue::observedAt,
                  "When the source last said so or was seen to stand by it, by the node's clock"));
    }
    friend bool operator==(const FacetValue &, const FacetValue &) = default;
};

/// Facets of one node that cannot be true together.
struct Contradiction
{
    QString id;
    QList<Facet> facets;
    QString text;
    Health severity = Health::Warning;

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &Contradiction::id, "Which one, stable: power-on-host-off").between(1, 64),
            field("facets", &Contradiction::facets, "Which facets do not fit").between(1, 16),
            field("text", &Contradiction::text, "What does not fit, one sentence"),
            field("severity", &Contradiction::severity, "How bad it is"));
    }
    friend bool operator==(const Contradiction &, const Contradiction &) = default;
};

/// What a platform tells beside its facets. What is empty or absent it does not have, or does not tell now:
/// `why` says which.
struct StateFacts
{
    QString restartCause = {};
    QString whyNoRestartCause = {};
    std::optional<bool> isPowerGood = {};
    QString whyNoPowerGood = {};

    static constexpr auto fields()
    {
        return std::tuple(field("restartCause", &StateFacts::restartCause,
                                "Why its host was last started, in OpenBMC's words; empty: not told")
                              .between(0, 64)
                              .optional(),
                          field("whyNoRestartCause", &StateFacts::whyNoRestartCause,
                                "Why it is not known, where the host should tell it; one sentence")
                              .between(0, 512)
                              .optional(),
                          field("isPowerGood", &StateFacts::isPowerGood,
                                "Whether the power supply itself says that power is good; absent: not told")
                              .optional(),
                          field("whyNoPowerGood", &StateFacts::whyNoPowerGood,
                                "Why it is not known, where something should tell it; one sentence")
                              .between(0, 512)
                              .optional());
    }
    friend bool operator==(const StateFacts &, const StateFacts &) = default;
};

/// The facets of one node, and what may be asked of it.
struct NodeFacets
{
    QList<FacetValue> facets; ///< those that its platform has, each once
    QList<Contradiction> contradictions;
    QList<ControlAction> actions;
    Timestamp clock{};
    std::optional<Timestamp> resetAnnouncedAt;
    StateFacts facts = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("facets", &NodeFacets::facets, "What its platform knows").between(0, 16),
            field("contradictions", &NodeFacets::contradictions, "What cannot be true together")
                .between(0, 16),
            field("actions", &NodeFacets::actions, "What may be asked of it now").between(0, 16),
            field("clock", &NodeFacets::clock, "The node's clock when this was said"),
            field("resetAnnouncedAt", &NodeFacets::resetAnnouncedAt,
                  "Its management is about to restart while the host goes on: when that was said"),
            field("facts", &NodeFacets::facts, "What its platform tells beside the facets").optional());
    }
    [[nodiscard]] const FacetValue *find(Facet facet) const
    {
        const auto found = std::ranges::find(facets, facet, &FacetValue::facet);
        return found == facets.cend() ? nullptr : &*found;
    }
    friend bool operator==(const NodeFacets &, const NodeFacets &) = default;
};

/// One member's part in a facet of the system.
struct MemberFacet
{
    int instance = 1;
    QString nodeId;
    QString name;
    QString value{UnknownValue};
    QString raw;
    Health health = Health::Unknown;
    bool isStale = false;
    std::optional<qint64> age;
    QString why;

    static constexpr auto fields()
    {
        return std::tuple(
            field("instance", &MemberFacet::instance, "Its number in the system").between(1, MaxMembers),
            field("nodeId", &MemberFacet::nodeId, "The member").between(1, 128),
            field("name", &MemberFacet::name, "What it is called").between(0, 255).optional(),
            field("value", &MemberFacet::value, "What it has, or had when it was last heard of")
                .between(1, 64),
            field("raw", &MemberFacet::raw, "What its source said").between(0, 256).optional(),
            field("health", &MemberFacet::health, "How well that is; Critical once it is unavailable"),
            field("isStale", &MemberFacet::isStale, "It does not answer now: the value is its last one")
                .optional(),
            field("age", &MemberFacet::age,
                  "How long ago this was known to be so, milliseconds; absent: it never was")
                .between(0, INT64_MAX),
            field("why", &MemberFacet::why, "Why it is not known, or not well; one sentence").optional());
    }
    friend bool operator==(const MemberFacet &, const MemberFacet &) = default;
};

/// How many members have a value.
struct ValueCount
{
    QString value;
    int count = 0;

    static constexpr auto fields()
    {
        return std::tuple(field("value", &ValueCount::value, "The value").between(1, 64),
                          field("count", &ValueCount::count, "Members that have it").between(1, MaxMembers));
    }
    friend bool operator==(const ValueCount &, const ValueCount &) = default;
};

/// One facet of the whole system: instance 0. Never one bare value.
struct SystemFacet
{
    Facet facet = Facet::Bmc;
    QString value{UnknownValue};
    Agreement agreement = Agreement::Partial;
    AggregateRule rule = AggregateRule::Least;
    QList<ValueCount> counts; ///< in the facet's order, Unknown last
    QList<int> behind;
    Health health = Health::Unknown;
    QList<int> worst;
    std::optional<qint64> oldestAge;
    QString conflict;
    QList<MemberFacet> members; ///< by instance

    static constexpr auto fields()
    {
        return std::tuple(
            field("facet", &SystemFacet::facet, "Which dimension of the state"),
            field("value", &SystemFacet::value, "The value by the rule, or Unknown").between(1, 64),
            field("agreement", &SystemFacet::agreement, "Whether it speaks for all members"),
            field("rule", &SystemFacet::rule, "How it comes about"),
            field("counts", &SystemFacet::counts, "How many members have which value").between(0, 64),
            field("behind", &SystemFacet::behind, "Numbers of the members that have the value")
                .between(0, MaxMembers),
            field("health", &SystemFacet::health, "The worst of the members'"),
            field("worst", &SystemFacet::worst, "Numbers of the members that are why; empty when it is OK")
                .between(0, MaxMembers),
            field("oldestAge", &SystemFacet::oldestAge,
                  "How long ago the oldest input was known to be so, milliseconds")
                .between(0, INT64_MAX),
            field("conflict", &SystemFacet::conflict,
                  "What contradicts itself between members; the value is then Unknown")
                .optional(),
            field("members", &SystemFacet::members, "Each member's part").between(0, MaxMembers));
    }
    friend bool operator==(const SystemFacet &, const SystemFacet &) = default;
};

/// The state of a system as one, told by its coordinator.
struct SystemFacets
{
    QString system;
    QString coordinator;
    Health health = Health::Unknown;
    QList<SystemFacet> facets;
    Timestamp clock{};

    static constexpr auto fields()
    {
        return std::tuple(
            field("system", &SystemFacets::system, "The system's name").between(1, 64),
            field("coordinator", &SystemFacets::coordinator, "Node id of who tells it").between(1, 128),
            field("health", &SystemFacets::health, "The worst of all facets and members"),
            field("facets", &SystemFacets::facets, "Each facet that a member has").between(0, 16),
            field("clock", &SystemFacets::clock, "The coordinator's clock when this was said"));
    }
    friend bool operator==(const SystemFacets &, const SystemFacets &) = default;
};

} // namespace muster
