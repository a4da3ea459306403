// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/busservice.h"

#include "shared/log.h"

#include <QDBusError>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr auto BusName = "org.freedesktop.DBus"_L1;
constexpr auto BusPath = "/org/freedesktop/DBus"_L1;

} // namespace

BusService::BusService(BusConnection &bus, QString name, QString title, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
    , m_name(std::move(name))
    , m_title(std::move(title))
{
    connect(&m_bus, &BusConnection::connected, this, &BusService::askOwner);
    connect(&m_bus, &BusConnection::lost, this, [this](const Error &reason) {
        m_owner.clear();
        Q_EMIT lost(reason);
    });
    if (m_bus.isConnected())
        askOwner();
}

/// Who waits for a reply goes on in here: nothing can be asked any more by then.
BusService::~BusService()
{
    m_owner.clear();
    while (!m_calls.children().isEmpty())
        delete m_calls.children().constFirst();
}

QDBusPendingCall BusService::call(const QString &path, const QString &interface, const QString &method,
                                  const QVariantList &arguments) const
{
    auto message = QDBusMessage::createMethodCall(m_owner, path, interface, method);
    message.setArguments(arguments);
    message.setAutoStartService(false);
    return m_bus.connection().asyncCall(message, int(CallDeadline.count()));
}

/// Who owns the name is followed first and asked second, so that no change is missed.
void BusService::askOwner()
{
    QDBusConnection bus = m_bus.connection();
    bus.connect(QString(), BusPath, BusName, u"NameOwnerChanged"_s, {m_name}, QString(), this,
                SLOT(takeNameOwnerChanged(QDBusMessage)));
    auto message = QDBusMessage::createMethodCall(BusName, BusPath, BusName, u"GetNameOwner"_s);
    message.setArguments({m_name});
    auto *asked = new QDBusPendingCallWatcher(bus.asyncCall(message, int(CallDeadline.count())), this);
    connect(asked, &QDBusPendingCallWatcher::finished, this, [this, asked] {
        asked->deleteLater();
        const QDBusPendingReply<QString> reply = *asked;
        if (reply.isValid())
            takeOwner(reply.value());
        else if (m_owner.isEmpty() && m_bus.isConnected())
            lose(u"%1 is not on the system bus"_s.arg(m_title));
    });
}

void BusService::takeOwner(const QString &owner)
{
    if (owner == m_owner)
        return;
    m_owner = owner;
    qCInfo(logPlatform).noquote() << "event=busOwner service=" << m_name << "owner=" << owner;
    if (owner.isEmpty())
        lose(u"%1 has left the system bus"_s.arg(m_title));
    else
        Q_EMIT available();
}

void BusService::lose(const QString &text)
{
    Q_EMIT lost({ErrorCode::Unavailable, text, {}, {}, u"the agent tries again by itself"_s});
}

void BusService::takeNameOwnerChanged(const QDBusMessage &message)
{
    // Anybody may send a signal to us; only the bus itself speaks of names.
    const QVariantList arguments = message.arguments();
    if (message.service() != BusName || arguments.size() != 3 || arguments[0].toString() != m_name)
        return;
    takeOwner(arguments[2].toString());
}

Completion<QDBusMessage> BusService::replyTo(const QDBusPendingCall &call) const
{
    const Completion<QDBusMessage> reply;
    auto *watcher = new QDBusPendingCallWatcher(call, &m_calls);
    connect(watcher, &QDBusPendingCallWatcher::finished, &m_calls, [watcher, reply] {
        watcher->deleteLater();
        reply.complete(watcher->reply());
    });
    connect(watcher, &QObject::destroyed, watcher, [reply] {
        reply.complete(QDBusMessage::createError(QDBusError::Disconnected, u"the agent is ending"_s));
    });
    return reply;
}

Error errorOf(const QDBusError &error, const QString &what)
{
    const QString message = error.message();
    const QStringView reason = message.endsWith(u'.') ? QStringView(message).chopped(1) : message;
    Error result{ErrorCode::Unavailable, u"%1: %2"_s.arg(what, reason), {}, {}, {}};
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
