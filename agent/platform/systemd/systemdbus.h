// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace muster::agent {

/// The connection to the bus that systemd is on. Comes back by itself when the bus or systemd was gone.
/// Nothing here blocks: connecting is done on a thread that ends with it.
class SystemdBus : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds FirstRetry{500};
    static constexpr std::chrono::milliseconds LastRetry{30'000};
    static constexpr std::chrono::milliseconds CallDeadline{10'000};

    /// @param address of the bus; empty for the system bus
    explicit SystemdBus(QString address = {}, QObject *parent = nullptr);
    ~SystemdBus() override;

    void start();

    [[nodiscard]] bool isAvailable() const { return !m_owner.isEmpty(); }
    /// systemd's unique name on the bus: signals are believed only if they come from it.
    [[nodiscard]] const QString &owner() const { return m_owner; }
    [[nodiscard]] QDBusConnection connection() const { return m_connection; }

    /// Calls a method of systemd. Error replies come as such.
    [[nodiscard]] QDBusPendingCall call(const QString &path, const QString &interface, const QString &method,
                                        const QVariantList &arguments) const;

Q_SIGNALS:
    /// systemd can be spoken to. Whoever had hooked signals of it hooks them anew: it may be another one.
    void available();
    void lost(const muster::Error &reason);

private Q_SLOTS:
    void takeDisconnected();
    void takeNameOwnerChanged(const QDBusMessage &message);

private:
    void connectToBus();
    void takeConnection(const QString &name);
    void takeOwner(const QString &owner);
    void leave();
    void retryLater(const Error &reason);

    QString m_address;
    QDBusConnection m_connection;
    QString m_owner;
    QTimer m_retry;
    std::chrono::milliseconds m_nextRetry = FirstRetry;
    int m_attempts = 0;
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
