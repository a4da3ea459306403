// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"

#include <QCoroTask>

#include <chrono>
#include <functional>
#include <stop_token>

namespace muster::console {

/// What was lost on the way is asked for after so long.
inline constexpr std::chrono::seconds AskAgain{5};

/// Answers when such an event comes, or AskAgain has passed. The fleet outlives the task.
/// @return false when stopped
[[nodiscard]] QCoro::Task<bool> eventHeard(Fleet &fleet, std::function<bool(const FleetEvent &event)> isSuch,
                                           std::stop_token stop);

} // namespace muster::console
