// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace muster {

/// A moment in UTC, with milliseconds. On the wire ISO 8601: "2026-11-21T14:02:17.381Z".
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

[[nodiscard]] Timestamp now();
[[nodiscard]] Timestamp fromMicrosecondsSinceEpoch(quint64 usec); ///< as systemd counts
[[nodiscard]] QByteArray toIso(Timestamp time);
/// Exactly the form that toIso() writes, with or without milliseconds; empty for anything else.
[[nodiscard]] std::optional<Timestamp> timestampFromIso(QByteArrayView text);
[[nodiscard]] QDateTime toDateTime(Timestamp time); ///< in UTC

} // namespace muster
