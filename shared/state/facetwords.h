// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/facet.h"

#include <span>

namespace muster {

/// The closed vocabulary of a facet, from the least to the most advanced; OpenBMC's words. Unknown is none of
/// them.
///
/// Of boot progress there is no order that all platforms keep, so this one is ours: the usual way of a boot;
/// what a firmware calls its own stage (OEM) counts as hardly begun, for how far it is cannot be known.
[[nodiscard]] std::span<const QLatin1StringView> wordsOf(Facet facet);

/// Where a value stands in that order, from 0; nothing for Unknown and for what is no word of the facet.
[[nodiscard]] std::optional<int> rankOf(Facet facet, QStringView value);

/// The word for what a source said: the last part of a D-Bus enumeration
/// (xyz.openbmc_project.State.BMC.BMCState.Ready), or the word itself. Unknown when there is none.
[[nodiscard]] QString wordFor(Facet facet, QStringView raw);

/// What a value says by itself of how well the node is. A host that is off is well, and so is one that boots;
/// a management that is not ready may be so for long without a fault, and cannot be called well meanwhile:
/// Unknown.
[[nodiscard]] Health healthOf(Facet facet, QStringView value);

} // namespace muster
