// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/timestamp.h"

#include <QString>
#include <QTimeZone>

namespace muster::console {

/// A time that is to come. "+90m", "+1h30m", "+2d" from now; "22:30" or "22:30:15" when the clock shows that
/// next; "2026-11-27 22:30" (also with T, with seconds) in `zone`, or with "Z" or an offset as it says. A
/// local time that a change to or from daylight saving leaves out, or has twice, is refused, with the two
/// that may be meant. Pure. Errors: Invalid, also for a time that has passed.
[[nodiscard]] Result<Timestamp> comingTimeFrom(const QString &text, Timestamp now, const QTimeZone &zone);

/// "in 3 h 2 min", "in 40 s", "5 min ago".
[[nodiscard]] QString untilText(Timestamp then, Timestamp now);

} // namespace muster::console
