// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace muster::console {

/// Pictures of the sheet for power and restarts, as shots takes them.
void takeActShots(const QString &folder, const QString &word);

} // namespace muster::console
