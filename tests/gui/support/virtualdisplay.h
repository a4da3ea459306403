// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::console {

/// Runs this program once more, under an X server of its own that shows nothing to anybody and ends with it.
/// Does not return. Without xvfb-run on this machine the test is skipped.
[[noreturn]] void runUnderVirtualDisplay(char **argv);

/// Whether this is that second run.
[[nodiscard]] bool isUnderVirtualDisplay();

} // namespace muster::console
