// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/systemdunits.h"

#include "shared/log.h"
#include "shared/units/unitname.h"
#include "shared/wire/completion.h"

#include "agent/platform/systemd/systemdbus.h"
#include "agent/platform/systemd/unitaddress.h"
#include "agent/platform/systemd/unitcore.h"
#include "agent/platform/systemd/unitdependencies.h"
#include "agent/platform/systemd/unitevidence.h"
#include "agent/platform/systemd/unitjournal.h"
#include "agent/platform/systemd/unitorders.h"
#include "agent/platform/systemd/unitpast.h"
#include "agent/service/backgroundthread.h"

#include <QCoreApplication>
#include <QDBusArgument>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QPointer>

#include <algorithm>
#include <csignal>
#include <optional>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const auto PropertiesChanged = "PropertiesChanged"_L1;
const auto JobRemoved = "JobRemoved"_L1;
const auto UnitInterface = "org.freedesktop.systemd1.Unit"_L1;

/// Which jobs are heard of for what is hooked at the path: those of a target, all, or none. systemd names
/// their unit third.
std::optional<QStringList> jobsAt(const QString &path)
{
    const QString unit = unitAt(path);
    if (!path.isEmpty() && !isTarget(unit))
        return std::nullopt;
    return QStringList{QString(), QString(), path.isEmpty() ? QString() : unit};
}

/// Whether a property that a failure is told by has changed without its value being sent.
bool missesAValue(const QStringList &invalidated)
{
    static constexpr auto Needed = {"ActiveState"_L1, "SubState"_L1,     "InvocationID"_L1,  "Result"_L1,
                                    "NRestarts"_L1,   "ExecMainCode"_L1, "ExecMainStatus"_L1};
    return std::ranges::any_of(Needed, [&](QLatin1StringView name) { return invalidated.contains(name); });
}

} // namespace

SystemdUnits::SystemdUnits(SystemdBus &bus, QObject *parent)
    : UnitPlatform(parent)
    , m_bus(bus)
{
    // Reading a journal maps large files; one after the other keeps memory low.
    m_readers.setMaxThreadCount(1);
    m_readers.setExpiryTimeout(0);
    connect(&bus, &SystemdBus::available, this, &SystemdUnits::beginWatch);
    connect(&bus, &SystemdBus::lost, this, &SystemdUnits::endWatch);
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &SystemdUnits::beginWatch);
    if (bus.isAvailable())
        beginWatch();
}

SystemdUnits::~SystemdUnits()
{
    m_stop.request_stop();
    m_readers.waitForDone();
    // Whoever waits for a journal gets to know now that there will be none.
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
}

void SystemdUnits::watch(const QStringList &units)
{
    const bool takesAll = units.size() + std::ranges::count_if(units, isTarget) > MaxRules;
    for (auto unit = m_units.begin(); unit != m_units.end();) {
        if (units.contains(unit->first)) {
            ++unit;
            continue;
        }
        const QString path = unit->second.path;
        m_names.remove(path, unit->first);
        if (!m_takesAll && !path.isEmpty() && !m_names.contains(path))
            unhook(path);
        unit = m_units.erase(unit);
    }
    QStringList added;
    for (const QString &unit : units) {
        if (isUnitName(unit) && m_units.try_emplace(unit, UnitProperties(unit)).second)
            added.append(unit);
    }
    if (takesAll != m_takesAll) {
        m_takesAll = takesAll;
        if (m_bus.isAvailable())
            beginWatch();
    } else if (!m_owner.isEmpty() && !added.isEmpty()) {
        readSome(this, m_watchNumber, added);
    }
}

void SystemdUnits::beginWatch()
{
    m_again.stop();
    forgetPaths();
    ++m_watchNumber;
    m_owner = m_bus.owner();
    m_bus.connection().connect(m_owner, systemd::ManagerPath, systemd::Manager, u"Reloading"_s, this,
                               SLOT(takeReloading(QDBusMessage)));
    if (m_takesAll)
        hook(QString());
    subscribeAndRead(this, m_watchNumber);
}

void SystemdUnits::endWatch(const Error &reason)
{
    m_again.stop();
    ++m_watchNumber;
    forgetPaths();
    Q_EMIT watchLost(reason);
}

/// For a reason that passes without systemd leaving the bus: while it loads its units anew it answers nobody.
void SystemdUnits::loseWatch(const Error &reason)
{
    qCWarning(logPlatform).noquote() << "event=watchLost" << describe(reason);
    endWatch(reason);
    m_again.start(m_nextRetry);
    m_nextRetry = std::min(2 * m_nextRetry, LastRetry);
}

/// Signals come to those only who have subscribed. Then each unit is hooked first and read second.
QCoro::Task<> SystemdUnits::subscribeAndRead(QPointer<SystemdUnits> self, int watchNumber)
{
    const QDBusReply<void> subscribed =
        co_await self->m_bus.ask(systemd::ManagerPath, systemd::Manager, u"Subscribe"_s, {});
    if (!self || self->m_watchNumber != watchNumber)
        co_return;
    if (!subscribed.isValid()
        && subscribed.error().name() != "org.freedesktop.systemd1.AlreadySubscribed"_L1) {
        self->loseWatch(errorOf(subscribed.error(), u"systemd does not tell its changes"_s));
        co_return;
    }
    QStringList units;
    for (const auto &[name, watched] : self->m_units)
        units.append(name);
    co_await readSome(self, watchNumber, units);
    if (!self || self->m_watchNumber != watchNumber)
        co_return;
    self->m_nextRetry = FirstRetry;
    qCInfo(logPlatform) << "event=watchStarted units=" << units.size();
    Q_EMIT self->watchStarted();
}

QCoro::Task<> SystemdUnits::readSome(QPointer<SystemdUnits> self, int watchNumber, QStringList units)
{
    for (const QString &unit : units) {
        if (!co_await readUnit(self, watchNumber, unit))
            co_return;
    }
}

/// @return false when there is nothing more to read for
QCoro::Task<bool> SystemdUnits::readUnit(QPointer<SystemdUnits> self, int watchNumber, QString unit)
{
    const auto isStale = [&] { return !self || self->m_watchNumber != watchNumber; };
    if (isStale())
        co_return false;
    const QDBusReply<QDBusObjectPath> loaded =
        co_await self->m_bus.ask(systemd::ManagerPath, systemd::Manager, u"LoadUnit"_s, {unit});
    if (isStale())
        co_return false;
    const auto watched = self->m_units.find(unit);
    if (watched == self->m_units.end())
        co_return true;
    if (!loaded.isValid()) {
        if (errorOf(loaded.error(), {}).code == ErrorCode::NotFound) {
            self->tellNotLoadable(unit);
            co_return true;
        }
        self->loseWatch(errorOf(loaded.error(), u"systemd does not tell of %1"_s.arg(unit)));
        co_return false;
    }
    const QString path = loaded.value().path();
    self->takeLoaded(unit, path);
    const QString typeInterface = interfaceOfType(unit);
    const auto askingType = self->m_bus.ask(path, systemd::Properties, u"GetAll"_s, {typeInterface});
    const auto askingCommon =
        self->m_bus.ask(path, systemd::Properties, u"GetAll"_s, {QString(UnitInterface)});
    const QDBusReply<QVariantMap> ofType = co_await askingType;
    const QDBusReply<QVariantMap> common = co_await askingCommon;
    if (isStale())
        co_return false;
    const auto stillWatched = self->m_units.find(unit);
    if (stillWatched == self->m_units.end())
        co_return true;
    if (!common.isValid()) {
        self->loseWatch(errorOf(common.error(), u"systemd does not tell of %1"_s.arg(unit)));
        co_return false;
    }
    // Targets and the like have no interface with a result.
    if (ofType.isValid())
        stillWatched->second.properties.take(typeInterface, ofType.value());
    stillWatched->second.isRead = true;
    self->takeChange(stillWatched->second, QString(UnitInterface), common.value());
    co_return true;
}

void SystemdUnits::takeLoaded(const QString &unit, const QString &path)
{
    Watched &watched = m_units.at(unit);
    if (watched.path == path)
        return;
    // An alias may be of another unit now.
    const QString before = watched.path;
    m_names.remove(before, unit);
    if (!m_takesAll && !before.isEmpty() && !m_names.contains(before))
        unhook(before);
    const bool isHooked = m_names.contains(path);
    watched.path = path;
    m_names.insert(path, unit);
    if (!isHooked && !m_takesAll)
        hook(path);
}

/// @param path of a unit; empty for all of them
void SystemdUnits::hook(const QString &path)
{
    m_bus.connection().connect(m_owner, path, systemd::Properties, PropertiesChanged, this,
                               SLOT(takeProperties(QDBusMessage)));
    if (const auto jobs = jobsAt(path))
        m_bus.connection().connect(m_owner, systemd::ManagerPath, systemd::Manager, JobRemoved, *jobs,
                                   QString(), this, SLOT(takeJobRemoved(QDBusMessage)));
}

void SystemdUnits::unhook(const QString &path)
{
    m_bus.connection().disconnect(m_owner, path, systemd::Properties, PropertiesChanged, this,
                                  SLOT(takeProperties(QDBusMessage)));
    if (const auto jobs = jobsAt(path))
        m_bus.connection().disconnect(m_owner, systemd::ManagerPath, systemd::Manager, JobRemoved, *jobs,
                                      QString(), this, SLOT(takeJobRemoved(QDBusMessage)));
}

/// Lets go of all that was hooked with the systemd of before.
void SystemdUnits::forgetPaths()
{
    if (!m_owner.isEmpty() && m_bus.connection().isConnected()) {
        m_bus.connection().disconnect(m_owner, systemd::ManagerPath, systemd::Manager, u"Reloading"_s, this,
                                      SLOT(takeReloading(QDBusMessage)));
        unhook(QString());
        for (const QString &path : m_names.uniqueKeys())
            unhook(path);
    }
    m_owner.clear();
    m_names.clear();
    for (auto &[name, watched] : m_units) {
        watched.path.clear();
        watched.isRead = false;
    }
}

void SystemdUnits::takeProperties(const QDBusMessage &message)
{
    const QVariantList arguments = message.arguments();
    if (arguments.size() != 3)
        return;
    const QString interface = arguments[0].toString();
    const auto changed = qdbus_cast<QVariantMap>(arguments[1]);
    const bool isIncomplete = missesAValue(arguments[2].toStringList());
    for (const QString &unit : m_names.values(message.path())) {
        const auto watched = m_units.find(unit);
        if (watched == m_units.end())
            continue;
        takeChange(watched->second, interface, changed);
        if (isIncomplete)
            readSome(this, m_watchNumber, {unit});
    }
}

void SystemdUnits::takeChange(Watched &watched, const QString &interface, const QVariantMap &changed)
{
    const bool isComplete = watched.properties.take(interface, changed);
    if (!isComplete || !watched.isRead)
        return;
    const UnitSnapshot unit = watched.properties.snapshot();
    // A signal does not tell whether a unit that did not exist has been installed meanwhile.
    if (unit.status.loadState != "loaded"_L1 && interface == UnitInterface
        && !changed.contains(u"LoadState"_s) && unit.status.activeState != "inactive"_L1)
        readSome(this, m_watchNumber, {unit.status.unit});
    Q_EMIT unitChanged(unit);
}

void SystemdUnits::tellNotLoadable(const QString &unit)
{
    UnitSnapshot snapshot;
    snapshot.status.unit = unit;
    snapshot.status.loadState = u"not-found"_s;
    snapshot.status.activeState = u"inactive"_s;
    snapshot.status.subState = u"dead"_s;
    Q_EMIT unitChanged(snapshot);
}

/// After a daemon-reload units may have come, gone or changed what is in their files.
void SystemdUnits::takeReloading(const QDBusMessage &message)
{
    if (message.arguments().value(0).toBool())
        return;
    QStringList units;
    for (const auto &[name, watched] : m_units)
        units.append(name);
    readSome(this, m_watchNumber, units);
}

/// Jobs of targets only: a service is told of by its properties, which say more.
void SystemdUnits::takeJobRemoved(const QDBusMessage &message)
{
    const QVariantList arguments = message.arguments();
    if (arguments.size() != 4 || !isTarget(arguments[2].toString()))
        return;
    const QString id = jobId(thisBoot(), arguments[0].toString());
    const QStringList units = m_names.values(unitPath(arguments[2].toString()));
    for (const QString &unit : units)
        Q_EMIT jobEnded({id, unit, arguments[3].toString(), now()});
}

/// Reads the journal on the thread for that.
template <typename Read>
QCoro::Task<std::invoke_result_t<Read, std::stop_token>> SystemdUnits::readAside(Read read)
{
    using Answer = std::invoke_result_t<Read, std::stop_token>;
    Completion<Answer> completion;
    m_readers.start([read, completion, stop = m_stop.get_token(), this] {
        letOthersGoFirst();
        auto answer = read(stop);
        // The pool is waited for before this dies.
        QMetaObject::invokeMethod(
            this, [completion, answer = std::move(answer)] { completion.complete(answer); },
            Qt::QueuedConnection);
    });
    const Answer answer = co_await completion;
    co_return answer;
}

QCoro::Task<Result<QList<JournalLine>>> SystemdUnits::journal(QString unit, QString invocationId, int lines)
{
    JournalQuery query{ownNameOf(unit), invocationId, lines, {}};
    if (const auto watched = m_units.find(unit); watched != m_units.end()) {
        const UnitStatus &status = watched->second.properties.snapshot().status;
        if (status.activeState == "failed"_L1 && status.invocationId == invocationId)
            query.failedAt = status.since;
    }
    return readAside([query](const std::stop_token &stop) { return readUnitJournal(query, stop); });
}

QCoro::Task<Result<UnitPast>> SystemdUnits::lookBack(QStringList units, Timestamp since)
{
    PastQuery query{{}, since};
    for (const QString &unit : units)
        query.units.insert(unit, ownNameOf(unit));
    return readAside([query](const std::stop_token &stop) { return readUnitPast(query, stop); });
}

QCoro::Task<Result<QString>> SystemdUnits::coreFile(QString unit, QString invocationId)
{
    CoreQuery query{ownNameOf(unit), invocationId};
    if (const auto watched = m_units.find(unit); watched != m_units.end()) {
        const UnitSnapshot &now = watched->second.properties.snapshot();
        query.isAwaited = now.mainCode == CLD_DUMPED && now.status.invocationId == invocationId;
    }
    return readAside([query](const std::stop_token &stop) { return findCore(query, stop); });
}

/// What systemd calls the unit: its journal and its jobs know no aliases.
QString SystemdUnits::ownNameOf(const QString &unit) const
{
    const auto watched = m_units.find(unit);
    const QString own = watched == m_units.end() ? QString() : unitAt(watched->second.path);
    return own.isEmpty() ? unit : own;
}

QCoro::Task<Result<QList<UnitDependency>>> SystemdUnits::dependencies(QString unit)
{
    return readDependencies(&m_bus, unit);
}

QCoro::Task<Result<void>> SystemdUnits::restart(QString unit)
{
    return orderRestart(&m_bus, unit);
}

QCoro::Task<Result<void>> SystemdUnits::reboot()
{
    return orderReboot(&m_bus);
}

QCoro::Task<Result<QList<UnitProperty>>> SystemdUnits::properties(QString unit)
{
    const auto watched = m_units.find(unit);
    Result<QList<UnitProperty>> answer = fail(notOnTheBus());
    if (!m_bus.isAvailable() || watched == m_units.end() || watched->second.path.isEmpty())
        co_return answer;
    const QDBusReply<QVariantMap> all =
        co_await m_bus.ask(watched->second.path, systemd::Properties, u"GetAll"_s, {QString()});
    if (!all.isValid())
        answer = fail(errorOf(all.error(), u"systemd does not tell the unit's properties"_s));
    else
        answer = selectedProperties(all.value());
    co_return answer;
}

QCoro::Task<Result<QStringList>> SystemdUnits::known(QStringList units)
{
    return findKnown(this, std::move(units));
}

QCoro::Task<Result<QStringList>> SystemdUnits::findKnown(QPointer<SystemdUnits> self, QStringList units)
{
    const QString what = u"systemd does not tell which units it has"_s;
    QStringList found;
    for (const QString &unit : std::as_const(units)) {
        if (!self || !self->m_bus.isAvailable())
            co_return fail(ErrorCode::Unavailable, what);
        // Also answers for a name without a unit: then its load state says so.
        const QDBusReply<QDBusObjectPath> loaded =
            co_await self->m_bus.ask(systemd::ManagerPath, systemd::Manager, u"LoadUnit"_s, {unit});
        if (!loaded.isValid() && errorOf(loaded.error(), {}).code == ErrorCode::NotFound)
            continue;
        if (!loaded.isValid())
            co_return fail(errorOf(loaded.error(), what));
        if (!self)
            co_return fail(ErrorCode::Unavailable, what);
        const QDBusReply<QVariantMap> common = co_await self->m_bus.ask(
            loaded.value().path(), systemd::Properties, u"GetAll"_s, {QString(UnitInterface)});
        if (!common.isValid())
            co_return fail(errorOf(common.error(), what));
        if (common.value().value(u"LoadState"_s).toString() != "not-found"_L1)
            found.append(unit);
    }
    co_return Result<QStringList>(found);
}

} // namespace muster::agent
