// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"

#include "shared/api/schedule.h"

namespace muster::console::story {

/// A day of the state of db-frame-1 as drawer-a told it, oldest first: it was booted, its management was
/// quiesced for a while, drawer-d fell silent, and for some minutes nobody coordinated.
[[nodiscard]] QList<FleetEvent> dayOfState(Timestamp present);
/// What db-frame-1 shall do tonight and has done: one waits with a warning, one was done, one was missed.
[[nodiscard]] ScheduleList schedules(Timestamp present);

} // namespace muster::console::story
