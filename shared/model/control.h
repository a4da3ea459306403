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

namespace muster::controlwords {
Q_NAMESPACE

/// How far one member is with what was asked of a system.
enum class ActStep {
    Asked, ///< the request is on its way
    Awaited, ///< it was taken, or may have been: its facets have to show it
    Done, ///< its facets show it
    Refused, ///< it does not do it: `why` says why not
    Failed, ///< its facets did not come to show it
    Unreachable, ///< it is not connected, or fell silent: whether it was done is not known
    BrokenOff, ///< nobody has watched it to its end
};
Q_ENUM_NS(ActStep)

/// Found by its argument, whatever else is called so where it is used.
[[nodiscard]] constexpr bool isOver(ActStep step)
{
    return step != ActStep::Asked && step != ActStep::Awaited;
}

} // namespace muster::controlwords

namespace muster {
using controlwords::ActStep;

/// One member's part of what was asked of a system.
struct MemberAct
{
    int instance = 1;
    QString nodeId = {};
    QString name = {};
    ActStep step = ActStep::Asked;
    QString seen = {};
    QString why = {};
    QString remedy = {};
    std::optional<Timestamp> endedAt = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("instance", &MemberAct::instance, "Its number in the system").between(1, MaxMembers),
            field("nodeId", &MemberAct::nodeId, "The member").between(1, 128),
            field("name", &MemberAct::name, "What it is called").between(0, 255).optional(),
            field("step", &MemberAct::step, "How far it is"),
            field("seen", &MemberAct::seen, "What its facets showed last: Chassis On, Host Running")
                .optional(),
            field("why", &MemberAct::why, "Why it is not done, one sentence").optional(),
            field("remedy", &MemberAct::remedy, "What to do about it").optional(),
            field("endedAt", &MemberAct::endedAt, "When that was known, by the coordinator's clock"));
    }
    friend bool operator==(const MemberAct &, const MemberAct &) = default;
};

/// What was asked of a system, or of a node by itself, and what has come of it.
struct SystemAct
{
    QString job = {};
    ControlAction action = ControlAction::PowerOn;
    QString startedBy = {};
    Timestamp startedAt{};
    std::optional<Timestamp> finishedAt = {};
    QList<MemberAct> members = {}; ///< by instance

    static constexpr auto fields()
    {
        return std::tuple(
            field("job", &SystemAct::job, "The job's id").between(1, 64),
            field("action", &SystemAct::action, "What was asked for"),
            field("startedBy", &SystemAct::startedBy, "Who asked").between(0, 255).optional(),
            field("startedAt", &SystemAct::startedAt, "When it began, by the clock of who tells it"),
            field("finishedAt", &SystemAct::finishedAt, "When all had an end"),
            field("members", &SystemAct::members, "Each member's part").between(0, MaxMembers));
    }
    friend bool operator==(const SystemAct &, const SystemAct &) = default;
};

/// A step that a member has come to; what an event of it holds.
struct MemberActChange
{
    QString job = {};
    ControlAction action = ControlAction::PowerOn;
    MemberAct member = {};

    static constexpr auto fields()
    {
        return std::tuple(field("job", &MemberActChange::job, "The job's id").between(1, 64),
                          field("action", &MemberActChange::action, "What was asked for"),
                          field("member", &MemberActChange::member, "The member's part"));
    }
    friend bool operator==(const MemberActChange &, const MemberActChange &) = default;
};

/// What speaks against doing it on a member.
struct Objection
{
    QString kind = {};
    QString text = {};

    static constexpr auto fields()
    {
        return std::tuple(field("kind", &Objection::kind,
                                "hostRunning, stale, unsupported, actionRunning, dumpNotFetched, "
                                "offloadRunning, coordinates, bootBlocked, notKnown")
                              .between(1, 64),
                          field("text", &Objection::text, "The same for people, one sentence"));
    }
    friend bool operator==(const Objection &, const Objection &) = default;
};

/// What would happen on one member.
struct MemberOutlook
{
    int instance = 1;
    QString nodeId = {};
    QString name = {};
    QString seen = {};
    QString effect = {};
    QList<Objection> against = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("instance", &MemberOutlook::instance, "Its number in the system").between(1, MaxMembers),
            field("nodeId", &MemberOutlook::nodeId, "The member").between(1, 128),
            field("name", &MemberOutlook::name, "What it is called").between(0, 255).optional(),
            field("seen", &MemberOutlook::seen, "What its facets show now").optional(),
            field("effect", &MemberOutlook::effect, "What would happen there, one sentence"),
            field("against", &MemberOutlook::against, "What speaks against it").between(0, 32));
    }
    friend bool operator==(const MemberOutlook &, const MemberOutlook &) = default;
};

struct ActOutlook
{
    QString system = {};
    ControlAction action = ControlAction::PowerOn;
    QList<MemberOutlook> members = {}; ///< by instance

    static constexpr auto fields()
    {
        return std::tuple(
            field("system", &ActOutlook::system, "The system's name; empty for a node by itself")
                .between(0, 64)
                .optional(),
            field("action", &ActOutlook::action, "What would be asked for"),
            field("members", &ActOutlook::members, "What would happen where").between(0, MaxMembers));
    }
    friend bool operator==(const ActOutlook &, const ActOutlook &) = default;
};

namespace events {
constexpr QLatin1StringView MemberActed{"state.act"}; ///< MemberActChange; from who coordinates the act
} // namespace events

} // namespace muster
