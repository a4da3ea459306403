// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/facet.h"

#include <optional>

namespace muster::agent {

/// Where a request takes the power.
enum class Direction { Up, Down, Around };

/// Nothing for what leaves the power alone.
[[nodiscard]] std::optional<Direction> directionOf(ControlAction action);

/// The facet that is in a transition that does not go where the action would; null when there is none. One
/// that lasts since before `stuckBefore` is stuck, and in nobody's way. Pure.
[[nodiscard]] const FacetValue *inTheWayOf(ControlAction action, const QList<FacetValue> &facets,
                                           Timestamp stuckBefore);

/// Whether the facets show that the request has had its effect, or that it has begun: what they show is then
/// all there is to go by. Pure.
[[nodiscard]] bool shows(const QList<FacetValue> &facets, ControlAction action);

} // namespace muster::agent
