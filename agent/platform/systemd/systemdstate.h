// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/busservice.h"
#include "agent/platform/stateplatform.h"
#include "shared/model/timestamp.h"

#include <QDBusMessage>
#include <QTimer>

#include <chrono>

namespace muster::agent {

class SystemdBus;

/// The state of a plain Linux machine: whether its operating system is up is what systemd says of the whole,
/// and the host runs, for the agent does. Power is asked of logind. There is no management of its own here,
/// no chassis power to see, no hypervisor: of those it says nothing.
class SystemdState : public StatePlatform
{
    Q_OBJECT
public:
    /// systemd does not signal each change of its state, so it is asked now and then, too.
    static constexpr std::chrono::milliseconds Check{30'000};

    /// @param bus outlives this
    explicit SystemdState(SystemdBus &bus, std::chrono::milliseconds check = Check);

    [[nodiscard]] QList<FacetValue> facets() const override;
    [[nodiscard]] QList<ControlAction> actions() const override { return m_actions; }
    [[nodiscard]] QCoro::Task<Result<void>> control(ControlAction action) override;

private Q_SLOTS:
    void takeSignal(const QDBusMessage &message);
    void takeShutdown(const QDBusMessage &message);

private:
    void hook();
    void read();
    void takeState(const QString &raw, const QString &why);
    void askActions();
    void askAction(ControlAction action, const QString &method);

    SystemdBus &m_bus;
    BusService m_logind;
    QTimer m_check;
    QString m_raw; ///< systemd's SystemState
    QString m_why; ///< it is not known
    bool m_isGoingDown = false; ///< logind has said so
    std::optional<Timestamp> m_observedAt;
    QList<ControlAction> m_actions;
};

/// What systemd's word for the machine's state says of its operating system: value, health, why. Pure.
[[nodiscard]] FacetValue operatingSystemOf(const QString &systemState);

} // namespace muster::agent
