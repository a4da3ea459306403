// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/busservice.h"

#include <QDBusPendingCall>
#include <QObject>

namespace muster::agent {

/// systemd on its bus. Comes back by itself when the bus or systemd was gone.
class SystemdBus : public QObject
{
    Q_OBJECT
public:
    static constexpr auto CallDeadline = BusService::CallDeadline;

    /// @param address of the bus; empty for the system bus
    explicit SystemdBus(const QString &address = {}, QObject *parent = nullptr);

    void start();

    /// What others than systemd are reached through, too: one connection is enough for a machine.
    [[nodiscard]] BusConnection &bus() { return m_bus; }

    [[nodiscard]] bool isAvailable() const { return m_service.isAvailable(); }
    /// systemd's unique name on the bus: signals are believed only if they come from it.
    [[nodiscard]] const QString &owner() const { return m_service.owner(); }
    [[nodiscard]] QDBusConnection connection() const { return m_bus.connection(); }

    /// Calls a method of systemd. Error replies come as such.
    [[nodiscard]] QDBusPendingCall call(const QString &path, const QString &interface, const QString &method,
                                        const QVariantList &arguments) const;
    /// The same for a coroutine: what BusService::ask() is.
    [[nodiscard]] Completion<QDBusMessage> ask(const QString &path, const QString &interface,
                                               const QString &method, const QVariantList &arguments) const;

Q_SIGNALS:
    /// systemd can be spoken to. Whoever had hooked signals of it hooks them anew: it may be another one.
    void available();
    void lost(const muster::Error &reason);

private:
    BusConnection m_bus;
    BusService m_service;
};

/// What is told when systemd cannot be asked.
[[nodiscard]] Error notOnTheBus();

namespace systemd {
inline constexpr QLatin1StringView Service{"org.freedesktop.systemd1"};
inline constexpr QLatin1StringView ManagerPath{"/org/freedesktop/systemd1"};
inline constexpr QLatin1StringView Manager{"org.freedesktop.systemd1.Manager"};
inline constexpr QLatin1StringView Properties{"org.freedesktop.DBus.Properties"};
} // namespace systemd

} // namespace muster::agent
