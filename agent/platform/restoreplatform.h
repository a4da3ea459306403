// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/restore.h"

#include <QCoroTask>
#include <QObject>

#include <optional>

namespace muster::agent {

/// What a machine does about its power by itself after an outage, and what it tells of how it came to start.
class RestorePlatform : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Nothing while it is not known, or where there is none; whyNoPolicy() then says why.
    [[nodiscard]] virtual std::optional<OwnRestorePolicy> policy() const = 0;
    [[nodiscard]] virtual QString whyNoPolicy() const = 0;
    /// @param isOnce for the next time only
    /// Errors: Unsupported, Unavailable, Timeout, Forbidden.
    [[nodiscard]] virtual QCoro::Task<Result<void>> setPolicy(RestorePolicy policy, bool isOnce) = 0;
    /// Why the management started, in the platform's word: POR (power came), Software, Watchdog,
    /// PinholeReset. Empty where nobody tells.
    [[nodiscard]] virtual QString startCause() const = 0;
    /// Whether the machine is being shut down or restarted in order right now. False where it cannot be told.
    [[nodiscard]] virtual QCoro::Task<bool> isGoingDown() = 0;

Q_SIGNALS:
    /// policy(), whyNoPolicy() or startCause() may say something else.
    void changed();
};

} // namespace muster::agent
