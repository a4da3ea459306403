// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/fleet/fleetactions.h"

#include "shared/model/control.h"

#include <chrono>
#include <functional>
#include <stop_token>

namespace muster::console {

struct ActFollowing
{
    /// Until all have an end; else until all have answered.
    bool isWaited = true;
    /// For each question.
    std::chrono::milliseconds deadline{};
    /// How far it is; an error when who watches it is not reached now. Called on the way only.
    std::function<void(const Result<SystemAct> &act)> told = {};
    std::stop_token stop = {};
};

/// Follows an action that a node runs, also through its restart: who is not reached is asked again until it
/// is stopped. Fleet and actions outlive the task. Errors: Cancelled when stopped, NotFound, and what the
/// node refuses.
[[nodiscard]] QCoro::Task<Result<SystemAct>> followAct(Fleet &fleet, FleetActions &actions, QString nodeId,
                                                       QString job, ActFollowing how);

} // namespace muster::console
