// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/phosphor/stateobject.h"

#include "agent/platform/phosphor/phosphornames.h"

#include <QDBusArgument>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

bool saysThereIsNone(const QDBusError &error)
{
    return error.type() == QDBusError::UnknownObject || error.type() == QDBusError::UnknownInterface
           || error.type() == QDBusError::UnknownMethod || error.type() == QDBusError::InvalidObjectPath;
}

} // namespace

StateObject::StateObject(BusConnection &bus, Address address, const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_settings(settings)
{
    forget(u"%1 is not on the system bus"_s.arg(m_address.services.first()));
    m_check.setInterval(settings.check);
    connect(&m_check, &QTimer::timeout, this, [this] { read(m_address.interfaces); });
    for (const QString &name : std::as_const(m_address.services)) {
        m_services.push_back(std::make_unique<BusService>(bus, name, m_address.title));
        connect(m_services.back().get(), &BusService::available, this, &StateObject::choose);
        connect(m_services.back().get(), &BusService::lost, this, &StateObject::choose);
    }
    choose();
}

QString StateObject::serviceName() const
{
    const auto mine = std::ranges::find(m_services, m_current, &std::unique_ptr<BusService>::get);
    return mine == m_services.cend() ? QString() : m_address.services.at(mine - m_services.cbegin());
}

const StateObject::Part &StateObject::part(const QString &interface) const
{
    static const Part none;
    const auto found = m_parts.constFind(interface);
    return found == m_parts.cend() ? none : *found;
}

/// Many names may belong to one owner: it is listened to once.
void StateObject::choose()
{
    const auto there = std::ranges::find_if(m_services, [](const auto &one) { return one->isAvailable(); });
    BusService *const chosen = there == m_services.cend() ? nullptr : there->get();
    const QString owner = chosen ? chosen->owner() : QString();
    if (owner == m_owner) {
        m_current = chosen;
        return;
    }
    hook(false);
    m_current = chosen;
    m_owner = owner;
    if (!m_current) {
        m_check.stop();
        forget(m_wasSeen ? u"%1 has left the system bus"_s.arg(m_address.services.first())
                         : u"%1 is not on the system bus"_s.arg(m_address.services.first()));
        Q_EMIT changed();
        return;
    }
    m_wasSeen = true;
    m_check.start();
    forget(u"%1 has not told it yet"_s.arg(serviceName()));
    hook(true); // signals are hooked first and the state is read second, so that no change is missed
    read(m_address.interfaces);
    Q_EMIT changed();
}

void StateObject::hook(bool isOn)
{
    if (m_owner.isEmpty() || m_services.empty())
        return;
    QDBusConnection bus = m_services.front()->connection();
    const QString root = m_address.path.section(u'/', 0, -2);
    if (isOn) {
        bus.connect(m_owner, m_address.path, phosphor::Properties, u"PropertiesChanged"_s, this,
                    SLOT(takeProperties(QDBusMessage)));
        bus.connect(m_owner, root, phosphor::ObjectManager, u"InterfacesAdded"_s, this,
                    SLOT(takeInterfaces(QDBusMessage)));
        bus.connect(m_owner, root, phosphor::ObjectManager, u"InterfacesRemoved"_s, this,
                    SLOT(takeInterfaces(QDBusMessage)));
        return;
    }
    bus.disconnect(m_owner, m_address.path, phosphor::Properties, u"PropertiesChanged"_s, this,
                   SLOT(takeProperties(QDBusMessage)));
    bus.disconnect(m_owner, root, phosphor::ObjectManager, u"InterfacesAdded"_s, this,
                   SLOT(takeInterfaces(QDBusMessage)));
    bus.disconnect(m_owner, root, phosphor::ObjectManager, u"InterfacesRemoved"_s, this,
                   SLOT(takeInterfaces(QDBusMessage)));
}

void StateObject::read(const QStringList &interfaces)
{
    for (const QString &interface : interfaces) {
        QDBusMessage call =
            QDBusMessage::createMethodCall(m_owner, m_address.path, phosphor::Properties, u"GetAll"_s);
        call.setArguments({interface});
        call.setAutoStartService(false);
        auto *asked = new QDBusPendingCallWatcher(
            m_services.front()->connection().asyncCall(call, int(m_settings.answer.count())), this);
        connect(asked, &QDBusPendingCallWatcher::finished, this, [this, asked, interface, owner = m_owner] {
            asked->deleteLater();
            // One that has left does not answer; the next one is read, too.
            if (owner == m_owner)
                takeReply(asked, interface);
        });
    }
}

void StateObject::takeReply(QDBusPendingCallWatcher *asked, const QString &interface)
{
    const QDBusPendingReply<QVariantMap> reply = *asked;
    Part &part = m_parts[interface];
    const Part before = part;
    if (reply.isValid()) {
        part = {reply.value(), {}, false, now()};
    } else if (saysThereIsNone(reply.error())) {
        part.isMissing = true;
        part.why = u"%1 has no %2 with %3"_s.arg(serviceName(), m_address.path, interface);
    } else {
        const Error error = errorOf(reply.error(), serviceName());
        part.isMissing = false;
        part.why = error.code == ErrorCode::Timeout
                       ? u"%1 does not answer: it hangs, or its machine is too busy"_s.arg(serviceName())
                       : u"%1 does not tell it: %2"_s.arg(serviceName(), reply.error().message());
    }
    if (part.properties != before.properties || part.why != before.why || part.isMissing != before.isMissing)
        Q_EMIT changed();
}

void StateObject::takeProperties(const QDBusMessage &message)
{
    const QVariantList arguments = message.arguments();
    if (message.service() != m_owner || message.signature() != "sa{sv}as"_L1)
        return;
    const auto part = m_parts.find(arguments[0].toString());
    if (part == m_parts.end())
        return;
    // What is not known is read as a whole; what only says that something changed, too.
    if (!part->why.isEmpty() || !arguments[2].toStringList().isEmpty()) {
        read({part.key()});
        return;
    }
    const auto changes = qdbus_cast<QVariantMap>(arguments[1]);
    for (const auto &[name, value] : changes.asKeyValueRange())
        part->properties.insert(name, value);
    part->heardAt = now();
    Q_EMIT changed();
}

/// An object that comes later than its service, or goes earlier.
void StateObject::takeInterfaces(const QDBusMessage &message)
{
    if (message.service() == m_owner
        && message.arguments().value(0).value<QDBusObjectPath>().path() == m_address.path)
        read(m_address.interfaces);
}

void StateObject::forget(const QString &why)
{
    for (const QString &interface : std::as_const(m_address.interfaces))
        m_parts.insert(interface, {{}, why, false, std::nullopt});
}

} // namespace muster::agent
