// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"

namespace muster::console {

/// What people note about a system: as the coordinator has it, or else the latest that a member told.
[[nodiscard]] std::optional<SystemNote> noteOf(const Fleet &fleet, const FleetSystem &system);

} // namespace muster::console
