// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QByteArray>
#include <QCoroTask>
#include <QString>

#include <chrono>

namespace muster::console {

// Secrets in the desktop's keychain, under the service name "muster". Never in plain text elsewhere.
//
// The keychain may ask a person to unlock it, and one that is started but stuck never answers, so each call
// has a deadline. An answer that comes later is dropped.

/// Errors: NotFound when the keychain answers and has none of that name; Forbidden when access was denied;
/// Timeout; Unavailable when there is no keychain.
[[nodiscard]] QCoro::Task<Result<QByteArray>> readSecret(QString name, std::chrono::milliseconds deadline);

/// Errors as above, but NotFound.
[[nodiscard]] QCoro::Task<Result<void>> writeSecret(QString name, QByteArray secret,
                                                    std::chrono::milliseconds deadline);

} // namespace muster::console
