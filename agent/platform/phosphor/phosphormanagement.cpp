// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/phosphor/phosphormanagement.h"

#include "shared/log.h"

#include "agent/platform/phosphor/addedentry.h"
#include "agent/platform/phosphor/dumpwatch.h"
#include "agent/platform/phosphor/phosphorerrors.h"
#include "agent/platform/phosphor/phosphornames.h"
#include "agent/platform/systemd/systemdbus.h"

#include <QDBusError>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusReply>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

using StringMap = QMap<QString, QString>; // a{ss}

QString levelOf(Health severity)
{
    switch (severity) {
    case Health::OK:
        return phosphor::LogLevel + "Informational"_L1;
    case Health::Unknown:
        return phosphor::LogLevel + "Notice"_L1;
    case Health::Warning:
        return phosphor::LogLevel + "Warning"_L1;
    case Health::Critical:
        break;
    }
    return phosphor::LogLevel + "Critical"_L1;
}

StringMap additionalData(const LoggedError &error)
{
    StringMap data;
    for (const ErrorDatum &datum : error.additionalData)
        data.insert(datum.key, datum.value);
    return data;
}

std::unexpected<Error> notHere(const QString &service)
{
    return fail({ErrorCode::Unavailable, u"%1 is not on the system bus"_s.arg(service), {}, {}, {}});
}

} // namespace

PhosphorManagement::PhosphorManagement(SystemdBus &systemd)
    : PhosphorManagement(systemd, Settings())
{
}

PhosphorManagement::PhosphorManagement(SystemdBus &systemd, const Settings &settings)
    : m_systemd(systemd)
    , m_settings(settings)
    , m_log(systemd.bus(), phosphor::LogService, u"the error log"_s)
    , m_dumps(systemd.bus(), phosphor::DumpService, u"the dump service"_s)
    , m_entries(m_dumps, settings.dumpDeadline, settings.hostDumpDeadline)
    , m_hostDumps(m_dumps, m_entries, settings.hostDumpDeadline)
{
    qDBusRegisterMetaType<StringMap>();
}

QString PhosphorManagement::name() const
{
    return u"phosphor"_s;
}

QCoro::Task<Result<QString>> PhosphorManagement::logError(LoggedError error)
{
    Result<QString> answer = notHere(u"the error log"_s);
    if (!m_log.isAvailable())
        co_return answer;
    const AddedEntry added(m_log, error);
    const QDBusMessage logged = co_await m_log.ask(
        phosphor::LogPath, phosphor::LogCreate, u"Create"_s,
        {error.message, levelOf(error.severity), QVariant::fromValue(additionalData(error))});
    if (logged.type() == QDBusMessage::ErrorMessage) {
        answer =
            fail(errorOfPhosphor(QDBusError(logged), u"the error log does not take %1"_s.arg(error.message)));
    } else {
        const QVariantList results = logged.arguments();
        answer = results.isEmpty() ? added.name() : results.first().value<QDBusObjectPath>().path();
    }
    co_return answer;
}

QCoro::Task<Result<QString>> PhosphorManagement::createBmcDump(QString reason)
{
    Result<QString> answer = notHere(u"the dump service"_s);
    if (!m_dumps.isAvailable())
        co_return answer;
    const QVariantMap parameters{
        {phosphor::DumpParameter + "OriginatorId"_L1, reason},
        {phosphor::DumpParameter + "OriginatorType"_L1, QString(phosphor::Originator + "Internal"_L1)}};
    const QDBusReply<QDBusObjectPath> begun =
        co_await m_dumps.ask(phosphor::BmcDumpPath, phosphor::DumpCreate, u"CreateDump"_s, {parameters});
    if (!begun.isValid())
        answer = fail(errorOfPhosphor(begun.error(), u"the dump service begins no BMC dump"_s));
    else
        answer = begun.value().path();
    co_return answer;
}

QCoro::Task<Result<void>> PhosphorManagement::bmcDumpEnd(QString name)
{
    Result<void> answer =
        fail(ErrorCode::QuotaExceeded, u"the ends of %1 dumps are waited for already"_s.arg(MaxAwaitedDumps));
    if (m_waiters.use_count() > MaxAwaitedDumps)
        co_return answer;
    const auto waiter = m_waiters;
    const DumpWatch watch(m_dumps, name, m_settings.dumpDeadline);
    answer = co_await watch.ended();
    qCInfo(logPlatform).noquote() << "event=bmcDumpEnded dump=" << name
                                  << (answer ? u"complete"_s : describe(answer.error()));
    co_return answer;
}

QCoro::Task<Result<void>> PhosphorManagement::quiesce()
{
    Result<void> answer = notHere(u"systemd"_s);
    if (!m_systemd.isAvailable())
        co_return answer;
    const QDBusReply<QDBusObjectPath> job =
        co_await m_systemd.ask(systemd::ManagerPath, systemd::Manager, u"StartUnit"_s,
                               {QString(phosphor::QuiesceUnit), u"replace"_s});
    answer = {};
    if (!job.isValid()) {
        Error error = errorOf(job.error(), u"the BMC cannot be quiesced"_s);
        if (error.code == ErrorCode::NotFound
            || job.error().name() == "org.freedesktop.systemd1.UnitMasked"_L1)
            error.code = ErrorCode::Unsupported;
        answer = fail(error);
    }
    co_return answer;
}

} // namespace muster::agent
