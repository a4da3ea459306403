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
/// More failures: on drawer-c a target and the service that brought it down; on app-frame-03-a one that fails
/// again and again, acknowledged; on db-frame-2-b one that has recovered by itself, on a node that this
/// console may only read.
void addIncidents(Fleet &fleet);
/// The failure that the incident on drawer-c began with, and the target that it brought down.
[[nodiscard]] QString causeId();
[[nodiscard]] QString targetId();
/// So many failures of different units, over all drawers but d.
void fillFailures(Fleet &fleet, int count);
/// What led up to the failure of fan-control.service, oldest first.
[[nodiscard]] QList<FleetEvent> leadUp();

/// Makes these nodes a system: all of them know it, and the first coordinates.
void joinSystem(Fleet &fleet, const QString &name, const QStringList &nodeIds);
/// drawer-c is known by the word of drawer-a only.
void forgetPairingWithC(Fleet &fleet);
/// db-frame-1 as after a split: no coordinator acts, and drawer-c was away while the system was changed.
void splitSystem(Fleet &fleet);
/// A group that only this console knows: bench, of lab-bench-3.
void addGroup(Fleet &fleet);
/// So many well systems of four: frame-000…
void fillSystems(Fleet &fleet, int count);

/// So many well lone nodes: node-0000…
void fillMany(Fleet &fleet, int count);
[[nodiscard]] FleetEvent unitEvent(const QString &nodeId, qint64 sequence, Health severity,
                                   const QString &text);
/// A plausible hour of events, oldest first.
[[nodiscard]] QList<FleetEvent> hourOfEvents(int count);

} // namespace muster::console::story
