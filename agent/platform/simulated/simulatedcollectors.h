// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/collector.h"

namespace muster::agent {

class SimulatedUnits;

/// What dumps of a simulated machine are made of: its units and their journal; nothing of the machine that
/// the agent really runs on.
/// @param units outlives them
[[nodiscard]] Collectors simulatedCollectors(const SimulatedUnits &units);

} // namespace muster::agent
