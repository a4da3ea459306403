// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/bytes.h"
#include "console/archive/workwatch.h"

#include <functional>

namespace muster::console {

/// Visits the lines of a text in order, without their ends, until the visitor returns false. Of a line longer
/// than `most` bytes only so many are shown. Errors: Io, Cancelled.
[[nodiscard]] Result<void> scanLines(const Bytes &bytes, qint64 most, const WorkWatch &watch,
                                     const std::function<bool(qint64 number, QByteArrayView line)> &visit);

} // namespace muster::console
