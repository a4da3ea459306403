// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/colours.h"

#include <QString>

namespace muster::console {

/// A piece of a line in one colour.
struct LinePart
{
    qsizetype at = 0;
    qsizetype length = 0;
    Colour colour = Colour::Text;
    friend bool operator==(const LinePart &, const LinePart &) = default;
};

// Each makes pieces that follow one another and are the whole line. The words themselves tell what the
// colours do.

/// By the first word that tells of trouble: error, failed, panic; warning, timed out.
[[nodiscard]] QList<LinePart> logParts(const QString &line);
/// Names, texts, numbers and words of JSON.
[[nodiscard]] QList<LinePart> jsonParts(const QString &line);
/// By the sign at the beginning: - goes, + comes.
[[nodiscard]] QList<LinePart> differenceParts(const QString &line);

} // namespace muster::console
