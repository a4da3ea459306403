// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetactions.h"

#include "shared/api/dumps.h"

#include <functional>
#include <stop_token>

namespace muster::console {

/// So many are named in one order: a coordinator has each deletion known to its members before the next one.
inline constexpr qsizetype DeletedAtOnce = 16;
/// For each order.
inline constexpr std::chrono::seconds DeleteDeadline{60};

/// Deletes dumps of a node, some after the others. The actions outlive the task.
/// @param told hears what came of some of them; those that were not asked for, after a stop, it does not hear
/// of
[[nodiscard]] QCoro::Task<>
deleteDumps(FleetActions &actions, QString nodeId, QStringList ids,
            std::function<void(const QStringList &some, const Result<DumpDeleteAnswer> &answer)> told,
            std::stop_token stop = {});

} // namespace muster::console
