// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/boot.h"

namespace muster::console::story {

/// A host that has booted three times as usual and failed once, and stands at PCI now, longer than ever.
[[nodiscard]] BootHistory boots(Timestamp present);

} // namespace muster::console::story
