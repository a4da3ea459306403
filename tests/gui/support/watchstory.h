// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/gui/support/scriptedactions.h"

namespace muster::console::story {

/// What drawers of db-frame-1 watch, for whoever edits it: a has a critical.json, b another one, c none; d
/// does not answer, and lab-bench-3 may only be read. A check tells one new unit, one dropped and one that b
/// does not have; what is written is taken.
void letWatchListsBeEdited(Fleet &fleet, ScriptedActions &actions);

/// The critical.json of drawer a.
[[nodiscard]] QString watchList();

} // namespace muster::console::story
