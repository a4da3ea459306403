// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"

#include <QCoroTask>

#include <chrono>
#include <stop_token>

namespace muster::console {

/// Looks for nodes that announce themselves by DNS-SD (_muster._tcp) for a while; those found go into the
/// fleet unless they are paired. What they claim is not proven.
/// @param fleet borrowed until the answer
/// @return how many were found. Errors: Unavailable when no Avahi answers here; Cancelled.
[[nodiscard]] QCoro::Task<Result<int>> searchServices(Fleet &fleet, std::chrono::seconds time,
                                                      std::stop_token stop);

} // namespace muster::console
