// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/phosphor/phosphorlog.h"

#include "shared/log.h"

#include "agent/platform/phosphor/phosphorerrors.h"
#include "agent/platform/phosphor/phosphornames.h"

#include <QDBusArgument>
#include <QDBusMetaType>
#include <QDBusReply>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const QString DeleteAllInterface = u"xyz.openbmc_project.Collection.DeleteAll"_s;

/// By time, for ids need not ascend.
bool isNewer(const LogEntry &one, const LogEntry &other)
{
    return one.at == other.at ? one.id.toULongLong() > other.id.toULongLong() : one.at > other.at;
}

Error errorLogIsNotThere()
{
    return {ErrorCode::Unavailable,
            u"the error log is not on the system bus"_s,
            QString(phosphor::LogService),
            {},
            u"see why its unit does not run on the node"_s};
}

Error noSuchEntry(const QString &id)
{
    return {
        ErrorCode::NotFound, u"the error log has no entry %1 (any more)"_s.arg(id), {}, u"params.id"_s, {}};
}

QString entryPath(const QString &id)
{
    return phosphor::LogPath + "/entry/"_L1 + id;
}

} // namespace

PhosphorLog::PhosphorLog(BusConnection &bus)
    : m_log(bus, phosphor::LogService, u"the error log"_s)
    , m_mapper(bus, phosphor::ObjectMapper, u"the object mapper"_s)
{
    qDBusRegisterMetaType<QMap<QString, QString>>();
    qDBusRegisterMetaType<phosphor::LogInterfaces>();
    qDBusRegisterMetaType<Objects>();
    connect(&m_log, &BusService::available, this, &PhosphorLog::begin);
    connect(&m_mapper, &BusService::available, this, [this] { m_isOpenBmc = true; });
    m_isOpenBmc = m_mapper.isAvailable();
    if (m_log.isAvailable())
        begin();
}

QString PhosphorLog::name() const
{
    return u"phosphor"_s;
}

/// Signals are hooked first and the entries are read second, so that no change is missed. Another owner's
/// entries are compared with those that are known: it reads them from the same disk.
void PhosphorLog::begin()
{
    m_isOpenBmc = true;
    QDBusConnection bus = m_log.connection();
    bus.connect(m_log.owner(), phosphor::LogPath, phosphor::ObjectManager, u"InterfacesAdded"_s, this,
                SLOT(takeAdded(QDBusMessage)));
    bus.connect(m_log.owner(), phosphor::LogPath, phosphor::ObjectManager, u"InterfacesRemoved"_s, this,
                SLOT(takeRemoved(QDBusMessage)));
    bus.connect(m_log.owner(), QString(), phosphor::Properties, u"PropertiesChanged"_s, this,
                SLOT(takeProperties(QDBusMessage)));
    [](QPointer<PhosphorLog> self) -> QCoro::Task<> {
        const Result<void> known = co_await readAll(self);
        if (!known)
            qCWarning(logPlatform).noquote() << "event=logNotRead" << describe(known.error());
    }(this);
}

QCoro::Task<Result<void>> PhosphorLog::readAll(QPointer<PhosphorLog> self)
{
    Result<void> answer = fail(errorLogIsNotThere());
    if (!self->m_log.isAvailable())
        co_return answer;
    const QString owner = self->m_log.owner();
    const QDBusReply<Objects> objects =
        co_await self->m_log.ask(phosphor::LogPath, phosphor::ObjectManager, u"GetManagedObjects"_s);
    // One that has left meanwhile does not answer; the next one is read, too.
    if (!self || self->m_log.owner() != owner)
        co_return answer;
    if (!objects.isValid()) {
        answer = fail(errorOfPhosphor(objects.error(), u"the error log does not list its entries"_s));
        co_return answer;
    }
    self->m_readFrom = owner;
    self->take(objects.value());
    answer = {};
    co_return answer;
}

/// Whoever asks gets what there is: it was told by signals since it was read, and is read now if it was not.
QCoro::Task<Result<void>> PhosphorLog::ready(QPointer<PhosphorLog> self)
{
    Result<void> answer = fail(errorLogIsNotThere());
    if (!self->m_log.isAvailable())
        co_return answer;
    answer = {};
    if (self->m_readFrom != self->m_log.owner())
        answer = co_await readAll(self);
    co_return answer;
}

QCoro::Task<Result<void>> PhosphorLog::refresh()
{
    return readAll(this);
}

void PhosphorLog::take(const Objects &objects)
{
    m_isTooMuch = false;
    QMap<QString, LogEntry> known = std::exchange(m_entries, {});
    m_blocks.clear();
    const bool isFirst = !std::exchange(m_hasRead, true);
    for (const auto &[path, interfaces] : objects.asKeyValueRange())
        takeObject(path.path(), interfaces);
    if (isFirst)
        return;
    QStringList gone;
    for (const LogEntry &one : std::as_const(known)) {
        const auto now = m_entries.constFind(one.id);
        if (now == m_entries.cend() || now->at != one.at)
            gone.append(one.id);
    }
    if (!gone.isEmpty())
        Q_EMIT removed(gone);
    for (const LogEntry &one : std::as_const(m_entries)) {
        const auto before = known.constFind(one.id);
        if (before == known.cend() || before->at != one.at)
            Q_EMIT added(one);
    }
}

void PhosphorLog::takeObject(const QString &path, const phosphor::LogInterfaces &interfaces)
{
    if (interfaces.contains(QString(phosphor::LogEntryInterface)) && !phosphor::logIdOf(path).isEmpty())
        put(phosphor::logEntryOf(path, interfaces));
    if (interfaces.contains(QString(phosphor::ErrorBlocks))) {
        QStringList ids;
        for (const QString &entry : phosphor::associatedWith(interfaces)) {
            if (const QString id = phosphor::logIdOf(entry); !id.isEmpty())
                ids.append(id);
        }
        if (m_blocks.size() < MaxEntries)
            m_blocks.insert(path, ids);
    }
}

void PhosphorLog::put(const LogEntry &entry)
{
    if (m_entries.size() < MaxEntries || m_entries.contains(entry.id))
        m_entries.insert(entry.id, entry);
    else
        m_isTooMuch = true;
}

void PhosphorLog::takeAdded(const QDBusMessage &message)
{
    if (message.service() != m_log.owner() || message.signature() != "oa{sa{sv}}"_L1)
        return;
    const QString path = message.arguments().at(0).value<QDBusObjectPath>().path();
    const auto interfaces = qdbus_cast<phosphor::LogInterfaces>(message.arguments().at(1));
    const QString id = phosphor::logIdOf(path);
    const bool isKnown = m_entries.contains(id);
    takeObject(path, interfaces);
    if (m_hasRead && !isKnown && m_entries.contains(id))
        Q_EMIT added(m_entries.value(id));
}

void PhosphorLog::takeRemoved(const QDBusMessage &message)
{
    if (message.service() != m_log.owner() || message.signature() != "oas"_L1)
        return;
    const QString path = message.arguments().at(0).value<QDBusObjectPath>().path();
    m_blocks.remove(path);
    const QString id = phosphor::logIdOf(path);
    if (m_entries.remove(id) > 0 && m_hasRead)
        Q_EMIT removed({id});
}

/// Few are told of, such as that one is resolved: the object is read anew.
void PhosphorLog::takeProperties(const QDBusMessage &message)
{
    const bool isOfLog = message.path().startsWith(phosphor::LogPath + u'/');
    if (message.service() == m_log.owner() && isOfLog
        && m_entries.contains(phosphor::logIdOf(message.path())))
        readOne(this, message.path());
}

QCoro::Task<> PhosphorLog::readOne(QPointer<PhosphorLog> self, QString path)
{
    const QString interface(phosphor::LogEntryInterface);
    const QDBusReply<QVariantMap> properties =
        co_await self->m_log.ask(path, phosphor::Properties, u"GetAll"_s, {interface});
    if (!self || !properties.isValid() || !self->m_entries.contains(phosphor::logIdOf(path)))
        co_return;
    self->put(phosphor::logEntryOf(path, {{interface, properties.value()}}));
}

QCoro::Task<Result<LogReading>> PhosphorLog::read()
{
    const QPointer<PhosphorLog> self(this);
    Result<LogReading> answer = LogReading();
    const Result<void> known = co_await ready(self);
    if (!known || !self) {
        answer = fail(known ? errorLogIsNotThere() : known.error());
        co_return answer;
    }
    answer->entries = self->m_entries.values();
    std::ranges::sort(answer->entries, isNewer);
    if (self->m_isTooMuch)
        answer->partial = u"the error log has more than %1 entries"_s.arg(MaxEntries);
    co_return answer;
}

QCoro::Task<Result<LogEntry>> PhosphorLog::entry(QString id)
{
    const QPointer<PhosphorLog> self(this);
    Result<LogEntry> answer = fail(noSuchEntry(id));
    if (phosphor::logIdOf(entryPath(id)).isEmpty())
        co_return answer;
    if (!m_log.isAvailable()) {
        answer = fail(errorLogIsNotThere());
        co_return answer;
    }
    phosphor::LogInterfaces interfaces;
    const QString path = entryPath(id);
    for (const QString &interface : {QString(phosphor::LogEntryInterface), QString(phosphor::Associations)}) {
        const QDBusReply<QVariantMap> properties =
            co_await self->m_log.ask(path, phosphor::Properties, u"GetAll"_s, {interface});
        if (properties.isValid()) {
            interfaces.insert(interface, properties.value());
            if (self)
                continue;
        }
        // Not every entry is associated with something.
        if (self && interface == QString(phosphor::Associations))
            continue;
        const Error error =
            errorOfPhosphor(properties.error(), u"the error log does not tell entry %1"_s.arg(id));
        if (error.code != ErrorCode::Unsupported)
            answer = fail(error);
        co_return answer;
    }
    answer = phosphor::wholeLogEntryOf(path, interfaces);
    co_return answer;
}

/// An entry that is resolved blocks nothing any more.
QCoro::Task<Result<QList<LogEntry>>> PhosphorLog::blocks()
{
    const QPointer<PhosphorLog> self(this);
    Result<QList<LogEntry>> answer = QList<LogEntry>();
    const Result<void> known = co_await ready(self);
    if (!known || !self) {
        answer = fail(known ? errorLogIsNotThere() : known.error());
        co_return answer;
    }
    for (const auto &[path, ids] : self->m_blocks.asKeyValueRange()) {
        for (const QString &id : ids) {
            const LogEntry entry = self->m_entries.value(id);
            if (!entry.id.isEmpty() && !entry.isResolved.value_or(false))
                answer->append(entry);
        }
        if (!ids.isEmpty())
            continue;
        LogEntry unnamed;
        unnamed.id =
            path.section(u'/', -1).first(std::min<qsizetype>(path.section(u'/', -1).size(), MaxLogId));
        unnamed.source = path.first(std::min<qsizetype>(path.size(), 512));
        unnamed.message = u"it does not tell which entry it is about"_s;
        answer->append(unnamed);
    }
    std::ranges::sort(*answer, isNewer);
    co_return answer;
}

QCoro::Task<Result<void>> PhosphorLog::order(QString path, QString interface, QString method)
{
    Result<void> answer = fail(errorLogIsNotThere());
    if (!m_log.isAvailable())
        co_return answer;
    const QDBusReply<void> done = co_await m_log.ask(path, interface, method);
    answer = {};
    if (!done.isValid()) {
        Error error = errorOfPhosphor(done.error(), u"the error log does not delete %1"_s.arg(path));
        if (error.code == ErrorCode::Busy)
            error.remedy =
                u"try again later; an entry that a dump or a repair needs stays until that has ended"_s;
        answer = fail(error);
    }
    qCInfo(logPlatform).noquote() << "event=logDeleted path=" << path
                                  << (answer ? u"taken"_s : describe(answer.error()));
    co_return answer;
}

QCoro::Task<Result<void>> PhosphorLog::remove(QString id)
{
    const QPointer<PhosphorLog> self(this);
    Result<void> answer = fail(noSuchEntry(id));
    if (phosphor::logIdOf(entryPath(id)).isEmpty())
        co_return answer;
    const Result<void> known = co_await ready(self);
    if (!known || !self) {
        answer = fail(known ? errorLogIsNotThere() : known.error());
        co_return answer;
    }
    if (self->m_entries.contains(id))
        answer = co_await self->order(entryPath(id), phosphor::ObjectDelete, u"Delete"_s);
    // What is there no more has no such method.
    if (self && !answer && answer.error().code == ErrorCode::Unsupported && !self->m_entries.contains(id))
        answer = fail(noSuchEntry(id));
    co_return answer;
}

QCoro::Task<Result<void>> PhosphorLog::removeAll()
{
    return order(phosphor::LogPath, DeleteAllInterface, u"DeleteAll"_s);
}

} // namespace muster::agent
