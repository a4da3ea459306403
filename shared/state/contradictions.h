// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/facet.h"

#include <optional>

namespace muster {

/// What of a node's facets cannot be true together. Pure: of one moment. Sources tell one thing after
/// another, so whoever asks lets a contradiction last a moment before it is told. Nothing follows from what
/// is not known, and power that is on below a host that is off is the way of many machines.
/// @param powerGood whether the power supplies deliver, where somebody knows
[[nodiscard]] QList<Contradiction> contradictionsOf(const QList<FacetValue> &facets,
                                                    std::optional<bool> powerGood = std::nullopt);

} // namespace muster
