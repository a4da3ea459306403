// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/recovery.h"

#include <QCoroTask>
#include <QList>
#include <QObject>

namespace muster::agent {

/// What a machine does by itself when its host or its management fails.
class RecoveryPlatform : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Those that the machine has, as they are now, each once; one that cannot be read is Unknown, with why.
    /// Empty where it has none.
    [[nodiscard]] virtual QCoro::Task<QList<RecoveryState>> read() = 0;
    /// Why this part is only told, and cannot be switched; empty where it can.
    [[nodiscard]] virtual QString notSwitchable(RecoveryPart part) const = 0;
    /// @param wanted On or Off; OffOnce of HostReboot only
    /// Errors: Unsupported, Unavailable, Timeout, Forbidden.
    [[nodiscard]] virtual QCoro::Task<Result<void>> set(RecoveryPart part, RecoverySwitch wanted) = 0;
};

} // namespace muster::agent
