// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/exitcode.h"
#include "console/batch/table.h"

#include "shared/model/schedule.h"

#include <optional>

namespace muster::console {

/// One schedule, as `muster schedule --json` tells it; or why there is none of that system or node. The names
/// are stable.
struct ScheduleRow
{
    QString system = {};
    QString node = {};
    QString nodeId = {};
    QString firedBy = {};
    std::optional<Schedule> schedule = {};
    QString error = {};
    QString errorName = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("system", &ScheduleRow::system, "The system; empty for a node by itself"),
            field("node", &ScheduleRow::node, "Name of the node that tells it"),
            field("nodeId", &ScheduleRow::nodeId, "Its id"),
            field("firedBy", &ScheduleRow::firedBy,
                  "Name of the coordinator; empty when none is known to act"),
            field("schedule", &ScheduleRow::schedule, "The schedule; absent when there is an error"),
            field("error", &ScheduleRow::error, "Why not; empty when it is known"),
            field("errorName", &ScheduleRow::errorName, "The error's stable name"));
    }
};

struct ScheduleDocument
{
    QList<ScheduleRow> schedules = {};

    static constexpr auto fields()
    {
        return std::tuple(field("schedules", &ScheduleDocument::schedules, "By system or node, and by time"));
    }
};

/// Times are those of the user's zone, with what is between.
[[nodiscard]] Table scheduleTable(const QList<ScheduleRow> &rows, Timestamp now);

/// NotWell when one did not come about within the last day, may not, or has nobody who would fire it.
[[nodiscard]] ExitCode exitCodeOf(const ScheduleRow &row, Timestamp now);

/// "PowerOff, members 1, 3".
[[nodiscard]] QString orderText(const Schedule &schedule);

} // namespace muster::console
