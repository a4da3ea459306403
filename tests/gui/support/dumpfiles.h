// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace muster::console::story {

/// Writes a dump of drawer-b as it is offloaded (.tar.zst): journal, logs, unit states, a core, what is
/// missing.
/// @param fans how many fans failed, so that two dumps differ. Empty when it could not be written.
[[nodiscard]] QString writeDump(const QString &folder, const QString &id, int fans);
/// The same with a log of so many lines.
[[nodiscard]] QString writeLargeDump(const QString &folder, int lines);

} // namespace muster::console::story
