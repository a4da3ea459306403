// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/batch.h"

namespace muster::console {

/// Who acts for the system, as its members tell; a member that answers where they do not.
/// Errors: Unavailable.
[[nodiscard]] Result<QString> actingNode(Batch &batch, const FleetSystem &system);

/// These nodes, and the other members of their systems, who know who coordinates.
[[nodiscard]] QStringList withFellows(const Fleet &fleet, const QStringList &nodeIds);

} // namespace muster::console
