// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"

namespace muster::console {

/// Something about a system as such that is not as it should be. How its members are is another matter.
struct SystemFinding
{
    enum class Kind {
        OnlyHere, ///< only this console knows it: its members do not act together
        Untold, ///< no member that could tell who coordinates answers
        NoneActs,
        Unsure, ///< somebody may act
        Contradiction,
        Fenced, ///< a coordinator that was replaced may act still
        Silent, ///< the coordinator does not hear a member
        Skewed, ///< a member's clock is too far off
        Behind, ///< a member has an older membership
        Denies, ///< a member says that it is none
        Differs, ///< a member has another membership of the same generation
    };

    Kind kind = Kind::Untold;
    QString nodeId; ///< whom it is about; empty for the whole
    QString why; ///< as it was told; may be empty
};

/// What is not as it should be, the whole first, then by member. Pure.
[[nodiscard]] QList<SystemFinding> findingsOf(const Fleet &fleet, const FleetSystem &system);

/// Whether it is known to be other than it should be. What is not known is no finding of this kind.
[[nodiscard]] bool isAmiss(const FleetSystem &system);

} // namespace muster::console
