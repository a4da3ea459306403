// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

class QApplication;

namespace muster::console {

class Console;

/// Shows the console until its window is closed. The window is there at once; the fleet is read, the key
/// fetched and nodes are connected while it is shown.
/// @param dumpFiles dumps on this machine, opened at once in a window of their own
/// @return exit status: 0
int runGui(QApplication &application, Console &console, const QStringList &dumpFiles = {});

} // namespace muster::console
