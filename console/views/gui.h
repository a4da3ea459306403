// SPDX-License-Identifier: Apache-2.0
#pragma once

class QApplication;

namespace muster::console {

class Console;

/// Shows the console until its window is closed. The window is there at once; the fleet is read, the key
/// fetched and nodes are connected while it is shown.
/// @return exit status: 0
int runGui(QApplication &application, Console &console);

} // namespace muster::console
