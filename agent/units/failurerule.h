// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/unitplatform.h"

#include <optional>

namespace muster::agent {

/// The error that is logged for a service that failed (seed 003).
constexpr QLatin1StringView CriticalServiceFailure{"xyz.openbmc_project.State.Error.CriticalServiceFailure"};

/// How a main process ended.
struct ProcessEnd
{
    int code = 0; ///< CLD_EXITED, CLD_KILLED, CLD_DUMPED of <signal.h>; 0: not known
    int status = 0; ///< exit code or signal number

    friend bool operator==(const ProcessEnd &, const ProcessEnd &) = default;
};

/// What has been seen of one unit, as far as the rule needs it.
struct UnitHistory
{
    std::optional<UnitSnapshot> last; ///< nothing before the first look
    ProcessEnd lastEnd; ///< of any of its runs
    bool stopWasAsked = false; ///< its present run was being stopped on request
};

enum class Verdict {
    Nothing,
    Failed, ///< it is failed for good: systemd does not try again by itself
    StoppedBadly, ///< it is "failed", but in a stop that somebody asked for: no failure of ours
    Well, ///< it runs, or has ended well: a failure in an earlier run is over
};

/// Whether systemd has given the unit up. In "failed-before-auto-restart" (systemd 254 and later) it has not.
[[nodiscard]] bool isGivenUp(const UnitStatus &status);

/// Judges a change and takes it into the history. Each state is judged once: what is still so is Nothing.
[[nodiscard]] Verdict judge(UnitHistory &history, const UnitSnapshot &unit);

/// The failure that the unit's present state is, told from it and what was seen before. Call it after
/// judge().
/// @param before the history as it was before judge() took that state in
[[nodiscard]] UnitFailure describeFailure(const UnitHistory &before, const UnitSnapshot &unit);

/// Whether a unit's run has just crashed, though systemd restarts it by itself. Call it after judge().
/// @param before the history as it was before judge() took that state in
[[nodiscard]] bool hasCrashed(const UnitHistory &before, const UnitSnapshot &unit);

/// The failure that a crash is, of a unit for which the first one counts.
[[nodiscard]] UnitFailure describeCrash(const UnitHistory &history, const UnitSnapshot &unit);

/// The failure that a unit in a crash loop has.
/// @param duration within which it was restarted so often
[[nodiscard]] UnitFailure describeLoop(const UnitHistory &history, const UnitSnapshot &unit, int restarts,
                                       std::chrono::seconds duration);

/// The failure that a run is which only the journal tells of.
[[nodiscard]] UnitFailure describePast(const PastFailure &past);

/// The failure that the end of a target's job is. Its chain says what brought it down.
[[nodiscard]] UnitFailure describeJob(const UnitJobEnd &job, const QString &error,
                                      const QList<DependencyLink> &chain);

/// Whether a target's watch is for this end of its job. systemd has more words than the six documented ones:
/// those that say that a start came to nothing (assert, invalid, ...) count as failed.
[[nodiscard]] bool isWatchedFor(const QStringList &errorsToMonitor, const QString &result);

/// The stable id of a unit's run: "fan-control.service@c349404d4c794b16b3022aef724a0edd".
[[nodiscard]] QString runId(const UnitStatus &status);

} // namespace muster::agent
