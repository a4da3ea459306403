// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"

namespace muster::console {

/// Whether the node takes note of who acknowledges a failure. One whose agent is older does not, and nobody
/// can.
[[nodiscard]] bool takesNote(const FleetNode &node);

/// Whether a failure asks for somebody still: its unit has not recovered, or nobody has acknowledged it.
/// Where nobody can, what has recovered is over.
[[nodiscard]] bool isOpen(const FleetNode &node, const UnitFailure &failure);

/// Whether nobody has taken note of an open failure.
[[nodiscard]] bool isUnseen(const FleetNode &node, const UnitFailure &failure);

/// What the failures that belong together have in common: of a lone one, its own id.
[[nodiscard]] const QString &incidentOf(const UnitFailure &failure);

struct FailureCounts
{
    int open = 0; ///< failed ones and those that nobody has acknowledged
    int failed = 0; ///< not recovered
    int unseen = 0; ///< open, and nobody has taken note

    FailureCounts &operator+=(const FailureCounts &other);
    friend bool operator==(const FailureCounts &, const FailureCounts &) = default;
};

[[nodiscard]] FailureCounts countFailures(const FleetNode &node);

} // namespace muster::console
