// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetactions.h"

#include "shared/api/dumps.h"

namespace muster::console {

/// The word in `hello` of an agent that has a dump service.
constexpr QLatin1StringView DumpsCapability{"dumps"};

/// All dumps of a node, newest first, page by page; one that comes or goes meanwhile is told by an event.
/// `actions` outlives the task. Errors: those of FleetActions::call(); Invalid for an answer that cannot be
/// read, or pages that never end.
[[nodiscard]] QCoro::Task<Result<QList<DumpEntry>>> listDumps(FleetActions &actions, QString nodeId);

} // namespace muster::console
