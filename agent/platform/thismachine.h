// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/platform.h"

namespace muster::agent {

/// The platform of the machine that this program runs on.
[[nodiscard]] Platform platformOfThisMachine();

} // namespace muster::agent
