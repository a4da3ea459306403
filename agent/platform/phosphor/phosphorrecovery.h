// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/busservice.h"
#include "agent/platform/recoveryplatform.h"

namespace muster::agent {

class SystemdBus;

/// What OpenBMC does by itself, read where obmcutil's recoverystatus reads it: the settings of the first
/// host, two of its targets, and files that keep systemd from restarting the BMC. The host's are switched
/// there, too, so that both see the same.
class PhosphorRecovery : public RecoveryPlatform
{
    Q_OBJECT
public:
    /// @param systemd outlives this
    /// @param systemdFolder where units of this boot are
    explicit PhosphorRecovery(SystemdBus &systemd,
                              QString systemdFolder = QStringLiteral("/run/systemd/system"));

    [[nodiscard]] QCoro::Task<QList<RecoveryState>> read() override;
    [[nodiscard]] QString notSwitchable(RecoveryPart part) const override;
    [[nodiscard]] QCoro::Task<Result<void>> set(RecoveryPart part, RecoverySwitch wanted) override;

private:
    [[nodiscard]] QCoro::Task<Result<bool>> setting(QString path);
    [[nodiscard]] QCoro::Task<Result<void>> setSetting(QString path, bool isOn);
    [[nodiscard]] QCoro::Task<RecoveryState> hostReboot();
    [[nodiscard]] QCoro::Task<RecoveryState> target(RecoveryPart part, QString unit);
    [[nodiscard]] QCoro::Task<Result<void>> setTarget(QString unit, bool isOn);
    [[nodiscard]] RecoveryState bmcReboot() const;

    SystemdBus &m_systemd;
    QString m_systemdFolder;
    BusService m_settings;
    BusService m_mapper;
    bool m_isOpenBmc = false;
};

} // namespace muster::agent
