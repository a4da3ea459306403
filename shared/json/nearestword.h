// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace muster {

/// The known word that somebody who typed `word` most likely meant: equal but for case, or a few keystrokes
/// away (at most three, and half of its length). Empty when none is that near.
[[nodiscard]] QString nearestWord(const QString &word, const QStringList &known);

} // namespace muster
