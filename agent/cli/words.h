// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/words.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <string>

namespace muster::agent {

/// A role as it is typed: viewer, operator or admin. Empty for anything else.
[[nodiscard]] std::optional<Role> roleOfWord(const std::string &word);
[[nodiscard]] QString roleWord(Role role);
/// For CLI11's check(): empty when the word is a role, else what is wrong with it.
[[nodiscard]] std::string checkRoleWord(const std::string &word);

/// "90s", "30m", "1h", "7d", or seconds without a letter. Empty for anything else.
[[nodiscard]] std::optional<std::chrono::seconds> parseDuration(const QString &text);

/// Rows of cells as lines with aligned columns; the first row is the heading.
[[nodiscard]] QString aligned(const QList<QStringList> &rows);

} // namespace muster::agent
