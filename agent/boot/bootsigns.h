// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/facet.h"

#include <optional>

namespace muster::agent {

/// What a node's facets say of its host's boot at one moment.
struct BootSigns
{
    QString stage = {}; ///< the facet BootProgress; empty where the node has none
    std::optional<Timestamp> stageAt = {}; ///< since when, as the facet has it
    QString host = {}; ///< the facet Host; empty where the node has none
    QString os = {}; ///< the facet OperatingSystem; empty where the node has none

    /// Whether they tell anything: a boot cannot be followed by what is not known.
    [[nodiscard]] bool isKnown() const;
    [[nodiscard]] bool isHostDown() const; ///< off, on the way there, or Quiesced
    [[nodiscard]] bool isHostQuiesced() const;
    [[nodiscard]] bool isHostStarting() const;
    [[nodiscard]] bool isAtStage() const; ///< of a boot, and not behind it
    [[nodiscard]] bool isBooted() const; ///< by its last stage
    [[nodiscard]] bool isOsUp() const; ///< by what the operating system says

    friend bool operator==(const BootSigns &, const BootSigns &) = default;
};

/// Pure.
[[nodiscard]] BootSigns bootSignsOf(const QList<FacetValue> &facets);

} // namespace muster::agent
