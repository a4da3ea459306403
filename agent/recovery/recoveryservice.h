// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/recovery.h"
#include "shared/error.h"

#include <QCoroTask>
#include <QPointer>

namespace muster::agent {

class RecoveryPlatform;

/// What the machine does by itself to recover, told and switched; a switch is done when the machine says that
/// it is so.
class RecoveryService
{
public:
    /// @param platform null where the machine has none; outlives this
    explicit RecoveryService(RecoveryPlatform *platform)
        : m_platform(platform)
    {
    }

    /// Errors: those of api::RecoveryShow.
    [[nodiscard]] QCoro::Task<Result<RecoveryView>> show();
    /// Errors: those of api::RecoverySet.
    [[nodiscard]] QCoro::Task<Result<RecoveryView>> set(RecoveryWish wish);

private:
    static QCoro::Task<Result<RecoveryView>> read(QPointer<RecoveryPlatform> platform);
    static QCoro::Task<Result<RecoveryView>> setAll(QPointer<RecoveryPlatform> platform, RecoveryWish wish);

    RecoveryPlatform *m_platform;
};

} // namespace muster::agent
