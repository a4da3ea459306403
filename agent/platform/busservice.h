// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/busconnection.h"
#include "shared/wire/completion.h"

#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QObject>

#include <chrono>

namespace muster::agent {

/// One service on a bus, by its well-known name. Follows who owns the name with one match rule, and so wakes
/// up only when that changes.
class BusService : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds CallDeadline{10'000};

    /// @param bus outlives this; need not be connected yet
    /// @param title what people call the service
    BusService(BusConnection &bus, QString name, QString title, QObject *parent = nullptr);
    ~BusService() override;

    [[nodiscard]] bool isAvailable() const { return !m_owner.isEmpty(); }
    /// The service's unique name on the bus, empty while it has none: signals are believed only if they come
    /// from it.
    [[nodiscard]] const QString &owner() const { return m_owner; }
    [[nodiscard]] QDBusConnection connection() const { return m_bus.connection(); }

    /// Calls a method of the service, of this owner and no later one. Error replies come as such.
    [[nodiscard]] QDBusPendingCall call(const QString &path, const QString &interface, const QString &method,
                                        const QVariantList &arguments = {}) const;
    /// The reply to a call. When this goes before there is one, whoever waits for it gets an error instead: a
    /// coroutine that is never resumed is never freed.
    [[nodiscard]] Completion<QDBusMessage> replyTo(const QDBusPendingCall &call) const;
    /// Calls, and is the reply.
    [[nodiscard]] Completion<QDBusMessage> ask(const QString &path, const QString &interface,
                                               const QString &method,
                                               const QVariantList &arguments = {}) const
    {
        return replyTo(call(path, interface, method, arguments));
    }

Q_SIGNALS:
    /// The service can be spoken to. Whoever had hooked signals of it hooks them anew: it is another one.
    void available();
    /// Told for each attempt to reach the bus that failed, too. Unavailable.
    void lost(const muster::Error &reason);

private Q_SLOTS:
    void takeNameOwnerChanged(const QDBusMessage &message);

private:
    void askOwner();
    void takeOwner(const QString &owner);
    void lose(const QString &text);

    BusConnection &m_bus;
    QString m_name;
    QString m_title;
    QString m_owner;
    mutable QObject m_calls; ///< those that are waited for are its children
};

/// What an error reply of the bus means to us: Forbidden, NotFound, Timeout or Unavailable.
[[nodiscard]] Error errorOf(const QDBusError &error, const QString &what);

} // namespace muster::agent
