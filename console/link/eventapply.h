// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"

#include "shared/json/jsonvalue.h"

namespace muster::console {

/// Most failures and jobs kept of one node; failures whose unit has not recovered are never dropped for it.
constexpr qsizetype MaxFailures = 1000;
constexpr qsizetype MaxJobs = 200;

struct Applied
{
    NodeAspects changed{};
    bool needsSnapshot = false; ///< it says that something is another without saying what
    bool needsSystemFacets = false; ///< the state of the whole is another; the members' parts are not told
};

/// Brings what an event says into the node's state. Pure. What a snapshot took into account already is left
/// alone, so events may come before, between and after snapshots. Data that cannot be read changes nothing.
/// @param data of the event, as it was parsed with it
Applied applyEvent(FleetNode &node, const Event &event, const std::optional<JsonValue> &data);

} // namespace muster::console
