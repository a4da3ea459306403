// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"

#include "shared/model/facet.h"

#include <optional>

namespace muster::console {

/// The state of a system as it may be shown now.
struct ShownState
{
    SystemFacets state;
    QString toldBy; ///< node id
    bool isStale = false; ///< who told it does not answer, or does not coordinate any more
};

/// What a coordinator said, as it may be shown after a time.
/// @param silence since who told it was heard last; nothing while it answers: what it said then stands. Ages
/// of members that are silent to the coordinator grow with `sinceTold` all the same.
[[nodiscard]] SystemFacets agedState(SystemFacets told, std::chrono::milliseconds sinceTold,
                                     std::optional<std::chrono::milliseconds> silence);

/// By the word of the coordinator that acts, else the last that any member told. Nothing when none ever did.
[[nodiscard]] std::optional<ShownState> stateOf(const Fleet &fleet, const FleetSystem &system, Timestamp now);

/// How long ago a facet of a node was known to be so; nothing when it never was. Does not grow while the node
/// answers: it tells each change.
[[nodiscard]] std::optional<std::chrono::milliseconds> ageOf(const FleetNode &node, const FacetValue &facet,
                                                             Timestamp now);

} // namespace muster::console
