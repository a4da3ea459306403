// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/timestamp.h"
#include "shared/model/words.h"

#include <QString>

#include <optional>

namespace muster::console {

/// How a piece of text is coloured on a terminal; the words alone must tell the same.
enum class Tone { Plain, Strong, Dim, Well, Care, Critical };

/// Text of other machines made safe for a terminal and one line: line breaks and tabs become spaces, all
/// other control characters, escape sequences' introducers and marks that turn the direction of writing
/// become U+FFFD.
[[nodiscard]] QString safeText(QStringView text);

/// Wraps text that is safe already in the colour's sequences; as it is when not `coloured`.
[[nodiscard]] QString toned(const QString &text, Tone tone, bool coloured);

/// "now", "12 s", "3 min", "2 h", "4 d"; "never" without a time.
[[nodiscard]] QString ageText(std::optional<Timestamp> then, Timestamp now);
/// The same as people say it: "just now", "5 min ago".
[[nodiscard]] QString sinceText(Timestamp then, Timestamp now);
/// "2026-11-21 14:02:17" in the user's time zone.
[[nodiscard]] QString localTimeText(Timestamp time);

[[nodiscard]] Tone toneOf(Health health);
/// "OK", "Warning"; with "?" behind it when it is only the last known.
[[nodiscard]] QString healthText(Health health, bool isStale);

} // namespace muster::console
