// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/busconnection.h"

#include "shared/log.h"

#include <QDBusError>
#include <QThread>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

BusConnection::BusConnection(QString address, QObject *parent)
    : BusConnection(std::move(address), Retry(), parent)
{
}

BusConnection::BusConnection(QString address, Retry retry, QObject *parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_retry(retry)
    , m_nextRetry(retry.first)
    , m_connection(QString())
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &BusConnection::open);
}

BusConnection::~BusConnection()
{
    leave();
}

void BusConnection::start()
{
    open();
}

void BusConnection::open()
{
    // Each connection has a name of its own: two of these can live in one program, and a dead connection is
    // not taken for the new one.
    const QString name = u"muster-%1-%2"_s.arg(quintptr(this)).arg(++m_attempts);
    QThread *const thread = QThread::create([name, address = m_address] {
        if (address.isEmpty())
            QDBusConnection::connectToBus(QDBusConnection::SystemBus, name);
        else
            QDBusConnection::connectToBus(address, name);
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    connect(thread, &QThread::finished, this, [this, name] { take(name); });
    connect(this, &QObject::destroyed, thread, [name] { QDBusConnection::disconnectFromBus(name); });
    thread->start();
}

void BusConnection::take(const QString &name)
{
    m_connection = QDBusConnection(name);
    if (!m_connection.isConnected()) {
        const QString why = m_connection.lastError().message();
        leave();
        retryLater(u"the bus cannot be reached: %1"_s.arg(why));
        return;
    }
    m_lasted.start();
    m_connection.connect(QString(), u"/org/freedesktop/DBus/Local"_s, u"org.freedesktop.DBus.Local"_s,
                         u"Disconnected"_s, this, SLOT(takeDisconnected()));
    Q_EMIT connected();
}

void BusConnection::takeDisconnected()
{
    // A bus that lets in and throws out at once is not asked any faster for it.
    if (m_lasted.durationElapsed() > m_nextRetry)
        m_nextRetry = m_retry.first;
    leave();
    retryLater(u"the bus has gone"_s);
}

void BusConnection::leave()
{
    const QString name = std::exchange(m_connection, QDBusConnection(QString())).name();
    if (!name.isEmpty())
        QDBusConnection::disconnectFromBus(name);
}

void BusConnection::retryLater(const QString &reason)
{
    qCDebug(logPlatform).noquote() << "event=busLost retryMs=" << m_nextRetry.count() << "reason=" << reason;
    m_again.start(m_nextRetry);
    m_nextRetry = std::min(2 * m_nextRetry, m_retry.last);
    Q_EMIT lost({ErrorCode::Unavailable, reason, {}, {}, u"the agent tries again by itself"_s});
}

} // namespace muster::agent
