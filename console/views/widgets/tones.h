// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/cell.h"
#include "console/views/theme/colours.h"

namespace muster::console {

[[nodiscard]] Colour textColour(Tone tone);
[[nodiscard]] Colour groundColour(Tone tone); ///< of badges and banners
[[nodiscard]] Tone toneOf(Mark mark);

} // namespace muster::console
