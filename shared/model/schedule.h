// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"
#include "shared/model/system.h"
#include "shared/model/timestamp.h"
#include "shared/model/words.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace muster::schedulewords {
Q_NAMESPACE

/// What has become of what a system shall do at a time.
enum class ScheduleState {
    Waiting, ///< its time has not come
    Claimed, ///< a coordinator is about to ask the members, and nobody else will
    Fired, ///< the members were asked: `job` has what came of it
    Missed, ///< nobody coordinated the system at its time: nobody was asked
    Cancelled, ///< somebody took it back
    Refused, ///< its time came, and it was not to be done then: `why` says why not; nobody was asked
    BrokenOff, ///< who had claimed it ended: whether members were asked is not known
};
Q_ENUM_NS(ScheduleState)

[[nodiscard]] constexpr bool isOver(ScheduleState state)
{
    return state != ScheduleState::Waiting && state != ScheduleState::Claimed;
}

/// Whether it ended, and not as whoever set it wanted.
[[nodiscard]] constexpr bool isAmiss(ScheduleState state)
{
    return state == ScheduleState::Missed || state == ScheduleState::Refused
           || state == ScheduleState::BrokenOff;
}

} // namespace muster::schedulewords

namespace muster {
using schedulewords::ScheduleState;

/// A coordinator's word that it, and nobody else, asks the members.
struct ScheduleClaim
{
    QString by = {};
    QString byName = {};
    QString mark = {};
    Timestamp at{};

    static constexpr auto fields()
    {
        return std::tuple(
            field("by", &ScheduleClaim::by, "Node id of the coordinator").between(1, 128),
            field("byName", &ScheduleClaim::byName, "What it is called").between(0, 255).optional(),
            field("mark", &ScheduleClaim::mark, "No other claim has it").between(1, 64),
            field("at", &ScheduleClaim::at, "When, by its clock"));
    }
    friend bool operator==(const ScheduleClaim &, const ScheduleClaim &) = default;
};

/// What a system, or a node by itself, shall do once, at a time.
struct Schedule
{
    static constexpr qint64 MaxWarnings = 16;
    static constexpr qint64 MaxText = 1000; ///< bytes of a sentence

    QString id = {};
    ControlAction action = ControlAction::PowerOn;
    QList<int> members = {}; ///< numbers; empty for all
    int patienceSeconds = 0;
    Timestamp at{};
    QString setBy = {};
    QString setByName = {};
    Role setByRole = Role::Operator;
    QString setOn = {};
    Timestamp setAt{};
    ScheduleState state = ScheduleState::Waiting;
    QStringList warnings = {};
    QString why = {};
    QString job = {};
    std::optional<ScheduleClaim> claim = {};
    std::optional<Timestamp> endedAt = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &Schedule::id, "Its id").between(1, 32),
            field("action", &Schedule::action, "What the members shall do"),
            field("members", &Schedule::members, "Numbers of those that are asked; empty for all")
                .between(0, MaxMembers)
                .optional(),
            field("patienceSeconds", &Schedule::patienceSeconds,
                  "How long each member may take until its facets show it; 0 for what is usual")
                .between(0, 86'400)
                .optional(),
            field("at", &Schedule::at, "When, by the coordinator's clock"),
            field("setBy", &Schedule::setBy, "Node id of who set it; empty: on the node itself")
                .between(0, 128)
                .optional(),
            field("setByName", &Schedule::setByName, "What it is called").between(0, 255).optional(),
            field("setByRole", &Schedule::setByRole, "What it might do when it set it").optional(),
            field("setOn", &Schedule::setOn, "Node id of who took it").between(0, 128).optional(),
            field("setAt", &Schedule::setAt, "When it was set, by the clock of who took it"),
            field("state", &Schedule::state, "What has become of it"),
            field("warnings", &Schedule::warnings, "What may go wrong with it: clocks that are apart")
                .between(0, MaxWarnings)
                .optional(),
            field("why", &Schedule::why, "Why it was not done, one sentence and what to do").optional(),
            field("job", &Schedule::job, "The job that it became, for state.acted").between(0, 64).optional(),
            field("claim", &Schedule::claim, "Who asks, or asked, the members"),
            field("endedAt", &Schedule::endedAt, "When it ended, by the clock of who tells it"));
    }
    friend bool operator==(const Schedule &, const Schedule &) = default;
};

namespace events {
constexpr QLatin1StringView ScheduleChanged{"state.schedule"}; ///< Schedule; from who coordinates
} // namespace events

} // namespace muster
