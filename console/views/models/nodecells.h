// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/openfailures.h"
#include "console/views/models/cell.h"

#include <QCoreApplication>

namespace muster::console {

/// Whether its units are known to be as shown: it answers and watches them.
[[nodiscard]] bool seesUnits(const FleetNode &node);

/// Critical while something failed that nobody has acknowledged, calmer while something is open.
[[nodiscard]] Tone toneOf(const FailureCounts &counts);

/// Cells that several tables of nodes share.
class NodeCells
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::NodeCells)
public:
    [[nodiscard]] static Cell name(const FleetNode &node);
    [[nodiscard]] static Cell state(const FleetNode &node); ///< in words; with "?" when it is the last known
    [[nodiscard]] static Cell units(const FleetNode &node); ///< how many watched units are active
    [[nodiscard]] static Cell
    failures(const FleetNode &node); ///< how many are open; with "?" when there may be more
    [[nodiscard]] static Cell heard(const FleetNode &node);
    [[nodiscard]] static Cell up(const FleetNode &node); ///< since when it is up
    [[nodiscard]] static Cell clock(const FleetNode &node); ///< how far its clock is from ours
};

} // namespace muster::console
