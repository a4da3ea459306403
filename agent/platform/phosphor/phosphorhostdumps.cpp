// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/phosphor/phosphorhostdumps.h"

#include "agent/platform/busservice.h"
#include "agent/platform/phosphor/dumpwatch.h"
#include "agent/platform/phosphor/phosphordumps.h"
#include "agent/platform/phosphor/phosphorerrors.h"
#include "agent/platform/phosphor/phosphornames.h"

#include <QDBusError>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// What the host must be for a dump of this type; all else of it would refuse.
QStringList suitingStates(const QString &type)
{
    if (type == "system"_L1)
        return {u"Running"_s, u"Quiesced"_s, u"TransitioningToOff"_s};
    return {u"Running"_s};
}

QString needOf(const QString &type)
{
    return type == "system"_L1 ? u"it must be up, quiesced or on its way to off"_s : u"it must be up"_s;
}

QString enumOf(const QString &type)
{
    return phosphor::HostDumpType + type.first(1).toUpper() + type.sliced(1);
}

Error unsuitingState(const QString &type, const QString &state)
{
    return {ErrorCode::Conflict,
            u"the host is %1, and for a %2 dump %3"_s.arg(state, type, needOf(type)),
            {},
            u"params.type"_s,
            u"start the host, and wait until it runs"_s};
}

/// What the dump manager refuses, in words that say what to do.
Error errorOfHostDump(const QDBusError &error, const QString &type)
{
    Error result = errorOfPhosphor(error, u"the dump service has the host make no %1 dump"_s.arg(type));
    result.field = u"params.type"_s;
    if (result.code == ErrorCode::Busy) {
        result.text += u": one is being made, or waits to be fetched"_s;
        result.remedy = u"wait for it, or fetch it and delete it on the node"_s;
    } else if (result.code == ErrorCode::Conflict) {
        result.text += u": of the host, "_s + needOf(type);
        result.remedy = u"start the host, and wait until it runs"_s;
    }
    return result;
}

} // namespace

PhosphorHostDumps::PhosphorHostDumps(const BusService &dumps, PhosphorDumps &entries,
                                     std::chrono::milliseconds deadline)
    : m_dumps(dumps)
    , m_entries(entries)
    , m_deadline(deadline)
{
}

QString PhosphorHostDumps::unavailable(const QString &type) const
{
    if (!m_dumps.isAvailable())
        return u"the host makes it, and this node has no dump service that takes it"_s;
    if (!m_entries.creatable().contains(type))
        return u"the host makes it, and this node's dump service cannot ask the host for one; it is listed "
               "here once the dump service has it"_s;
    return {};
}

/// As the dump manager does it: what it counts as one that is being made blocks the next.
Result<void> PhosphorHostDumps::checkEntries(const QString &type) const
{
    if (const QString why = unavailable(type); !why.isEmpty())
        return fail(ErrorCode::Unsupported, why, u"params.type"_s);
    if (type != "system"_L1)
        return {};
    for (const ManagementDump &dump : m_entries.all()) {
        if (dump.type != type || (!dump.isOpen && (dump.isOffloaded || dump.state != DumpState::Complete)))
            continue;
        QString text = u"the dump %1 waits to be fetched"_s;
        QString remedy = u"fetch it, and delete it"_s;
        if (dump.isOpen && dump.state == DumpState::Failed) {
            text = u"the dump %1 has never ended"_s;
            remedy = u"delete it"_s;
        } else if (dump.isOpen) {
            text = u"the dump %1 is being made"_s;
            remedy = u"wait for it"_s;
        }
        return fail({ErrorCode::Busy, text.arg(dump.id), {}, u"params.type"_s, remedy});
    }
    return {};
}

QCoro::Task<Result<void>> PhosphorHostDumps::check(QString type)
{
    // This goes with its entries.
    const QPointer<PhosphorDumps> entries(&m_entries);
    Result<void> answer = co_await m_entries.refresh();
    if (!entries)
        answer = fail(ErrorCode::Cancelled, u"the agent is ending"_s);
    else if (answer)
        answer = checkEntries(type);
    if (!answer)
        co_return answer;
    QDBusMessage call = QDBusMessage::createMethodCall(phosphor::HostService, phosphor::HostPath,
                                                       phosphor::Properties, u"Get"_s);
    call.setArguments({QString(phosphor::HostState), u"CurrentHostState"_s});
    call.setAutoStartService(false);
    const QDBusMessage read =
        co_await m_dumps.replyTo(m_dumps.connection().asyncCall(call, int(BusService::CallDeadline.count())));
    if (read.type() == QDBusMessage::ErrorMessage) {
        Error error = errorOfPhosphor(QDBusError(read), u"the host's state is not known"_s);
        if (error.code == ErrorCode::Unsupported || error.code == ErrorCode::NotFound)
            error.code = ErrorCode::Unavailable;
        answer = fail(error);
        co_return answer;
    }
    const auto value = read.arguments().value(0).value<QDBusVariant>();
    const QString state = value.variant().toString().section(u'.', -1);
    if (!suitingStates(type).contains(state))
        answer = fail(unsuitingState(type, state));
    co_return answer;
}

QCoro::Task<Result<QString>> PhosphorHostDumps::begin(QString type, QString originator)
{
    Result<QString> answer = fail(ErrorCode::Unsupported, unavailable(type), u"params.type"_s);
    if (!answer.error().text.isEmpty())
        co_return answer;
    const QVariantMap parameters{
        {phosphor::HostDumpParameter + "DumpType"_L1, enumOf(type)},
        {phosphor::DumpParameter + "OriginatorId"_L1, originator},
        {phosphor::DumpParameter + "OriginatorType"_L1, QString(phosphor::Originator + "Internal"_L1)}};
    const QDBusMessage begun = co_await m_dumps.ask(phosphor::DumpsPath + u'/' + type, phosphor::DumpCreate,
                                                    u"CreateDump"_s, {parameters});
    if (begun.type() == QDBusMessage::ErrorMessage)
        answer = fail(errorOfHostDump(QDBusError(begun), type));
    else
        answer = begun.arguments().value(0).value<QDBusObjectPath>().path();
    co_return answer;
}

QCoro::Task<Result<void>> PhosphorHostDumps::ended(QString name)
{
    const DumpWatch watch(m_dumps, name, m_deadline);
    const Result<void> answer = co_await watch.ended();
    co_return answer;
}

} // namespace muster::agent
