// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/systemdbus.h"

#include "shared/log.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

SystemdBus::SystemdBus(const QString &address, QObject *parent)
    : QObject(parent)
    , m_bus(address)
    , m_service(m_bus, systemd::Service, u"systemd"_s)
{
    connect(&m_service, &BusService::available, this, &SystemdBus::available);
    connect(&m_service, &BusService::lost, this, [this](const Error &reason) {
        qCWarning(logPlatform).noquote() << "event=systemdLost" << describe(reason);
        Q_EMIT lost(reason);
    });
}

void SystemdBus::start()
{
    m_bus.start();
}

QDBusPendingCall SystemdBus::call(const QString &path, const QString &interface, const QString &method,
                                  const QVariantList &arguments) const
{
    return m_service.call(path, interface, method, arguments);
}

Completion<QDBusMessage> SystemdBus::ask(const QString &path, const QString &interface, const QString &method,
                                         const QVariantList &arguments) const
{
    return m_service.ask(path, interface, method, arguments);
}

Error notOnTheBus()
{
    return {ErrorCode::Unavailable, u"systemd cannot be asked, for it is not on the bus"_s, {}, {}, {}};
}

} // namespace muster::agent
