// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/control.h"

#include <QStringList>

#include <chrono>

namespace muster::agent {

/// How long a member usually may take until its facets show it.
[[nodiscard]] std::chrono::milliseconds patienceFor(ControlAction action);

/// Whether another action can be asked of these members while one is under way. The same again and the
/// opposite cannot; what goes the same way harder can: off at once, after the shutdown got stuck.
/// Errors: Conflict, naming who runs what. Pure.
/// @param nodeIds of the members that would be asked
[[nodiscard]] Result<void> checkBeside(const SystemAct &underWay, ControlAction action,
                                       const QStringList &nodeIds);

/// What came of it for all, one sentence: an error unless all are done. Pure.
[[nodiscard]] Result<QString> outcomeOf(const SystemAct &act);

/// "PowerOn".
[[nodiscard]] QString actionWord(ControlAction action);
[[nodiscard]] QString stepWord(ActStep step);

} // namespace muster::agent
