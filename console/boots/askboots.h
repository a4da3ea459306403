// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetactions.h"

#include "shared/api/boot.h"

#include <chrono>

namespace muster::console {

/// What one node answered about its boots.
struct NodeBoots
{
    QString nodeId = {};
    Result<BootHistory> history = BootHistory();
};

/// The boots of nodes, asked at the same time, in the order given. A change is told by the events boot.*;
/// nothing needs to be asked again without one. `actions` outlives the task. Errors of each: those of
/// FleetActions::call(); Unsupported from an agent that is too old.
/// @param deadline of each node
[[nodiscard]] QCoro::Task<QList<NodeBoots>> askBoots(FleetActions &actions, QStringList nodeIds,
                                                     std::chrono::milliseconds deadline = DefaultDeadline);

} // namespace muster::console
