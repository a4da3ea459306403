// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/facet.h"

#include <chrono>
#include <optional>

namespace muster {

struct SystemSettings;

/// A facet of the whole out of its members'. Pure; in any order of the members.
/// @param coordinator its number; 0 when it is no member
[[nodiscard]] SystemFacet aggregate(Facet facet, AggregateRule rule, int coordinator,
                                    QList<MemberFacet> members);

/// The rule that a system's settings have for a facet.
[[nodiscard]] AggregateRule ruleFor(const SystemSettings &settings, Facet facet);

/// How long a silent member's word counts for something.
[[nodiscard]] std::chrono::milliseconds patienceWith(const SystemSettings &settings, bool hasAnnouncedReset);

/// A member's part, told last, as it counts now that the member has been silent: stale, never well, older by
/// the silence; and Unknown and Critical once it has lasted. Pure.
[[nodiscard]] MemberFacet afterSilence(MemberFacet last, std::chrono::milliseconds silence,
                                       std::chrono::milliseconds patience);

/// Leaves so many members' parts, the least well first, so that the answer for a large system fits into one
/// message; what is said of the whole stays whole.
void keepWorst(QList<MemberFacet> &members, qsizetype room);

/// The worst of all facets; Unknown when there are none.
[[nodiscard]] Health overallHealth(const QList<SystemFacet> &facets);

} // namespace muster
