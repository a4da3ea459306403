// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakesystemd.h"

#include <QDBusError>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace muster::test {

namespace {

const QString Service = u"org.freedesktop.systemd1"_s;
const QString Root = u"/org/freedesktop/systemd1"_s;

QVariantMap unknownUnit(const QString &unit)
{
    return {{u"Id"_s, unit},
            {u"Description"_s, unit},
            {u"LoadState"_s, u"not-found"_s},
            {u"ActiveState"_s, u"inactive"_s},
            {u"SubState"_s, u"dead"_s},
            {u"InvocationID"_s, QByteArray()}};
}

} // namespace

FakeSystemd::FakeSystemd(const QString &address)
    : m_name(QUuid::createUuid().toString())
    , m_connection(QDBusConnection::connectToBus(address, m_name))
{
    m_connection.registerVirtualObject(Root, this, QDBusConnection::SubPath);
}

FakeSystemd::~FakeSystemd()
{
    m_connection.unregisterObject(Root, QDBusConnection::UnregisterTree);
    QDBusConnection::disconnectFromBus(m_name);
}

bool FakeSystemd::appear()
{
    return m_connection.registerService(Service);
}

void FakeSystemd::vanish()
{
    m_isSubscribed = false;
    m_connection.unregisterService(Service);
}

void FakeSystemd::setUnit(const QString &unit, const QVariantMap &common, const QVariantMap &ofType)
{
    QVariantMap all = unknownUnit(unit);
    all[u"LoadState"_s] = u"loaded"_s;
    all.insert(common);
    m_units.insert(pathOf(unit), {all, ofType});
}

void FakeSystemd::change(const QString &unit, const QVariantMap &common, const QVariantMap &ofType)
{
    m_units[pathOf(unit)].common.insert(common);
    m_units[pathOf(unit)].ofType.insert(ofType);
    send(unit, Service + u".Service"_s, ofType, {u"ExecStart"_s});
    send(unit, Service + u".Unit"_s, common, {u"Conditions"_s});
}

void FakeSystemd::invalidate(const QString &unit, const QVariantMap &ofType)
{
    m_units[pathOf(unit)].ofType.insert(ofType);
    send(unit, Service + u".Service"_s, {}, ofType.keys());
}

void FakeSystemd::reload()
{
    for (const bool begins : {true, false}) {
        auto signal = QDBusMessage::createSignal(Root, Service + u".Manager"_s, u"Reloading"_s);
        signal.setArguments({begins});
        m_connection.send(signal);
    }
}

void FakeSystemd::setAlias(const QString &alias, const QString &unit)
{
    m_aliases.insert(alias, unit);
}

void FakeSystemd::endJob(const QString &unit, const QString &result)
{
    if (!m_isSubscribed)
        return;
    auto signal = QDBusMessage::createSignal(Root, Service + u".Manager"_s, u"JobRemoved"_s);
    const auto job = QVariant::fromValue(QDBusObjectPath(Root + u"/job/%1"_s.arg(++m_jobs)));
    signal.setArguments({m_jobs, job, unit, result});
    m_connection.send(signal);
}

void FakeSystemd::refuse(const QString &method, const QString &errorName)
{
    m_refusals.insert(method, errorName);
}

void FakeSystemd::send(const QString &unit, const QString &interface, const QVariantMap &changed,
                       const QStringList &invalidated)
{
    if (!m_isSubscribed)
        return;
    auto signal = QDBusMessage::createSignal(pathOf(unit), u"org.freedesktop.DBus.Properties"_s,
                                             u"PropertiesChanged"_s);
    signal.setArguments({interface, changed, invalidated});
    m_connection.send(signal);
}

QString FakeSystemd::pathOf(const QString &unit)
{
    QString path = Root + u"/unit/"_s;
    for (const QChar c : unit) {
        if (c.isLetterOrNumber())
            path += c;
        else
            path += u'_' + QString::number(c.unicode(), 16);
    }
    return path;
}

QString FakeSystemd::introspect(const QString &) const
{
    return {};
}

QVariantMap FakeSystemd::propertiesAt(const QString &path, const QString &interface) const
{
    const auto unit = m_units.constFind(path);
    if (unit == m_units.cend())
        return interface.endsWith(u".Service") ? QVariantMap() : unknownUnit(path.section(u'/', -1));
    if (interface.endsWith(u".Unit"))
        return unit->common;
    if (interface.endsWith(u".Service"))
        return unit->ofType;
    QVariantMap all = unit->common;
    all.insert(unit->ofType);
    return all;
}

bool FakeSystemd::handleMessage(const QDBusMessage &message, const QDBusConnection &connection)
{
    ++m_calls[message.member()];
    return connection.send(answerTo(message));
}

/// A file that is masked is only as it is after a Reload where somebody looks at the unit; at the file, at
/// once.
QDBusMessage FakeSystemd::answerOfFiles(const QDBusMessage &message)
{
    const QString method = message.member();
    const QVariantList arguments = message.arguments();
    if (method == u"Reload")
        return message.createReply();
    if (method == u"GetUnitFileState") {
        const QString state = m_fileStates.value(arguments.value(0).toString());
        return state.isEmpty() ? message.createErrorReply(u"org.freedesktop.DBus.Error.FileNotFound"_s,
                                                          u"No such file or directory"_s)
                               : message.createReply(state);
    }
    if (message.signature() != (method == u"MaskUnitFiles" ? u"asbb" : u"asb"))
        return message.createErrorReply(QDBusError::InvalidArgs, u"Invalid arguments."_s);
    for (const QString &unit : arguments.value(0).toStringList())
        m_fileStates.insert(unit, method == u"MaskUnitFiles" ? u"masked"_s : u"static"_s);
    return message.createReply();
}

QDBusMessage FakeSystemd::answerTo(const QDBusMessage &message)
{
    static const QStringList Orders{u"ResetFailedUnit"_s, u"RestartUnit"_s, u"StartUnit"_s};
    const QString method = message.member();
    const QVariantList arguments = message.arguments();
    if (const QString error = m_refusals.value(method); !error.isEmpty())
        return message.createErrorReply(error, u"It is refused."_s);
    if (method == u"Subscribe") {
        m_isSubscribed = true;
        return message.createReply();
    }
    static const QStringList OfFiles{u"GetUnitFileState"_s, u"MaskUnitFiles"_s, u"UnmaskUnitFiles"_s,
                                     u"Reload"_s};
    if (OfFiles.contains(method))
        return answerOfFiles(message);
    const QString named = arguments.value(0).toString();
    const QString unit = m_aliases.value(named, named);
    if (method != u"LoadUnit" && message.interface().endsWith(u".Manager") && !m_units.contains(pathOf(unit)))
        return message.createErrorReply(Service + u".NoSuchUnit"_s, u"Unit %1 not loaded."_s.arg(unit));
    if (method == u"LoadUnit" || method == u"GetUnit")
        return message.createReply(QVariant::fromValue(QDBusObjectPath(pathOf(unit))));
    if (method == u"GetAll")
        return message.createReply(propertiesAt(message.path(), named));
    if (method == u"Get")
        return message.createReply(QVariant::fromValue(
            QDBusVariant(propertiesAt(message.path(), named).value(arguments.value(1).toString()))));
    if (!Orders.contains(method))
        return message.createErrorReply(QDBusError::UnknownMethod, method);
    m_orders.append(u"%1 %2"_s.arg(
        method, message.arguments().size() > 1 ? unit + u' ' + arguments[1].toString() : unit));
    return method == u"ResetFailedUnit"
               ? message.createReply()
               : message.createReply(QVariant::fromValue(QDBusObjectPath(Root + u"/job/1"_s)));
}

} // namespace muster::test
