// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>
#include <utility>

namespace muster::console {

/// The records of one extended header of POSIX's pax: "LENGTH KEY=VALUE\n", in their order.
using PaxRecords = QList<std::pair<QByteArray, QByteArray>>;

/// Empty when they are not well-formed.
[[nodiscard]] std::optional<PaxRecords> readPaxRecords(QByteArrayView text);

} // namespace muster::console
