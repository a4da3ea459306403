// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/fleet/fleetactions.h"

#include "shared/api/dumps.h"

#include <stop_token>

namespace muster::console {

/// Whether it stays as it is: complete, partial or failed.
[[nodiscard]] inline bool isOver(DumpState state)
{
    return state == DumpState::Complete || state == DumpState::Partial || state == DumpState::Failed;
}

/// Waits until a dump is over. Needs the node's events to be followed; asks besides, when a while has passed
/// without a word. Fleet and actions outlive the task. Errors: those of FleetActions::call(); NotFound when
/// it was deleted meanwhile; Cancelled.
[[nodiscard]] QCoro::Task<Result<DumpEntry>> awaitDump(Fleet &fleet, FleetActions &actions, QString nodeId,
                                                       QString dumpId, std::stop_token stop);

} // namespace muster::console
