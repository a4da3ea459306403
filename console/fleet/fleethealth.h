// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"

namespace muster::console {

/// How well a node or system is, as the console may say it: nothing is shown as fine that is not known to be.
struct ShownHealth
{
    Health health = Health::Unknown;
    bool stale = true; ///< last known, not present
    int problems = 0; ///< how many things are not well
    int members = 1; ///< how many nodes it speaks for
    int answering = 0; ///< how many of them answer
    std::optional<Timestamp> oldest; ///< when the longest-silent of them was heard, by the console's clock
};

/// How a node is by what it said last: not well while it is Quiesced.
[[nodiscard]] Health saidHealth(const FleetNode &node);
/// A node that does not answer keeps its last health, marked stale, but never as OK: OK becomes Unknown.
[[nodiscard]] ShownHealth healthOf(const FleetNode &node);
/// Worst first over the members; stale when any is. Not well when its members do not act together as they
/// should.
[[nodiscard]] ShownHealth healthOf(const Fleet &fleet, const FleetSystem &system);
[[nodiscard]] ShownHealth healthOf(const Fleet &fleet);

} // namespace muster::console
