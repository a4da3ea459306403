// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/facet.h"
#include "shared/model/restore.h"

#include <optional>

namespace muster::agent {

/// What a node kept of its power while its agent ran.
struct PowerMemory
{
    QString bootId = {};
    bool wasOrderly = false; ///< it was shut down or restarted on request
    bool hadChassis = false; ///< something beside the host told of the power
    PowerWas power = PowerWas::Unknown;
};

/// What it finds when its agent starts.
struct PowerSigns
{
    QString bootId = {};
    PowerWas chassis = PowerWas::Unknown; ///< the chassis' power, settled
    QString startCause = {}; ///< see RestorePlatform
};

struct OutageJudgement
{
    OutageVerdict verdict = OutageVerdict::Unknown;
    QString why = {};

    friend bool operator==(const OutageJudgement &, const OutageJudgement &) = default;
};

/// Whether the chassis' power has to be known before it can be judged.
[[nodiscard]] bool needsChassis(const std::optional<PowerMemory> &memory, const PowerSigns &signs);

/// Whether the node lost its power in between. Pure.
/// @param memory nothing when the agent never ran here before
[[nodiscard]] OutageJudgement judgeOutage(const std::optional<PowerMemory> &memory, const PowerSigns &signs);

/// On or Off by the node's chassis; without one by its host. Unknown while it changes. Pure.
[[nodiscard]] PowerWas powerOf(const QList<FacetValue> &facets);
/// By the chassis alone. Pure.
[[nodiscard]] PowerWas chassisPowerOf(const QList<FacetValue> &facets);
[[nodiscard]] bool hasChassis(const QList<FacetValue> &facets);

} // namespace muster::agent
