// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"
#include "shared/model/system.h"
#include "shared/model/timestamp.h"
#include "shared/model/words.h"

#include <QList>
#include <QObject>
#include <QString>

#include <optional>

namespace muster::restorewords {
Q_NAMESPACE

/// Whether a node lost its power before its agent started.
enum class OutageVerdict {
    Unknown, ///< nothing tells it
    Kept, ///< its power was never gone, or was switched off in order
    Lost,
};
Q_ENUM_NS(OutageVerdict)

/// What a node's power was when it was last seen.
enum class PowerWas { Unknown, On, Off };
Q_ENUM_NS(PowerWas)

/// What a decision gives a member.
enum class RestoreStep {
    Leave, ///< it stays as it is
    PowerOn,
    PowerOff,
    Hold, ///< it stays off until somebody looks after it
};
Q_ENUM_NS(RestoreStep)

/// How much of a system lost its power.
enum class OutageExtent {
    Whole, ///< none that answers kept it
    Partial,
};
Q_ENUM_NS(OutageExtent)

} // namespace muster::restorewords

namespace muster {
using restorewords::OutageExtent;
using restorewords::OutageVerdict;
using restorewords::PowerWas;
using restorewords::RestoreStep;

/// Digits of an outage's id.
constexpr int OutageIdLength = 16;
/// How many decisions a system keeps.
constexpr int KeptDecisions = 16;
/// How many of them are told at once.
constexpr int ToldDecisions = 4;

/// What a node found about its power when its agent started on this boot.
struct Outage
{
    QString id = {};
    QString system = {};
    OutageVerdict verdict = OutageVerdict::Unknown;
    QString why = {};
    PowerWas powerWas = PowerWas::Unknown;
    Timestamp foundAt{};
    QString alone = {};
    QString decision = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &Outage::id, "Which start of the node this is about, hex digits")
                .between(1, OutageIdLength),
            field("system", &Outage::system, "Id of the system that the node was in then; empty: in none")
                .between(0, 64)
                .optional(),
            field("verdict", &Outage::verdict, "Whether it lost its power"),
            field("why", &Outage::why, "How that is known, one sentence").between(0, 512).optional(),
            field("powerWas", &Outage::powerWas, "What its power was before").optional(),
            field("foundAt", &Outage::foundAt, "When that was found, by the node's clock"),
            field("alone", &Outage::alone, "What the node did by itself, while no coordinator was reached")
                .between(0, 512)
                .optional(),
            field("decision", &Outage::decision, "Id of the decision that has dealt with it")
                .between(0, 64)
                .optional());
    }
    /// Whether somebody has to decide about it still.
    [[nodiscard]] bool isOpenIn(const QString &systemId) const
    {
        return verdict == OutageVerdict::Lost && decision.isEmpty() && !system.isEmpty()
               && system == systemId;
    }
    friend bool operator==(const Outage &, const Outage &) = default;
};

/// The document "power": what was last asked of a system, or of one of its members, through its coordinator.
struct RequestedPower
{
    bool isOn = false;
    ControlAction action = ControlAction::PowerOn;
    QString by = {};
    Timestamp at{};

    static constexpr auto fields()
    {
        return std::tuple(field("isOn", &RequestedPower::isOn, "Whether it is to be on"),
                          field("action", &RequestedPower::action, "What was asked for"),
                          field("by", &RequestedPower::by, "Who asked").between(0, 255).optional(),
                          field("at", &RequestedPower::at, "When, by the clock of who coordinated then"));
    }
    friend bool operator==(const RequestedPower &, const RequestedPower &) = default;
};

/// Members to which a decision gives the same, for the same reason.
struct RestoreGroup
{
    RestoreStep step = RestoreStep::Leave;
    QString why = {};
    QList<int> members = {};
    QStringList outages = {};

    static constexpr auto fields()
    {
        return std::tuple(field("step", &RestoreGroup::step, "What they are given"),
                          field("why", &RestoreGroup::why, "Why, one sentence").between(0, 512),
                          field("members", &RestoreGroup::members, "Their numbers").between(0, MaxMembers),
                          field("outages", &RestoreGroup::outages,
                                "Ids of their outages; of those that have one that is dealt with by this")
                              .between(0, MaxMembers)
                              .optional());
    }
    friend bool operator==(const RestoreGroup &, const RestoreGroup &) = default;
};

/// The document "restore": what a coordinator decided after an outage, with what it knew. Made durable before
/// anything is done, so that it is decided once.
struct RestoreDecision
{
    QString id = {};
    Timestamp at{};
    Timestamp since{};
    QString by = {};
    OutageExtent extent = OutageExtent::Partial;
    RestorePolicy policy = RestorePolicy::Restore;
    PartialOutage partialOutage = PartialOutage::Rejoin;
    std::optional<RequestedPower> requested = {};
    QList<RestoreGroup> groups = {};
    QString summary = {};
    bool isDone = false;
    QString outcome = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &RestoreDecision::id, "Which decision").between(1, 64),
            field("at", &RestoreDecision::at, "When, by the clock of who decided"),
            field("since", &RestoreDecision::since, "When it had first heard of the outage"),
            field("by", &RestoreDecision::by, "Node id of the coordinator that decided").between(1, 128),
            field("extent", &RestoreDecision::extent, "How much of the system lost its power"),
            field("policy", &RestoreDecision::policy, "The system's policy then"),
            field("partialOutage", &RestoreDecision::partialOutage, "Its policy for a part of it then"),
            field("requested", &RestoreDecision::requested,
                  "What the system had last been asked for; absent: nothing that is known"),
            field("groups", &RestoreDecision::groups, "What each member is given").between(0, 64),
            field("summary", &RestoreDecision::summary, "The decision in words").between(0, 4096),
            field("isDone", &RestoreDecision::isDone, "It was carried out, or given up").optional(),
            field("outcome", &RestoreDecision::outcome, "What came of it").between(0, 4096).optional());
    }
    /// Whether somebody has asked the system for something after the outage, which then counts.
    [[nodiscard]] bool isAskedSince() const { return requested && requested->at >= since; }
    friend bool operator==(const RestoreDecision &, const RestoreDecision &) = default;
};

/// What a node's own platform does by itself after an outage.
struct OwnRestorePolicy
{
    RestorePolicy policy = RestorePolicy::None;
    RestorePolicy oneTime = RestorePolicy::None;
    qint64 delayMicroseconds = 0;
    QString source = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("policy", &OwnRestorePolicy::policy, "What it does"),
            field("oneTime", &OwnRestorePolicy::oneTime, "What it does instead the next time; None: nothing")
                .optional(),
            field("delayMicroseconds", &OwnRestorePolicy::delayMicroseconds,
                  "How long it waits before, microseconds")
                .between(0, INT64_MAX)
                .optional(),
            field("source", &OwnRestorePolicy::source, "Where it is from: service, object").between(0, 512));
    }
    friend bool operator==(const OwnRestorePolicy &, const OwnRestorePolicy &) = default;
};

/// What happens at an outage, in words.
struct RestoreOutlook
{
    QString allLose = {};
    QString oneLoses = {};
    QString bmcReboots = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("allLose", &RestoreOutlook::allLose, "If all members lose power now; empty for a node")
                .between(0, 1024)
                .optional(),
            field("oneLoses", &RestoreOutlook::oneLoses, "If one member, or this node, does")
                .between(0, 1024),
            field("bmcReboots", &RestoreOutlook::bmcReboots, "If the management alone restarts")
                .between(0, 1024));
    }
    friend bool operator==(const RestoreOutlook &, const RestoreOutlook &) = default;
};

/// What a node knows of power restore: its own, and its system's.
struct RestoreView
{
    QString system = {};
    std::optional<Outage> outage = {};
    std::optional<OwnRestorePolicy> own = {};
    std::optional<RestorePolicy> setAside = {};
    QString whyNoPolicy = {};
    std::optional<RequestedPower> requested = {};
    QList<RestoreDecision> decisions = {}; ///< newest first
    RestoreOutlook outlook = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("system", &RestoreView::system, "Name of its system; empty: in none").between(0, 64),
            field("outage", &RestoreView::outage,
                  "What it found about its power when it started; absent: it is not known yet"),
            field("own", &RestoreView::own, "What its platform does by itself; absent: nothing that is seen"),
            field("setAside", &RestoreView::setAside,
                  "Its own policy, set aside while it is in a system, for when it is alone"),
            field("whyNoPolicy", &RestoreView::whyNoPolicy, "Why its platform has none").optional(),
            field("requested", &RestoreView::requested, "What its system was last asked for"),
            field("decisions", &RestoreView::decisions, "What was decided in its system, newest first")
                .between(0, ToldDecisions),
            field("outlook", &RestoreView::outlook, "What happens at an outage"));
    }
    friend bool operator==(const RestoreView &, const RestoreView &) = default;
};

namespace events {
constexpr QLatin1StringView OutageFound{"restore.outage"}; ///< Outage; from the node itself
constexpr QLatin1StringView RestoreDecided{"restore.decided"}; ///< RestoreDecision; from who coordinates
constexpr QLatin1StringView RestoreEnded{"restore.ended"}; ///< RestoreDecision
constexpr QLatin1StringView PolicySetAside{"restore.policy"}; ///< OwnRestorePolicy, as it was before
} // namespace events

} // namespace muster
