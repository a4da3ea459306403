// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatedunits.h"

#include <csignal>

using namespace Qt::StringLiterals;

namespace muster::agent {

void SimulatedUnits::watch(const QStringList &units)
{
    const QSet<QString> known = std::exchange(m_watched, QSet<QString>(units.cbegin(), units.cend()));
    if (!m_working)
        return;
    for (const QString &unit : units) {
        if (!known.contains(unit))
            tell(unit);
    }
    Q_EMIT watchStarted();
}

QCoro::Task<Result<QList<JournalLine>>> SimulatedUnits::journal(QString unit, QString, int lines)
{
    const QList<JournalLine> all = m_units.value(unit).lines;
    Result<QList<JournalLine>> latest = all.sliced(std::max(all.size() - lines, qsizetype(0)));
    co_return latest;
}

QCoro::Task<Result<QList<UnitProperty>>> SimulatedUnits::properties(QString unit)
{
    const UnitStatus status = m_units.value(unit).snapshot.status;
    // Whoever looks at evidence of a failure that never was sees so there, too.
    Result<QList<UnitProperty>> properties = QList<UnitProperty>{{u"ActiveState"_s, status.activeState},
                                                                 {u"Result"_s, status.result},
                                                                 {u"Platform"_s, u"simulated"_s}};
    co_return properties;
}

QCoro::Task<Result<QList<UnitDependency>>> SimulatedUnits::dependencies(QString unit)
{
    QList<UnitDependency> needed;
    for (const QString &need : m_needs.value(unit)) {
        const UnitStatus &status = m_units.value(need).snapshot.status;
        needed.append({need, unit, u"Requires"_s, status.activeState, status.subState, status.result,
                       status.invocationId, status.since.value_or(Timestamp())});
    }
    Result<QList<UnitDependency>> answer = needed;
    co_return answer;
}

QCoro::Task<Result<UnitPast>> SimulatedUnits::lookBack(QStringList units, Timestamp since)
{
    UnitPast past = m_past;
    past.failures.removeIf(
        [&](const PastFailure &one) { return one.at < since || !units.contains(one.unit); });
    past.jobs.removeIf([&](const UnitJobEnd &one) { return one.at < since || !units.contains(one.unit); });
    Result<UnitPast> answer = past;
    co_return answer;
}

QCoro::Task<Result<void>> SimulatedUnits::restart(QString unit)
{
    Result<void> answer;
    if (m_units.contains(unit))
        run(unit);
    else
        answer = fail(ErrorCode::NotFound, u"there is no unit %1"_s.arg(unit));
    co_return answer;
}

QCoro::Task<Result<QStringList>> SimulatedUnits::known(QStringList units)
{
    units.removeIf([this](const QString &unit) { return !m_units.contains(unit); });
    Result<QStringList> answer = units;
    co_return answer;
}

QCoro::Task<Result<void>> SimulatedUnits::reboot()
{
    ++m_reboots;
    Result<void> answer;
    co_return answer;
}

void SimulatedUnits::run(const QString &unit, const QString &description, const QString &invocationId)
{
    UnitSnapshot &snapshot = m_units[unit].snapshot;
    if (!description.isEmpty())
        snapshot.status.description = description;
    snapshot.status.invocationId =
        invocationId.isEmpty() ? u"%1"_s.arg(++m_lastRun, 32, 16, QLatin1Char('0')) : invocationId;
    snapshot.status.restarts = 0;
    snapshot.mainCode = snapshot.mainStatus = 0;
    change(unit, u"active"_s, u"running"_s, u"success"_s);
}

void SimulatedUnits::kill(const QString &unit, int signal, int restarts)
{
    UnitSnapshot &snapshot = m_units[unit].snapshot;
    snapshot.mainCode = CLD_KILLED;
    snapshot.mainStatus = signal;
    snapshot.status.restarts = restarts;
    change(unit, u"failed"_s, u"failed"_s, u"signal"_s);
    notePast(unit);
}

void SimulatedUnits::exit(const QString &unit, int code, int restarts)
{
    UnitSnapshot &snapshot = m_units[unit].snapshot;
    snapshot.mainCode = CLD_EXITED;
    snapshot.mainStatus = code;
    snapshot.status.restarts = restarts;
    if (code == 0)
        change(unit, u"inactive"_s, u"dead"_s, u"success"_s);
    else
        change(unit, u"failed"_s, u"failed"_s, u"exit-code"_s);
    if (code != 0)
        notePast(unit);
}

void SimulatedUnits::beginCrash(const QString &unit, int code)
{
    UnitSnapshot &snapshot = m_units[unit].snapshot;
    snapshot.mainCode = CLD_EXITED;
    snapshot.mainStatus = code;
    change(unit, u"activating"_s, u"auto-restart"_s, u"exit-code"_s);
    notePast(unit);
}

void SimulatedUnits::crash(const QString &unit, int code)
{
    beginCrash(unit, code);
    m_past.failures.last().wasRestarted = true;
    UnitSnapshot &snapshot = m_units[unit].snapshot;
    ++snapshot.status.restarts;
    snapshot.status.invocationId = u"%1"_s.arg(++m_lastRun, 32, 16, QLatin1Char('0'));
    snapshot.mainCode = snapshot.mainStatus = 0;
    change(unit, u"active"_s, u"running"_s, u"success"_s);
}

void SimulatedUnits::reset(const QString &unit)
{
    change(unit, u"inactive"_s, u"dead"_s, u"success"_s); // how its process ended stays known
}

void SimulatedUnits::endJob(const QString &target, const QString &result, const QStringList &needs)
{
    m_needs.insert(target, needs);
    const UnitJobEnd job{QString::number(++m_lastJob), target, result, now()};
    if (result != "done"_L1 && result != "canceled"_L1)
        m_past.jobs.append(job);
    if (m_past.jobs.size() > KeptPast)
        m_past.jobs.removeFirst();
    if (m_working && m_watched.contains(target))
        Q_EMIT jobEnded(job);
}

void SimulatedUnits::notePast(const QString &unit)
{
    const UnitSnapshot &snapshot = m_units.value(unit).snapshot;
    m_past.failures.append({unit, snapshot.status.invocationId, snapshot.status.result, now(),
                            snapshot.mainCode, snapshot.mainStatus, snapshot.status.restarts, false, false});
    if (m_past.failures.size() > KeptPast)
        m_past.failures.removeFirst();
}

void SimulatedUnits::stop(const QString &unit)
{
    change(unit, u"deactivating"_s, u"stop-sigterm"_s, u"success"_s);
    UnitSnapshot &snapshot = m_units[unit].snapshot;
    snapshot.mainCode = CLD_KILLED;
    snapshot.mainStatus = SIGTERM;
    change(unit, u"inactive"_s, u"dead"_s, u"success"_s);
}

void SimulatedUnits::remove(const QString &unit)
{
    m_units.remove(unit);
    if (m_working && m_watched.contains(unit))
        tell(unit);
}

void SimulatedUnits::writeLine(const QString &unit, const QString &message, int priority)
{
    QList<JournalLine> &lines = m_units[unit].lines;
    lines.append({now(), priority, unit.section(u'.', 0, -2), message});
    if (lines.size() > KeptLines)
        lines.removeFirst();
}

QList<UnitStatus> SimulatedUnits::all() const
{
    QList<UnitStatus> all;
    for (const Unit &unit : m_units)
        all.append(unit.snapshot.status);
    return all;
}

QList<std::pair<QString, JournalLine>> SimulatedUnits::allLines() const
{
    QList<std::pair<QString, JournalLine>> all;
    for (const auto &[name, unit] : m_units.asKeyValueRange()) {
        for (const JournalLine &line : unit.lines)
            all.append({name, line});
    }
    return all;
}

void SimulatedUnits::loseWatch(const Error &reason)
{
    m_working = false;
    Q_EMIT watchLost(reason);
}

void SimulatedUnits::regainWatch()
{
    m_working = true;
    const QSet<QString> watched = m_watched;
    for (const QString &unit : watched)
        tell(unit);
    Q_EMIT watchStarted();
}

void SimulatedUnits::change(const QString &unit, const QString &activeState, const QString &subState,
                            const QString &result)
{
    UnitStatus &status = m_units[unit].snapshot.status;
    status.unit = unit;
    status.loadState = u"loaded"_s;
    status.activeState = activeState;
    status.subState = subState;
    status.result = result;
    status.since = now();
    if (m_working && m_watched.contains(unit))
        tell(unit);
}

void SimulatedUnits::tell(const QString &unit)
{
    const auto known = m_units.constFind(unit);
    UnitSnapshot snapshot;
    if (known != m_units.cend()) {
        snapshot = known->snapshot;
    } else {
        snapshot.status.unit = unit;
        snapshot.status.loadState = u"not-found"_s;
        snapshot.status.activeState = u"inactive"_s;
        snapshot.status.subState = u"dead"_s;
    }
    Q_EMIT unitChanged(snapshot);
}

} // namespace muster::agent
