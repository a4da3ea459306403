// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

namespace muster::console {

/// How a batch verb ends. Scripts rely on the numbers.
enum class ExitCode {
    Well = 0, ///< done, and all is well
    NotWell = 1, ///< done, and what was asked about is not well
    BadInput = 2, ///< wrong usage or bad input
    Unreachable = 3, ///< could not reach or be let in
    Refused = 4, ///< refused by the node: busy, quota, forbidden, conflict
    BrokenOff = 5, ///< broken off half-way
};

/// The exit code of a failure.
[[nodiscard]] ExitCode exitCodeOf(ErrorCode code);

} // namespace muster::console
