// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

class QDBusError;

namespace muster::agent {

/// What an error reply of a phosphor service means to us. Errors beside those of errorOf(): Busy,
/// QuotaExceeded, Unsupported, Conflict, Invalid, Io.
[[nodiscard]] Error errorOfPhosphor(const QDBusError &error, const QString &what);

} // namespace muster::agent
