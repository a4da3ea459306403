// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"

namespace muster::console::story {

/// A fleet as one would meet it: db-frame-1 of four drawers with fan-control.service failed on drawer-b and
/// drawer-d silent, other systems that are well, a lone node, a node that refuses the console, one that was
/// found.
void fillFleet(Fleet &fleet);

/// Members of db-frame-1 by their letter: "node-drawer-b".
[[nodiscard]] QString drawerId(char letter);
[[nodiscard]] QString failureId();
[[nodiscard]] UnitEvidence fanEvidence();

[[nodiscard]] FleetNode wellNode(const QString &name, const QString &address);
/// So many well lone nodes: node-0000…
void fillMany(Fleet &fleet, int count);
[[nodiscard]] FleetEvent unitEvent(const QString &nodeId, qint64 sequence, Health severity,
                                   const QString &text);
/// A plausible hour of events, oldest first.
[[nodiscard]] QList<FleetEvent> hourOfEvents(int count);

} // namespace muster::console::story
