// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/dumps/dumpbook.h"
#include "console/fleet/fleet.h"

#include "shared/api/dumps.h"

namespace muster::console::story {

/// The nodes of db-frame-1 can make dumps: those that answer have told theirs, in all states.
void addDumps(Fleet &fleet, DumpBook &book);
/// So many complete dumps on a node, a minute apart.
[[nodiscard]] QList<DumpEntry> manyDumps(const QString &node, int count);
/// What is in the dump of drawer-b that somebody asked for.
[[nodiscard]] DumpDetails dumpDetails();
/// What a node can make.
[[nodiscard]] DumpKinds dumpKinds();

} // namespace muster::console::story
