// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/recoveryplatform.h"

#include <optional>

namespace muster::agent {

/// Switches that exist only here, and do nothing.
class SimulatedRecovery : public RecoveryPlatform
{
    Q_OBJECT
public:
    explicit SimulatedRecovery(QObject *parent = nullptr);

    [[nodiscard]] QCoro::Task<QList<RecoveryState>> read() override;
    [[nodiscard]] QString notSwitchable(RecoveryPart part) const override;
    [[nodiscard]] QCoro::Task<Result<void>> set(RecoveryPart part, RecoverySwitch wanted) override;

    void put(RecoveryPart part, RecoverySwitch state, const QString &why = {});
    /// Takes what is asked of it, and does nothing.
    void ignore(bool isIgnoring) { m_isIgnoring = isIgnoring; }

private:
    QList<RecoveryState> m_parts;
    bool m_isIgnoring = false;
};

} // namespace muster::agent
