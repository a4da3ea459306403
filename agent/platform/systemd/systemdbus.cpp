// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/systemdbus.h"

#include "shared/log.h"

#include <QDBusError>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QThread>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr auto BusName = "org.freedesktop.DBus"_L1;
constexpr auto BusPath = "/org/freedesktop/DBus"_L1;

Error gone(const QString &text)
{
    return {ErrorCode::Unavailable, text, {}, {}, u"the agent tries again by itself"_s};
}

} // namespace

SystemdBus::SystemdBus(QString address, QObject *parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_connection(QString())
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &SystemdBus::connectToBus);
}

SystemdBus::~SystemdBus()
{
    leave();
}

void SystemdBus::start()
{
    connectToBus();
}

QDBusPendingCall SystemdBus::call(const QString &path, const QString &interface, const QString &method,
                                  const QVariantList &arguments) const
{
    auto message = QDBusMessage::createMethodCall(m_owner, path, interface, method);
    message.setArguments(arguments);
    message.setAutoStartService(false);
    return m_connection.asyncCall(message, int(CallDeadline.count()));
}

void SystemdBus::connectToBus()
{
    // Each connection has a name of its own: two of these can live in one program, and a dead connection is
    // not taken for the new one.
    const QString name = u"muster-%1-%2"_s.arg(quintptr(this)).arg(++m_attempts);
    QThread *thread = QThread::create([name, address = m_address] {
        if (address.isEmpty())
            QDBusConnection::connectToBus(QDBusConnection::SystemBus, name);
        else
            QDBusConnection::connectToBus(address, name);
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    connect(thread, &QThread::finished, this, [this, name] { takeConnection(name); });
    connect(this, &QObject::destroyed, thread, [name] { QDBusConnection::disconnectFromBus(name); });
    thread->start();
}

void SystemdBus::takeConnection(const QString &name)
{
    m_connection = QDBusConnection(name);
    if (!m_connection.isConnected()) {
        const QString why = m_connection.lastError().message();
        leave();
        retryLater(gone(u"the system bus cannot be reached: %1"_s.arg(why)));
        return;
    }
    m_connection.connect(QString(), u"/org/freedesktop/DBus/Local"_s, u"org.freedesktop.DBus.Local"_s,
                         u"Disconnected"_s, this, SLOT(takeDisconnected()));
    // Who owns systemd's name is followed first and asked second, so that no change is missed.
    m_connection.connect(QString(), BusPath, BusName, u"NameOwnerChanged"_s, {systemd::Service}, QString(),
                         this, SLOT(takeNameOwnerChanged(QDBusMessage)));
    auto message = QDBusMessage::createMethodCall(BusName, BusPath, BusName, u"GetNameOwner"_s);
    message.setArguments({QString(systemd::Service)});
    auto *asked =
        new QDBusPendingCallWatcher(m_connection.asyncCall(message, int(CallDeadline.count())), this);
    connect(asked, &QDBusPendingCallWatcher::finished, this, [this, asked] {
        asked->deleteLater();
        const QDBusPendingReply<QString> reply = *asked;
        if (reply.isValid())
            takeOwner(reply.value());
        else if (m_owner.isEmpty() && m_connection.isConnected())
            Q_EMIT lost(gone(u"systemd is not on the system bus"_s));
    });
}

void SystemdBus::takeOwner(const QString &owner)
{
    if (owner == m_owner)
        return;
    m_owner = owner;
    m_nextRetry = FirstRetry;
    qCInfo(logPlatform) << "event=systemdOwner owner=" << owner;
    if (owner.isEmpty())
        Q_EMIT lost(gone(u"systemd has left the system bus"_s));
    else
        Q_EMIT available();
}

void SystemdBus::takeNameOwnerChanged(const QDBusMessage &message)
{
    // Anybody may send a signal to us; only the bus itself speaks of names.
    const QVariantList arguments = message.arguments();
    if (message.service() != BusName || arguments.size() != 3 || arguments[0].toString() != systemd::Service)
        return;
    takeOwner(arguments[2].toString());
}

void SystemdBus::takeDisconnected()
{
    leave();
    retryLater(gone(u"the system bus has gone"_s));
}

void SystemdBus::leave()
{
    m_owner.clear();
    const QString name = std::exchange(m_connection, QDBusConnection(QString())).name();
    if (!name.isEmpty())
        QDBusConnection::disconnectFromBus(name);
}

void SystemdBus::retryLater(const Error &reason)
{
    qCWarning(logPlatform).noquote() << "event=busLost retryMs=" << m_nextRetry.count()
                                     << "reason=" << reason.text;
    m_retry.start(m_nextRetry);
    m_nextRetry = std::min(2 * m_nextRetry, LastRetry);
    Q_EMIT lost(reason);
}

Error errorOf(const QDBusError &error, const QString &what)
{
    Error result{ErrorCode::Unavailable, u"%1: %2"_s.arg(what, error.message()), {}, {}, {}};
    if (error.type() == QDBusError::AccessDenied) {
        result.code = ErrorCode::Forbidden;
        result.remedy = u"the agent needs the rights of root for this"_s;
    } else if (error.type() == QDBusError::NoReply || error.type() == QDBusError::Timeout
               || error.type() == QDBusError::TimedOut) {
        result.code = ErrorCode::Timeout;
    } else if (error.name() == "org.freedesktop.systemd1.NoSuchUnit"_L1) {
        result.code = ErrorCode::NotFound;
    }
    return result;
}

} // namespace muster::agent
