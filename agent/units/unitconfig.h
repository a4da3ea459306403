// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/units/unitfile.h"

#include <QList>
#include <QStringList>

namespace muster::agent {

/// parseUnitFile() from the disk; its source is the whole path. Further errors: NotFound, Io.
[[nodiscard]] Result<UnitFile> readUnitFile(const QString &path);

/// The files of a units.d folder that count, by name: *.json, none that is hidden.
[[nodiscard]] QStringList unitFilesIn(const QString &folder);

/// All that is wrong with a units.d folder, for a check of the configuration: bad files, too many files or
/// units. A folder without files, or none at all, is not wrong.
[[nodiscard]] QList<Error> checkUnitFolder(const QString &folder);

} // namespace muster::agent
