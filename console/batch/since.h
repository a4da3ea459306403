// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/timestamp.h"

#include <QString>

#include <variant>

namespace muster::console {

/// From when on events are wanted: a time, or a number in one node's journal.
using Since = std::variant<Timestamp, qint64>;

/// "4711" is a number; "90s", "15m", "2h", "3d" a time before now; "2026-11-21T14:02:17Z" a time in UTC,
/// "2026-11-21" or "2026-11-21 14:02" one in the user's zone. Pure. Errors: Invalid.
[[nodiscard]] Result<Since> sinceFrom(const QString &text, Timestamp now);

} // namespace muster::console
