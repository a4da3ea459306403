// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::console {

/// Starts an X server that shows nothing to anybody, on a display that nobody else has, and makes it this
/// process's; it ends with it. To be called before there is a QGuiApplication. Without Xvfb on this machine
/// the test is skipped.
void useVirtualDisplay();

} // namespace muster::console
