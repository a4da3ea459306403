// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatedlog.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

SimulatedLog::SimulatedLog(QObject *parent)
    : LogPlatform(parent)
{
    write(LogSeverity::Informational, u"xyz.openbmc_project.State.BMC.StateChanged"_s);
    write(LogSeverity::Warning, u"xyz.openbmc_project.Sensor.Threshold.Warning"_s,
          {{u"SENSOR_NAME"_s, u"inlet temperature"_s}});
}

QString SimulatedLog::name() const
{
    return u"simulated"_s;
}

QString SimulatedLog::write(LogSeverity severity, const QString &message, const QList<ErrorDatum> &data)
{
    LogEntry entry;
    entry.id = QString::number(++m_lastId);
    entry.at = now();
    entry.severity = severity;
    entry.message = message;
    entry.isResolved = false;
    entry.source = u"simulated"_s;
    entry.data = data;
    m_entries.prepend(entry);
    entry.data.clear();
    Q_EMIT added(entry);
    return entry.id;
}

void SimulatedLog::resolve(const QString &id)
{
    const auto found = std::ranges::find(m_entries, id, &LogEntry::id);
    if (found != m_entries.end())
        found->isResolved = true;
}

QCoro::Task<Result<LogReading>> SimulatedLog::read()
{
    Result<LogReading> answer = LogReading();
    if (m_refusal) {
        answer = fail(*m_refusal);
        co_return answer;
    }
    answer->entries = m_entries;
    for (LogEntry &entry : answer->entries)
        entry.data.clear();
    co_return answer;
}

QCoro::Task<Result<LogEntry>> SimulatedLog::entry(QString id)
{
    const auto found = std::ranges::find(m_entries, id, &LogEntry::id);
    Result<LogEntry> answer =
        fail(ErrorCode::NotFound, u"the log has no entry %1 (any more)"_s.arg(id), u"params.id"_s);
    if (m_refusal)
        answer = fail(*m_refusal);
    else if (found != m_entries.cend())
        answer = *found;
    co_return answer;
}

QCoro::Task<Result<QList<LogEntry>>> SimulatedLog::blocks()
{
    Result<QList<LogEntry>> answer = QList<LogEntry>();
    if (m_refusal)
        answer = fail(*m_refusal);
    for (const LogEntry &entry : std::as_const(m_entries)) {
        if (answer && entry.id == m_blocking && !entry.isResolved.value_or(false))
            answer->append(entry);
    }
    co_return answer;
}

QCoro::Task<Result<void>> SimulatedLog::remove(QString id)
{
    Result<void> answer;
    if (m_refusal)
        answer = fail(*m_refusal);
    else if (id == m_kept)
        answer = fail(ErrorCode::Conflict, u"the entry is needed still"_s);
    else if (m_entries.removeIf([&](const LogEntry &one) { return one.id == id; }) == 0)
        answer = fail(ErrorCode::NotFound, u"the log has no entry %1 (any more)"_s.arg(id), u"params.id"_s);
    else
        Q_EMIT removed({id});
    co_return answer;
}

QCoro::Task<Result<void>> SimulatedLog::removeAll()
{
    Result<void> answer;
    if (m_refusal) {
        answer = fail(*m_refusal);
        co_return answer;
    }
    QStringList gone;
    m_entries.removeIf([&](const LogEntry &one) {
        if (one.id == m_kept)
            return false;
        gone.append(one.id);
        return true;
    });
    Q_EMIT removed(gone);
    co_return answer;
}

} // namespace muster::agent
