// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/logentry.h"

#include <QMap>
#include <QVariantMap>

/// What phosphor-logging's objects say, as we tell it.
namespace muster::agent::phosphor {

using LogInterfaces = QMap<QString, QVariantMap>; ///< of one object, by name

/// The number at the end of an entry's path; empty for any other path.
[[nodiscard]] QString logIdOf(const QString &path);

/// An entry as it is listed.
[[nodiscard]] LogEntry logEntryOf(const QString &path, const LogInterfaces &interfaces);
/// The same with its additional data, which older releases keep as a list of "KEY=value" and newer ones as a
/// dictionary.
[[nodiscard]] LogEntry wholeLogEntryOf(const QString &path, const LogInterfaces &interfaces);

/// Paths of entries that an object is associated with.
[[nodiscard]] QStringList associatedWith(const LogInterfaces &interfaces);

} // namespace muster::agent::phosphor
