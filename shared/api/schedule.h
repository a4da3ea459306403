// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/schedule.h"

namespace muster {

struct ScheduleParams
{
    ControlAction action = ControlAction::PowerOn;
    Timestamp at{};
    QList<int> members = {};
    int patienceSeconds = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("action", &ScheduleParams::action, "What the members shall do"),
            field("at", &ScheduleParams::at, "When; later than now by the node's clock, within 366 days"),
            field("members", &ScheduleParams::members, "Numbers of those that are asked; empty for all")
                .between(0, MaxMembers)
                .optional(),
            field("patienceSeconds", &ScheduleParams::patienceSeconds,
                  "How long each member may take until its facets show it; 0 for what is usual")
                .between(0, 86'400)
                .optional());
    }
    friend bool operator==(const ScheduleParams &, const ScheduleParams &) = default;
};

struct ScheduleIdParams
{
    QString id = {};

    static constexpr auto fields()
    {
        return std::tuple(field("id", &ScheduleIdParams::id, "Which one").between(1, 32));
    }
};

struct ScheduleList
{
    static constexpr qint64 MaxListed = 256;

    QString system = {};
    QString acting = {};
    Timestamp clock{};
    QList<Schedule> schedules = {}; ///< by time

    static constexpr auto fields()
    {
        return std::tuple(
            field("system", &ScheduleList::system, "The system's name; empty for a node by itself")
                .between(0, 64)
                .optional(),
            field("acting", &ScheduleList::acting, "Node id of who fires them; empty when nobody is known to")
                .between(0, 128)
                .optional(),
            field("clock", &ScheduleList::clock, "The clock of who tells it"),
            field("schedules", &ScheduleList::schedules, "Those that wait, and the latest that ended")
                .between(0, MaxListed));
    }
};

namespace api {

/// Answers when the schedule is durable, in a system on all members that are connected.
/// Errors: Invalid for a time that has passed or is too far off; Conflict where this node does not coordinate
/// the system, naming who does, and where clocks are too far apart, naming whose; NotFound for a number that
/// no member has; QuotaExceeded; Timeout when too few members have it: then it is not set.
struct StateSchedule
{
    static constexpr const char *Name = "state.schedule";
    static constexpr const char *Doc =
        "Has the members of the system, or the node by itself, change their power once, at a time";
    static constexpr Role MinRole = Role::Operator;
    static constexpr bool Changes = true;
    using Params = ScheduleParams;
    using Answer = Schedule;
};

struct StateSchedules
{
    static constexpr const char *Name = "state.schedules";
    static constexpr const char *Doc = "What is to be done at which time, and what came of the latest";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = ScheduleList;
};

/// Errors: NotFound; Conflict once it is claimed or over, or where this node does not coordinate; Timeout
/// when it is cancelled here, and too few members know of it.
struct StateCancelSchedule
{
    static constexpr const char *Name = "state.cancelSchedule";
    static constexpr const char *Doc = "Takes back what is to be done at a time";
    static constexpr Role MinRole = Role::Operator;
    static constexpr bool Changes = true;
    using Params = ScheduleIdParams;
    using Answer = Schedule;
};

} // namespace api

} // namespace muster
