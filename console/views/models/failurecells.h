// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"
#include "console/views/models/cell.h"

#include <QCoreApplication>

namespace muster::console {

/// How a failure stands. Ordered: a greater one asks more for somebody.
enum class FailureStanding {
    Over, ///< recovered, and acknowledged where that is possible
    Recovered, ///< by itself; nobody has acknowledged it
    Acknowledged, ///< still failed
    MaybeFailed, ///< it was when its node was heard or watched last
    Failed,
};

[[nodiscard]] FailureStanding standingOf(const FleetNode &node, const UnitFailure &failure);
[[nodiscard]] Mark markOf(FailureStanding standing);
[[nodiscard]] Tone toneOf(FailureStanding standing);

/// Words for failures that tables and lists share.
class FailureCells
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::FailureCells)
public:
    [[nodiscard]] static QString word(FailureStanding standing); ///< "failed?"
    [[nodiscard]] static QString words(FailureStanding standing, int count); ///< "3 failed"
    [[nodiscard]] static Cell state(const FleetNode &node, const UnitFailure &failure);
    [[nodiscard]] static Cell times(qint64 count); ///< "3×"; empty for once
    [[nodiscard]] static QString why(const UnitFailure &failure); ///< with how many were suppressed
};

} // namespace muster::console
