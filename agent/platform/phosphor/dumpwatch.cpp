// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/phosphor/dumpwatch.h"

#include "agent/platform/busservice.h"
#include "agent/platform/phosphor/phosphorerrors.h"
#include "agent/platform/phosphor/phosphornames.h"

#include <QCoroTask>
#include <QDBusArgument>
#include <QDBusObjectPath>
#include <QDBusReply>

using namespace Qt::StringLiterals;

namespace muster::agent {

DumpWatch::DumpWatch(const BusService &dumps, QString name, std::chrono::milliseconds deadline)
    : m_dumps(dumps)
    , m_name(std::move(name))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this, deadline] {
        end(ErrorCode::Timeout,
            u"the dump %1 did not end within %2 s"_s.arg(m_name).arg(double(deadline.count()) / 1000));
    });
    m_deadline.start(deadline);
    connect(&dumps, &QObject::destroyed, this,
            [this] { end(ErrorCode::Cancelled, u"nobody waits for the dump %1 any more"_s.arg(m_name)); });
    connect(&dumps, &BusService::available, this, &DumpWatch::begin);
    if (dumps.isAvailable())
        begin();
}

/// Signals are hooked first and the state is read second, so that no change is missed.
void DumpWatch::begin()
{
    QDBusConnection bus = m_dumps.connection();
    bus.connect(m_dumps.owner(), m_name, phosphor::Properties, u"PropertiesChanged"_s,
                {QString(phosphor::Progress)}, QString(), this, SLOT(takeProperties(QDBusMessage)));
    bus.connect(m_dumps.owner(), phosphor::DumpsPath, phosphor::ObjectManager, u"InterfacesRemoved"_s, this,
                SLOT(takeRemoved(QDBusMessage)));
    read(this);
}

QCoro::Task<> DumpWatch::read(QPointer<DumpWatch> self)
{
    const QString owner = self->m_dumps.owner();
    const QDBusReply<QVariantMap> progress = co_await self->m_dumps.ask(
        self->m_name, phosphor::Properties, u"GetAll"_s, {QString(phosphor::Progress)});
    // One that has left meanwhile does not answer; the next one is read, too.
    if (!self || self->m_dumps.owner() != owner)
        co_return;
    if (progress.isValid()) {
        self->takeProgress(progress.value());
        co_return;
    }
    const Error error = errorOfPhosphor(progress.error(), u"the dump service does not tell of the dump"_s);
    if (error.code == ErrorCode::Unsupported)
        self->end(ErrorCode::NotFound, u"the dump service has no dump %1 (any more)"_s.arg(self->m_name));
    else if (error.code == ErrorCode::Forbidden)
        self->end(error.code, error.text);
}

void DumpWatch::takeProperties(const QDBusMessage &message)
{
    const QVariantList arguments = message.arguments();
    if (arguments.size() == 3)
        takeProgress(qdbus_cast<QVariantMap>(arguments[1]));
}

void DumpWatch::takeRemoved(const QDBusMessage &message)
{
    if (message.arguments().value(0).value<QDBusObjectPath>().path() == m_name)
        end(ErrorCode::NotFound, u"the dump %1 was deleted before it was complete"_s.arg(m_name));
}

void DumpWatch::takeProgress(const QVariantMap &progress)
{
    const quint64 start = progress.value(u"StartTime"_s, m_start).toULongLong();
    if (m_start != 0 && start != m_start) {
        end(ErrorCode::NotFound, u"the dump %1 was lost in a restart of the dump service"_s.arg(m_name));
        return;
    }
    m_start = start;
    const QString status = progress.value(u"Status"_s).toString();
    if (status == phosphor::ProgressStatus + "Completed"_L1)
        m_ended.complete({});
    else if (status == phosphor::ProgressStatus + "Failed"_L1)
        end(ErrorCode::Io, u"the dump service says that the dump %1 failed"_s.arg(m_name));
    else if (status == phosphor::ProgressStatus + "Aborted"_L1)
        end(ErrorCode::Cancelled, u"the dump service says that the dump %1 was aborted"_s.arg(m_name));
}

void DumpWatch::end(ErrorCode code, const QString &text)
{
    m_ended.complete(fail(code, text));
}

} // namespace muster::agent
