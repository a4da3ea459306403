// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/schedule.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>

#include <chrono>
#include <optional>

namespace muster::agent {

class Composite;
class ScheduleBook;

/// What firing needs. All are borrowed; nothing of it is touched once `life` is gone.
struct FireParts
{
    Composite &composite;
    ScheduleBook &book;
    QString ownName;
    QPointer<QObject> life;
};

/// Until members have told their clocks.
constexpr std::chrono::milliseconds ClockTime{2'000};
/// Until members have a claim, or a schedule that somebody sets or cancels.
constexpr std::chrono::milliseconds SpreadTime{5'000};

/// Fires a schedule whose time has come, on the coordinator. A member is asked only once it has the claim on
/// its own disk: whoever coordinates next knows of it from any member that was asked, and asks nobody again.
/// @return how it ended, to be written; Waiting with its claim taken back when this node may not act any more
/// and has asked nobody; nothing when it stays as it is
[[nodiscard]] QCoro::Task<std::optional<Schedule>> fireSchedule(FireParts parts, Schedule schedule);

} // namespace muster::agent
