// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace muster::console {

/// Pictures of the window that looks into dumps, as shots takes them.
void takeBrowserShots(const QString &folder, const QString &word);

} // namespace muster::console
