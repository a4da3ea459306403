// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"

namespace muster::console::story {

/// The coordinator of a system tells its state: all run, but for the second member, whose management is
/// quiesced, the third, which boots, and those that do not answer.
void tellState(Fleet &fleet, const QString &system);
/// A node tells its own: a host that runs while the chassis is off.
void tellOwnState(Fleet &fleet, const QString &nodeId);
/// The host of a member, by the coordinator.
void tellHost(Fleet &fleet, const QString &system, int instance, const QString &value);

} // namespace muster::console::story
