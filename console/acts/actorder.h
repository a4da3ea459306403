// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"

#include "shared/api/control.h"
#include "shared/error.h"

namespace muster::console {

/// Whom to ask for an action, and for what.
struct ActOrder
{
    QString system = {}; ///< empty for a node by itself
    QString nodeId = {}; ///< who is asked: the coordinator, or the node itself
    ActParams params = {};
};

/// Who acts for the system, as its members tell; a member that answers where they do not.
/// Errors: Unavailable.
[[nodiscard]] Result<QString> actingNode(const Fleet &fleet, const FleetSystem &system);

/// What a person wants done, before it is known whom to ask.
struct ActWish
{
    QString system = {}; ///< empty for a node by itself
    QString nodeId = {}; ///< with a system that member alone; empty for all its members
    ControlAction action = ControlAction::PowerOn;
    QList<int> members = {}; ///< of a system, by instance; empty for all
};

/// Through who coordinates now. A member whose coordinator does not answer is asked by itself.
/// Errors: NotFound for a system or member that is not known, Unavailable.
[[nodiscard]] Result<ActOrder> orderOf(const Fleet &fleet, const ActWish &wish);

} // namespace muster::console
