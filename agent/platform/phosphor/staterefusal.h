// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

class QDBusError;

namespace muster::agent {

/// Why a state service does not take a requested transition, and what to do. Errors: Unsupported, Conflict,
/// Busy, Unavailable, Timeout, Forbidden.
[[nodiscard]] Error errorOfTransition(const QDBusError &error, const QString &transition);

} // namespace muster::agent
