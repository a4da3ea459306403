// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/words.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace muster::agent {

/// Roles as they are typed: viewer, operator, admin.
[[nodiscard]] const std::map<std::string, Role> &roleWords();
[[nodiscard]] QString roleWord(Role role);

/// "90s", "30m", "1h", "7d", or seconds without a letter. Empty for anything else.
[[nodiscard]] std::optional<std::chrono::seconds> parseDuration(const QString &text);

/// Rows of cells as lines with aligned columns; the first row is the heading.
[[nodiscard]] QString aligned(const QList<QStringList> &rows);

} // namespace muster::agent
