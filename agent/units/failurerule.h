// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/unitplatform.h"

#include <optional>

namespace muster::agent {

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

/// The stable id of a unit's run: "fan-control.service@c349404d4c794b16b3022aef724a0edd".
[[nodiscard]] QString runId(const UnitStatus &status);

} // namespace muster::agent
