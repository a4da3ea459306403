// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/tls/nodeid.h"

#include <QDateTime>

#include <openssl/types.h>

#include <chrono>

namespace muster {

/// By how much clocks may differ before a certificate counts as expired or not yet valid.
constexpr std::chrono::hours ClockTolerance{24};

/// The node that a certificate is for.
[[nodiscard]] NodeId nodeIdOf(const X509 *certificate);

/// Whether the key is of a kind that is strong enough and cheap enough to check: EC P-256 or P-384, Ed25519,
/// RSA of 2048 to 8192 bits. Errors: NotPaired, naming the kind.
[[nodiscard]] Result<void> checkKey(X509 *certificate);

/// Whether a certificate may be used at `now`, within ClockTolerance. Errors: NotPaired, naming both dates.
[[nodiscard]] Result<void> checkDates(const X509 *certificate, const QDateTime &now);

} // namespace muster
