// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/busconnection.h"

#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QObject>

#include <chrono>

namespace muster::agent {

/// systemd on its bus. Comes back by itself when the bus or systemd was gone.
class SystemdBus : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds CallDeadline{10'000};

    /// @param address of the bus; empty for the system bus
    explicit SystemdBus(const QString &address = {}, QObject *parent = nullptr);

    void start();

    [[nodiscard]] bool isAvailable() const { return !m_owner.isEmpty(); }
    /// systemd's unique name on the bus: signals are believed only if they come from it.
    [[nodiscard]] const QString &owner() const { return m_owner; }
    [[nodiscard]] QDBusConnection connection() const { return m_bus.connection(); }

    /// Calls a method of systemd. Error replies come as such.
    [[nodiscard]] QDBusPendingCall call(const QString &path, const QString &interface, const QString &method,
                                        const QVariantList &arguments) const;

Q_SIGNALS:
    /// systemd can be spoken to. Whoever had hooked signals of it hooks them anew: it may be another one.
    void available();
    void lost(const muster::Error &reason);

private Q_SLOTS:
    void takeNameOwnerChanged(const QDBusMessage &message);

private:
    void askOwner();
    void takeOwner(const QString &owner);

    BusConnection m_bus;
    QString m_owner;
};

/// What an error reply of the bus means to us: Forbidden, NotFound, Timeout or Unavailable.
[[nodiscard]] Error errorOf(const QDBusError &error, const QString &what);

namespace systemd {
inline constexpr QLatin1StringView Service{"org.freedesktop.systemd1"};
inline constexpr QLatin1StringView ManagerPath{"/org/freedesktop/systemd1"};
inline constexpr QLatin1StringView Manager{"org.freedesktop.systemd1.Manager"};
inline constexpr QLatin1StringView Properties{"org.freedesktop.DBus.Properties"};
} // namespace systemd

} // namespace muster::agent
