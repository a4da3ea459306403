// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakephosphor.h"

#include <QDBusArgument>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusUnixFileDescriptor>
#include <QDBusVariant>
#include <QDateTime>
#include <QFile>
#include <QTimer>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::test {

namespace {

using StringMap = QMap<QString, QString>;

const QString Properties = u"org.freedesktop.DBus.Properties"_s;
const QString ObjectManager = u"org.freedesktop.DBus.ObjectManager"_s;
const QString LogRoot = u"/xyz/openbmc_project/logging"_s;
const QString LogEntry = u"xyz.openbmc_project.Logging.Entry"_s;
const QString Associations = u"xyz.openbmc_project.Association.Definitions"_s;
const QString DumpRoot = u"/xyz/openbmc_project/dump"_s;
const QString DumpEntry = u"xyz.openbmc_project.Dump.Entry"_s;
const QString Progress = u"xyz.openbmc_project.Common.Progress"_s;
const QString OriginatedBy = u"xyz.openbmc_project.Common.OriginatedBy"_s;
const QString Epoch = u"xyz.openbmc_project.Time.EpochTime"_s;
const QString CreateParameter = u"xyz.openbmc_project.Dump.Create.CreateParameters."_s;

QString status(const QString &word)
{
    return Progress + u".OperationStatus."_s + word;
}

const QString HostInterface = u"xyz.openbmc_project.State.Host"_s;
const QString HostPath = u"/xyz/openbmc_project/state/host0"_s;

quint64 microseconds()
{
    return quint64(QDateTime::currentMSecsSinceEpoch()) * 1000;
}

} // namespace

FakePhosphor::FakePhosphor(QString address, QString service, QString root)
    : m_address(std::move(address))
    , m_service(std::move(service))
    , m_root(std::move(root))
    , m_connection(QString())
{
    qDBusRegisterMetaType<StringMap>();
    qDBusRegisterMetaType<Interfaces>();
    qDBusRegisterMetaType<Objects>();
    connectToBus();
}

FakePhosphor::~FakePhosphor()
{
    disconnectFromBus();
}

void FakePhosphor::connectToBus()
{
    m_connection = QDBusConnection::connectToBus(m_address, QUuid::createUuid().toString());
    m_connection.registerVirtualObject(m_root, this, QDBusConnection::SubPath);
}

void FakePhosphor::disconnectFromBus()
{
    m_connection.unregisterObject(m_root, QDBusConnection::UnregisterTree);
    const QString name = m_connection.name();
    m_connection = QDBusConnection(QString());
    QDBusConnection::disconnectFromBus(name);
}

bool FakePhosphor::appear()
{
    return m_connection.registerService(m_service);
}

void FakePhosphor::vanish()
{
    disconnectFromBus();
    connectToBus();
}

QVariant FakePhosphor::property(const QString &path, const QString &interface, const QString &name) const
{
    return m_objects.value(QDBusObjectPath(path)).value(interface).value(name);
}

void FakePhosphor::add(const QString &path, const Interfaces &interfaces)
{
    m_objects.insert(QDBusObjectPath(path), interfaces);
    send(m_root, ObjectManager, u"InterfacesAdded"_s,
         {QVariant::fromValue(QDBusObjectPath(path)), QVariant::fromValue(interfaces)});
}

void FakePhosphor::change(const QString &path, const QString &interface, const QString &name,
                          const QVariant &value)
{
    m_objects[QDBusObjectPath(path)][interface][name] = value;
    send(path, Properties, u"PropertiesChanged"_s, {interface, QVariantMap{{name, value}}, QStringList()});
}

void FakePhosphor::remove(const QString &path)
{
    const QStringList interfaces = m_objects.take(QDBusObjectPath(path)).keys();
    send(m_root, ObjectManager, u"InterfacesRemoved"_s,
         {QVariant::fromValue(QDBusObjectPath(path)), interfaces});
}

void FakePhosphor::forget(const QString &path)
{
    m_objects.remove(QDBusObjectPath(path));
}

void FakePhosphor::send(const QString &path, const QString &interface, const QString &signal,
                        const QVariantList &arguments) const
{
    auto message = QDBusMessage::createSignal(path, interface, signal);
    message.setArguments(arguments);
    m_connection.send(message);
}

QString FakePhosphor::introspect(const QString &) const
{
    return {};
}

bool FakePhosphor::handleMessage(const QDBusMessage &message, const QDBusConnection &connection)
{
    ++m_calls[message.member()];
    if (isMute)
        return true;
    const bool isCommon = message.interface() == Properties || message.interface() == ObjectManager;
    return connection.send(isCommon ? answerCommon(message) : answer(message));
}

QDBusMessage FakePhosphor::write(const QDBusMessage &call)
{
    return call.createErrorReply(QDBusError::PropertyReadOnly, u"Property is not writable."_s);
}

QDBusMessage FakePhosphor::answerCommon(const QDBusMessage &call)
{
    const QVariantList arguments = call.arguments();
    if (call.member() == u"GetManagedObjects")
        return call.createReply(QVariant::fromValue(m_objects));
    const auto object = m_objects.constFind(QDBusObjectPath(call.path()));
    if (object == m_objects.cend())
        return call.createErrorReply(QDBusError::UnknownObject, u"Unknown object '%1'."_s.arg(call.path()));
    if (!object->contains(arguments.value(0).toString()))
        return call.createErrorReply(QDBusError::UnknownInterface, u"Unknown interface."_s);
    if (call.member() == u"Set")
        return write(call);
    const QVariantMap properties = object->value(arguments.value(0).toString());
    if (call.member() == u"GetAll")
        return call.createReply(properties);
    const QVariant value = properties.value(arguments.value(1).toString());
    if (call.member() == u"Get" && value.isValid())
        return call.createReply(QVariant::fromValue(QDBusVariant(value)));
    return call.createErrorReply(QDBusError::UnknownProperty, u"Unknown property or interface."_s);
}

QDBusArgument &operator<<(QDBusArgument &out, const FakeAssociation &one)
{
    out.beginStructure();
    out << one.forward << one.reverse << one.end;
    out.endStructure();
    return out;
}

const QDBusArgument &operator>>(const QDBusArgument &in, FakeAssociation &one)
{
    in.beginStructure();
    in >> one.forward >> one.reverse >> one.end;
    in.endStructure();
    return in;
}

FakeErrorLog::FakeErrorLog(const QString &address, Release release)
    : FakePhosphor(address, u"xyz.openbmc_project.Logging"_s, LogRoot)
    , m_release(release)
{
    qDBusRegisterMetaType<FakeAssociation>();
    qDBusRegisterMetaType<QList<FakeAssociation>>();
}

void FakeErrorLog::associate(const QString &path, const QStringList &ends)
{
    QList<FakeAssociation> all;
    for (const QString &end : ends)
        all.append({u"callout"_s, u"fault"_s, end});
    change(path, Associations, u"Associations"_s, QVariant::fromValue(all));
}

void FakeErrorLog::resolve(const QString &path)
{
    change(path, LogEntry, u"Resolved"_s, true);
    unblock(path);
}

void FakeErrorLog::deleteEntry(const QString &path)
{
    unblock(path);
    remove(path);
}

void FakeErrorLog::unblock(const QString &entry)
{
    if (const QString block = m_blocks.take(entry); !block.isEmpty())
        remove(block);
}

QString FakeErrorLog::block(const QString &entry)
{
    const QString path = LogRoot + u"/block%1"_s.arg(m_lastBlock++);
    const QList<FakeAssociation> ends{{u"blocking_error"_s, u"blocking_obj"_s, entry}};
    add(path, {{u"xyz.openbmc_project.Logging.ErrorBlocksTransition"_s, {}},
               {Associations, {{u"Associations"_s, QVariant::fromValue(ends)}}}});
    m_blocks.insert(entry, path);
    return path;
}

/// Anybody may mark an entry as resolved.
QDBusMessage FakeErrorLog::write(const QDBusMessage &call)
{
    const QVariantList arguments = call.arguments();
    if (arguments.value(1).toString() != u"Resolved")
        return FakePhosphor::write(call);
    const bool isResolved = arguments.value(2).value<QDBusVariant>().variant().toBool();
    if (isResolved)
        resolve(call.path());
    else
        change(call.path(), LogEntry, u"Resolved"_s, false);
    return call.createReply();
}

/// What blocks goes with the entry that it is about.
QDBusMessage FakeErrorLog::deleteAll(const QDBusMessage &call)
{
    m_blocks.clear();
    for (const QDBusObjectPath &path : objects().keys())
        remove(path.path());
    log(u"xyz.openbmc_project.Logging.Cleared"_s, LogEntry + u".Level.Informational"_s, {});
    return call.createReply();
}

QString FakeErrorLog::log(const QString &message, const QString &severity, const StringMap &data)
{
    const QString path = LogRoot + u"/entry/%1"_s.arg(++m_lastId);
    QStringList list;
    for (const auto &[key, value] : data.asKeyValueRange())
        list.append(key + u'=' + value);
    const QVariant kept = m_release == Release::Newer ? QVariant::fromValue(data) : QVariant(list);
    add(path, {{LogEntry,
                {{u"Id"_s, m_lastId},
                 {u"Timestamp"_s, quint64(QDateTime::currentMSecsSinceEpoch())},
                 {u"Severity"_s, severity},
                 {u"Message"_s, message},
                 {u"AdditionalData"_s, kept},
                 {u"EventId"_s, QString()},
                 {u"Resolution"_s, QString()},
                 {u"Resolved"_s, false}}}});
    if (blocksOnHardwareErrors && data.contains(u"CALLOUT_INVENTORY_PATH"_s)) {
        associate(path, {data.value(u"CALLOUT_INVENTORY_PATH"_s)});
        block(path);
    }
    return path;
}

QDBusMessage FakeErrorLog::answer(const QDBusMessage &call)
{
    if (call.member() == u"Create" && call.path() == LogRoot)
        return create(call);
    const bool isDelete = call.member() == u"Delete" && objects().contains(QDBusObjectPath(call.path()));
    const bool isDeleteAll = call.member() == u"DeleteAll" && call.path() == LogRoot;
    if (!isDelete && !isDeleteAll)
        return call.createErrorReply(QDBusError::UnknownMethod, u"Unknown method."_s);
    if (!deleteRefusal.isEmpty())
        return call.createErrorReply(deleteRefusal, u"The operation is not allowed"_s);
    if (isDeleteAll)
        return deleteAll(call);
    deleteEntry(call.path());
    return call.createReply();
}

QDBusMessage FakeErrorLog::create(const QDBusMessage &call)
{
    if (call.signature() != u"ssa{ss}")
        return call.createErrorReply(QDBusError::InvalidArgs, u"Invalid arguments."_s);
    if (!refusal.isEmpty())
        return call.createErrorReply(refusal, u"The operation failed internally."_s);
    const QVariantList arguments = call.arguments();
    const QString severity = arguments[1].toString();
    if (!severity.startsWith(LogEntry + u".Level."_s))
        return call.createErrorReply(
            u"xyz.openbmc_project.sdbusplus.Error.InvalidEnumString"_s,
            u"An enumeration mapping was attempted for which no valid enumeration value exists."_s);
    if (meanwhile)
        meanwhile();
    const QString path = log(arguments[0].toString(), severity, qdbus_cast<StringMap>(arguments[2]));
    return m_release == Release::Newer ? call.createReply(QVariant::fromValue(QDBusObjectPath(path)))
                                       : call.createReply();
}

FakeHostState::FakeHostState(const QString &address)
    : FakePhosphor(address, HostInterface, u"/xyz/openbmc_project/state"_s)
{
    set(u"Running"_s);
}

void FakeHostState::set(const QString &word)
{
    change(HostPath, HostInterface, u"CurrentHostState"_s, HostInterface + u".HostState."_s + word);
}

QString FakeHostState::word() const
{
    return property(HostPath, HostInterface, u"CurrentHostState"_s).toString().section(u'.', -1);
}

QDBusMessage FakeHostState::answer(const QDBusMessage &call)
{
    return call.createErrorReply(QDBusError::UnknownMethod, u"Unknown method."_s);
}

FakeDumpManager::FakeDumpManager(const QString &address)
    : FakePhosphor(address, u"xyz.openbmc_project.Dump.Manager"_s, DumpRoot)
{
}

QDBusMessage FakeDumpManager::answer(const QDBusMessage &call)
{
    if (call.member() == u"CreateDump" && call.path() == DumpRoot + u"/bmc"_s)
        return createDump(call);
    for (const QString &type : {u"system"_s, u"resource"_s}) {
        if (m_host && call.member() == u"CreateDump" && call.path() == DumpRoot + u'/' + type)
            return createHostDump(call, type);
    }
    if (call.member() == u"Delete" && objects().contains(QDBusObjectPath(call.path()))) {
        remove(call.path());
        return call.createReply();
    }
    if (call.member() == u"GetFileHandle" && objects().contains(QDBusObjectPath(call.path())))
        return fileOf(call);
    return call.createErrorReply(QDBusError::UnknownMethod, u"Unknown method."_s);
}

QDBusMessage FakeDumpManager::fileOf(const QDBusMessage &call)
{
    const QString id = call.path().section(u'/', -1);
    QFile file(m_files.filePath(u"obmcdump_%1_1700000000.tar.xz"_s.arg(id)));
    const bool isOfHost = !call.path().startsWith(DumpRoot + u"/bmc/"_s);
    if ((isOfHost && isFileElsewhere) || statusOf(call.path()) != status(u"Completed"_s)
        || !file.open(QIODevice::ReadWrite) || file.write(content) != content.size() || !file.flush())
        return call.createErrorReply(u"xyz.openbmc_project.Common.Error.Unavailable"_s,
                                     u"The service is temporarily unavailable."_s);
    return call.createReply(QVariant::fromValue(QDBusUnixFileDescriptor(file.handle())));
}

QDBusMessage FakeDumpManager::createDump(const QDBusMessage &call)
{
    if (call.signature() != u"a{sv}")
        return call.createErrorReply(QDBusError::InvalidArgs, u"Invalid arguments."_s);
    if (!refusal.isEmpty())
        return call.createErrorReply(refusal, u"The operation failed internally."_s);
    if (m_isBusy)
        return call.createErrorReply(u"xyz.openbmc_project.Common.Error.Unavailable"_s,
                                     u"The service is temporarily unavailable."_s);
    if (objects().size() >= room)
        return call.createErrorReply(u"xyz.openbmc_project.Dump.Create.Error.QuotaExceeded"_s,
                                     u"Dump not captured due to a cap."_s);
    const auto parameters = qdbus_cast<QVariantMap>(call.arguments().first());
    const QString type = parameters.value(CreateParameter + u"DumpType"_s).toString();
    if (!type.isEmpty() && !type.startsWith(u"xyz.openbmc_project.Dump.Create.DumpType."))
        return call.createErrorReply(u"xyz.openbmc_project.Common.Error.InvalidArgument"_s,
                                     u"Invalid argument was given."_s);
    const QString path = begin(parameters.value(CreateParameter + u"OriginatorId"_s).toString());
    return call.createReply(QVariant::fromValue(QDBusObjectPath(path)));
}

void FakeDumpManager::offerHostDumps(const FakeHostState &host)
{
    m_host = &host;
    for (const QString &type : {u"system"_s, u"resource"_s})
        add(DumpRoot + u'/' + type, {{u"xyz.openbmc_project.Dump.Create"_s, {}}});
}

QStringList FakeDumpManager::entries(const QString &type) const
{
    QStringList paths;
    for (const QDBusObjectPath &path : objects().keys()) {
        if (path.path().startsWith(DumpRoot + u'/' + type + u"/entry/"_s))
            paths.append(path.path());
    }
    return paths;
}

/// As openpower's extension does it: what is open or waits to be fetched blocks the next.
QDBusMessage FakeDumpManager::createHostDump(const QDBusMessage &call, const QString &type)
{
    const auto parameters = qdbus_cast<QVariantMap>(call.arguments().first());
    const QString wanted =
        u"com.ibm.Dump.Create.DumpType."_s + (type == u"system" ? u"System"_s : u"Resource"_s);
    if (parameters.value(u"com.ibm.Dump.Create.CreateParameters.DumpType"_s).toString() != wanted)
        return call.createErrorReply(u"xyz.openbmc_project.Common.Error.InvalidArgument"_s,
                                     u"Invalid argument was given."_s);
    if (!refusal.isEmpty())
        return call.createErrorReply(refusal, u"The operation is not allowed"_s);
    if (type == u"system" && !entries(type).isEmpty())
        return call.createErrorReply(u"xyz.openbmc_project.Common.Error.Unavailable"_s,
                                     u"The service is temporarily unavailable."_s);
    const QStringList suiting = type == u"system"
                                    ? QStringList{u"Running"_s, u"Quiesced"_s, u"TransitioningToOff"_s}
                                    : QStringList{u"Running"_s};
    if (!suiting.contains(m_host->word()))
        return call.createErrorReply(u"xyz.openbmc_project.Common.Error.NotAllowed"_s,
                                     u"The operation is not allowed"_s);
    const QString path = DumpRoot + u"/%1/entry/%2"_s.arg(type).arg(++m_lastId);
    return call.createReply(QVariant::fromValue(
        QDBusObjectPath(beginAt(path, parameters.value(CreateParameter + u"OriginatorId"_s).toString()))));
}

/// The properties are told of one by one before the object is, and all before CreateDump answers.
QString FakeDumpManager::begin(const QString &originatorId)
{
    m_isBusy = true;
    return beginAt(DumpRoot + u"/bmc/entry/%1"_s.arg(++m_lastId), originatorId);
}

QString FakeDumpManager::beginAt(const QString &path, const QString &originatorId)
{
    if (!originatorId.isEmpty())
        change(path, OriginatedBy, u"OriginatorId"_s, originatorId);
    change(path, OriginatedBy, u"OriginatorType"_s, OriginatedBy + u".OriginatorTypes.Internal"_s);
    change(path, Progress, u"Status"_s, status(u"InProgress"_s));
    change(path, Progress, u"StartTime"_s, microseconds());
    Interfaces interfaces = objects().value(QDBusObjectPath(path));
    interfaces[Progress][u"CompletedTime"_s] = quint64(0);
    interfaces[DumpEntry] = {{u"Size"_s, quint64(0)}, {u"Offloaded"_s, false}, {u"OffloadUri"_s, QString()}};
    interfaces[Epoch] = {{u"Elapsed"_s, quint64(0)}};
    add(path, interfaces);
    if (duration)
        QTimer::singleShot(*duration, this, [this, path] { complete(path); });
    return path;
}

void FakeDumpManager::complete(const QString &path)
{
    if (statusOf(path) != status(u"InProgress"_s))
        return;
    const quint64 second = property(path, Progress, u"StartTime"_s).toULongLong() / 1'000'000 * 1'000'000;
    change(path, Epoch, u"Elapsed"_s, second);
    change(path, DumpEntry, u"Size"_s, quint64(content.size()));
    finish(path, u"Completed"_s);
    change(path, Progress, u"CompletedTime"_s, second);
}

void FakeDumpManager::finish(const QString &path, const QString &word)
{
    m_isBusy = false;
    change(path, Progress, u"Status"_s, status(word));
}

void FakeDumpManager::deleteDump(const QString &path)
{
    remove(path);
}

QString FakeDumpManager::statusOf(const QString &path) const
{
    return property(path, Progress, u"Status"_s).toString();
}

void FakeDumpManager::vanish()
{
    for (const QDBusObjectPath &path : objects().keys()) {
        if (path.path().contains(u"/entry/") && statusOf(path.path()) != status(u"Completed"_s))
            forget(path.path());
    }
    m_isBusy = false;
    m_lastId = 0;
    for (const QDBusObjectPath &path : objects().keys())
        m_lastId = std::max(m_lastId, path.path().section(u'/', -1).toUInt());
    FakePhosphor::vanish();
}

} // namespace muster::test
