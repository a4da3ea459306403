// SPDX-License-Identifier: Apache-2.0
#include "agent/discovery/avahipublisher.h"

#include "shared/log.h"

#include <QDBusMetaType>
#include <QDBusPendingReply>
#include <QPointer>

#include <QCoroDBusPendingCall>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const auto AvahiName = u"org.freedesktop.Avahi"_s;
const auto ServerInterface = u"org.freedesktop.Avahi.Server"_s;
const auto GroupInterface = u"org.freedesktop.Avahi.EntryGroup"_s;
const auto CollisionError = u"org.freedesktop.Avahi.CollisionError"_s;
constexpr std::chrono::minutes BusRetry{1};

// Avahi's defs.h.
enum class ServerState { Invalid, Registering, Running, Collision, Failure };
enum class GroupState { Uncommitted, Registering, Established, Collision, Failure };
constexpr int AnyInterface = -1;
constexpr int AnyProtocol = -1;

} // namespace

AvahiPublisher::AvahiPublisher(const Service &service, const QString &busAddress, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_bus(busAddress, {BusRetry, BusRetry})
    , m_name(service.name)
{
    qDBusRegisterMetaType<QByteArrayList>(); // how Avahi wants the TXT record
    connect(&m_bus, &BusConnection::connected, this, &AvahiPublisher::takeConnection);
    connect(&m_bus, &BusConnection::lost, this, &AvahiPublisher::forgetGroup);
}

/// Avahi withdraws what a connection published when it ends.
AvahiPublisher::~AvahiPublisher() = default;

void AvahiPublisher::start()
{
    m_bus.start();
}

void AvahiPublisher::takeConnection()
{
    QDBusConnection bus = m_bus.connection();
    bus.connect(u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s, u"org.freedesktop.DBus"_s,
                u"NameOwnerChanged"_s, {AvahiName}, {}, this,
                SLOT(takeNameOwnerChanged(QString, QString, QString)));
    bus.connect(AvahiName, u"/"_s, ServerInterface, u"StateChanged"_s, this,
                SLOT(takeServerState(int, QString)));
    askServerState(this);
}

void AvahiPublisher::takeNameOwnerChanged(const QString &service, const QString &, const QString &after)
{
    if (service != AvahiName)
        return;
    forgetGroup();
    if (!after.isEmpty())
        askServerState(this);
}

void AvahiPublisher::takeServerState(int state, const QString &)
{
    if (state == int(ServerState::Running) && m_group.isEmpty())
        publish(this);
    else if (state != int(ServerState::Running))
        forgetGroup();
}

void AvahiPublisher::takeGroupState(const QDBusMessage &message)
{
    if (message.path() != m_group || message.arguments().isEmpty())
        return;
    switch (GroupState(message.arguments().first().toInt())) {
    case GroupState::Established:
        qCInfo(logNet, "discovery=published name=\"%ls\"", qUtf16Printable(m_name));
        setPublishedName(m_name);
        break;
    case GroupState::Collision:
        rename(this);
        break;
    case GroupState::Failure:
        qCWarning(logNet, "discovery=failed error=\"%ls\"",
                  qUtf16Printable(message.arguments().last().toString()));
        setPublishedName({});
        break;
    case GroupState::Uncommitted:
    case GroupState::Registering:
        break;
    }
}

void AvahiPublisher::setTxt(const QByteArrayList &txt)
{
    if (std::exchange(m_service.txt, txt) == txt || m_group.isEmpty())
        return;
    // A group that is being made has the service already, or gets it with the new text.
    static_cast<void>(call(m_group, GroupInterface, u"UpdateServiceTxt"_s,
                           {AnyInterface, AnyProtocol, QVariant::fromValue(uint(0)), m_name,
                            QString::fromLatin1(ServiceType), QString(), QVariant::fromValue(txt)}));
}

void AvahiPublisher::forgetGroup()
{
    ++m_round;
    if (!m_group.isEmpty())
        static_cast<void>(
            call(m_group, GroupInterface, u"Free"_s)); // whatever it answers, it is no more ours
    m_group.clear();
    setPublishedName({});
}

void AvahiPublisher::setPublishedName(const QString &name)
{
    if (m_publishedName == name)
        return;
    m_publishedName = name;
    Q_EMIT publishedNameChanged(name);
}

QDBusPendingCall AvahiPublisher::call(const QString &path, const QString &interface, const QString &method,
                                      const QVariantList &arguments) const
{
    QDBusMessage message = QDBusMessage::createMethodCall(AvahiName, path, interface, method);
    message.setArguments(arguments);
    message.setAutoStartService(false); // whether Avahi runs here is not for us to decide
    return m_bus.connection().asyncCall(message);
}

QVariantList AvahiPublisher::serviceArguments() const
{
    return {AnyInterface,
            AnyProtocol,
            QVariant::fromValue(uint(0)),
            m_name,
            QString::fromLatin1(ServiceType),
            QString(),
            QString(),
            QVariant::fromValue(ushort(m_service.port)),
            QVariant::fromValue(m_service.txt)};
}

QCoro::Task<> AvahiPublisher::askServerState(QPointer<AvahiPublisher> self)
{
    const int round = self->m_round;
    const QDBusPendingReply<int> state = co_await self->call(u"/"_s, ServerInterface, u"GetState"_s);
    if (!self || round != self->m_round)
        co_return;
    if (state.isError())
        qCDebug(logNet, "discovery=unpublished reason=\"%ls\"", qUtf16Printable(state.error().message()));
    else
        self->takeServerState(state.value(), {});
}

QCoro::Task<> AvahiPublisher::publish(QPointer<AvahiPublisher> self)
{
    const int round = ++self->m_round;
    const auto isOver = [&] { return !self || round != self->m_round; };
    const QDBusPendingReply<QDBusObjectPath> group =
        co_await self->call(u"/"_s, ServerInterface, u"EntryGroupNew"_s);
    if (isOver() || group.isError())
        co_return;
    self->m_group = group.value().path();
    self->m_bus.connection().connect(AvahiName, self->m_group, GroupInterface, u"StateChanged"_s, self.data(),
                                     SLOT(takeGroupState(QDBusMessage)));
    const QDBusPendingReply<> added =
        co_await self->call(self->m_group, GroupInterface, u"AddService"_s, self->serviceArguments());
    if (isOver())
        co_return;
    if (added.isError() && added.error().name() == CollisionError) {
        rename(self);
        co_return;
    }
    const QDBusPendingReply<> committed = co_await self->call(self->m_group, GroupInterface, u"Commit"_s);
    if (!isOver() && (added.isError() || committed.isError())) {
        qCWarning(logNet, "discovery=failed error=\"%ls\"",
                  qUtf16Printable((added.isError() ? added : committed).error().message()));
    }
}

QCoro::Task<> AvahiPublisher::rename(QPointer<AvahiPublisher> self)
{
    self->forgetGroup();
    if (++self->m_renames > MaxRenames) {
        qCWarning(logNet, "discovery=failed error=\"no free name\"");
        co_return;
    }
    const int round = self->m_round;
    const QDBusPendingReply<QString> other =
        co_await self->call(u"/"_s, ServerInterface, u"GetAlternativeServiceName"_s, {self->m_name});
    if (!self || round != self->m_round || other.isError())
        co_return;
    self->m_name = other.value();
    publish(self);
}

} // namespace muster::agent
