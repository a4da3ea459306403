// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/schedule.h"

#include "agent/composite/beats.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>

#include <chrono>

namespace muster::agent {

/// A schedule is done this much late at most, and else never: long enough for another coordinator to take
/// over (three of the usual leases, and the members' way to it), and short enough that whoever set it still
/// reckons with it.
constexpr std::chrono::milliseconds ScheduleGrace{60'000};
/// How long a new coordinator waits for the members before it fires without those that are missing.
constexpr std::chrono::milliseconds ScheduleSettle{10'000};
/// Clocks that are further apart than this refuse a schedule: nobody knows which time was meant.
constexpr std::chrono::milliseconds RefusedSkew{30'000};
/// How far ahead a schedule may be.
constexpr std::chrono::days LongestAhead{366};
/// Schedules of one system that wait.
constexpr qsizetype MaxWaitingSchedules = 64;
/// Those that have ended are kept so many.
constexpr qsizetype KeptSchedules = 32;

enum class DueStep {
    Wait, ///< its time has not come
    Settle, ///< it has; members may still be on their way to this coordinator
    Fire,
    Miss, ///< it passed while nobody could act
};

/// What is to be done now with a schedule that waits. Pure; the clock may have been set meanwhile.
/// @param actingFor how long this node has been able to act, by a clock that does not jump
/// @param isWhole all members are known to have it
[[nodiscard]] DueStep dueStep(Timestamp at, Timestamp now, std::chrono::milliseconds actingFor, bool isWhole);

/// How clocks stand to each other.
struct SkewFinding
{
    QStringList warnings; ///< who is further off than the system allows, and whose clock is not known
    QStringList refusing; ///< who is further off than RefusedSkew
};

/// Pure. The middle of all clocks counts as right, so a coordinator that is wrong itself is named.
/// @param readings by node id; the coordinator's own is 0
[[nodiscard]] SkewFinding findSkew(const Membership &system, const QHash<QString, ClockReading> &readings);

/// Errors: Invalid.
[[nodiscard]] Result<void> checkTime(Timestamp at, Timestamp now);

/// One schedule of two that were written apart from each other: what has gone further. Two coordinators that
/// have both claimed it and not fired: neither does. A BodyMerge.
[[nodiscard]] QByteArray mergeSchedules(QByteArrayView earlier, QByteArrayView later);

/// Which of these are to be forgotten: the ones that ended first, beyond KeptSchedules.
[[nodiscard]] QStringList forgettable(const QList<Schedule> &all);

/// "PowerOn at 2026-11-27T22:30:00.000Z".
[[nodiscard]] QString scheduleText(const Schedule &schedule);

} // namespace muster::agent
