// SPDX-License-Identifier: Apache-2.0
#include "agent/units/failurestore.h"

#include "shared/model/codec.h"
#include "shared/model/event.h"
#include "shared/store/atomicfile.h"

#include "agent/events/eventlog.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qsizetype MaxFailureFileBytes = 8 * 1024 * 1024;
constexpr int EventsPerRead = 500;
constexpr qsizetype PageBytes = 1024 * 1024;

/// A run that was excused, as it is written.
struct Excuse
{
    QString unit;
    QString id;

    static constexpr auto fields()
    {
        return std::tuple(field("unit", &Excuse::unit, "Full unit name"),
                          field("id", &Excuse::id, "Unit name and invocation"));
    }
};

struct FailureFile
{
    QString epoch;
    qint64 sequence = 0;
    QList<UnitFailure> failures;
    QList<Excuse> excused;
    QStringList runs;

    static constexpr auto fields()
    {
        return std::tuple(
            field("epoch", &FailureFile::epoch, "The journal that sequence counts in"),
            field("sequence", &FailureFile::sequence, "The last event that is taken into account"),
            field("failures", &FailureFile::failures, "Newest first"),
            field("excused", &FailureFile::excused, "Runs that ended badly in a stop on request").optional(),
            field("runs", &FailureFile::runs, "Runs that are known to have failed, oldest first").optional());
    }
};

QString keyOf(const QString &unit, const QString &run)
{
    return unit + u'@' + run;
}

bool tellsAFailure(const QString &kind)
{
    return kind == events::UnitFailed || kind == events::UnitRecovered || kind == events::UnitFailureChanged
           || kind == events::UnitAcknowledged;
}

/// A failure that has happened once more. What belongs to its latest run is of that; the rest stays. A run
/// that is only found out later is counted, and changes no more.
UnitFailure merged(const UnitFailure &known, const UnitFailure &failedRun)
{
    UnitFailure failure = failedRun.at < known.at ? known : failedRun;
    failure.id = known.id;
    // It may have been brought down by something else this time.
    failure.incident = failedRun.incident == failedRun.id ? known.incident : failedRun.incident;
    failure.firstAt = std::min(known.since(), failedRun.at);
    failure.count = known.count + 1;
    failure.suppressed = known.suppressed + failedRun.suppressed;
    failure.dump = known.dump;
    failure.action = known.action;
    failure.attempts = known.attempts;
    if (failure.chain.isEmpty())
        failure.chain = known.chain;
    return failure;
}

} // namespace

FailureStore::FailureStore(QString path)
    : m_path(std::move(path))
{
}

Result<void> FailureStore::load(const EventLog &events)
{
    const auto file = readFile(m_path, MaxFailureFileBytes).and_then([](const QByteArray &bytes) {
        return fromJson<FailureFile>(bytes, MaxFailureFileBytes);
    });
    qint64 from = events.oldest();
    if (file) {
        m_failures = file->failures;
        for (const Excuse &excuse : file->excused)
            m_excused.insert(excuse.unit, excuse.id);
        for (const QString &run : file->runs)
            noteRun(run);
        if (const auto shared = events.sharedWith(file->epoch))
            from = std::max(from, std::min(file->sequence, *shared) + 1);
    }
    takeFromJournal(events, from);
    if (!file && file.error().code != ErrorCode::NotFound) {
        Error error = file.error();
        error.source = m_path;
        return fail(error);
    }
    return {};
}

Result<void> FailureStore::save(const EventLog &events) const
{
    // Not that of an event that would be gone after a kill: all failures would be read again then.
    const auto position = events.durable();
    FailureFile file{position.epoch, position.sequence, m_failures, {}, {}};
    file.runs = QStringList(m_runs.cbegin(), m_runs.cend());
    for (auto excused = m_excused.cbegin(); excused != m_excused.cend(); ++excused)
        file.excused.append({excused.key(), *excused});
    return replaceFile(m_path, toJson(file));
}

void FailureStore::takeFromJournal(const EventLog &events, qint64 from)
{
    while (from > 0 && from <= events.newest()) {
        const QList<QByteArray> page = events.read(from, EventsPerRead, PageBytes);
        if (page.isEmpty())
            return;
        for (const QByteArray &json : page) {
            const auto event = fromJson<Event>(json);
            if (!event || !tellsAFailure(event->kind))
                continue;
            if (const auto failure = fromJson<UnitFailure>(event->data.text)) {
                put(*failure);
                noteRun(keyOf(failure->unit, failure->run));
            }
        }
        from += page.size();
    }
    bound();
}

bool FailureStore::knowsRun(const QString &unit, const QString &run) const
{
    if (run.isEmpty())
        return false;
    return m_knownRuns.contains(keyOf(unit, run)) || std::ranges::any_of(m_failures, [&](const auto &one) {
               return one.unit == unit && (one.run == run || one.invocationId == run);
           });
}

UnitFailure FailureStore::take(const UnitFailure &failedRun)
{
    const auto latest = std::ranges::find(m_failures, failedRun.unit, &UnitFailure::unit);
    UnitFailure failure = failedRun;
    if (latest != m_failures.end() && !latest->acknowledged) {
        failure = merged(*latest, failedRun);
        m_failures.erase(latest);
    } else if (latest != m_failures.end() && !latest->recoveredAt) {
        // It was started again and failed again without ever having been well: this is news.
        latest->recoveredAt = failedRun.at;
    }
    failure.run = failedRun.invocationId;
    m_failures.prepend(failure);
    noteRun(keyOf(failure.unit, failure.run));
    bound();
    return failure;
}

QList<UnitFailure> FailureStore::recover(const QString &unit, const QString &presentRun, Timestamp at,
                                         const std::function<bool(const UnitFailure &)> &ends)
{
    QList<UnitFailure> recovered;
    for (UnitFailure &failure : m_failures) {
        if (failure.unit != unit || failure.recoveredAt || !ends(failure)
            || (!presentRun.isEmpty() && failure.invocationId == presentRun))
            continue;
        failure.recoveredAt = at;
        recovered.append(failure);
    }
    if (!recovered.isEmpty())
        bound();
    return recovered;
}

std::optional<UnitFailure> FailureStore::amend(const QString &id,
                                               const std::function<void(UnitFailure &)> &change)
{
    const auto known = std::ranges::find(m_failures, id, &UnitFailure::id);
    if (known == m_failures.end())
        return std::nullopt;
    change(*known);
    const UnitFailure changed = *known;
    bound();
    return changed;
}

void FailureStore::excuse(const QString &unit, const QString &id)
{
    m_excused.insert(unit, id);
}

bool FailureStore::isExcused(const QString &unit, const QString &id) const
{
    return m_excused.value(unit) == id;
}

std::optional<UnitFailure> FailureStore::unrecoveredOf(const QString &unit) const
{
    const auto latest = std::ranges::find(m_failures, unit, &UnitFailure::unit);
    if (latest == m_failures.cend() || latest->recoveredAt)
        return std::nullopt;
    return *latest;
}

std::optional<UnitFailure> FailureStore::find(const QString &id) const
{
    const auto known = std::ranges::find(m_failures, id, &UnitFailure::id);
    return known == m_failures.cend() ? std::nullopt : std::optional(*known);
}

QStringList FailureStore::openIds() const
{
    QStringList ids;
    for (const UnitFailure &failure : m_failures) {
        if (failure.isOpen())
            ids.append(failure.id);
    }
    return ids;
}

/// The journal tells of a failure several times, each time as it was then.
void FailureStore::put(const UnitFailure &failure)
{
    const auto known = std::ranges::find(m_failures, failure.id, &UnitFailure::id);
    const bool failedAgain = known != m_failures.end() && known->count < failure.count;
    if (known != m_failures.end() && !failedAgain) {
        *known = failure;
        return;
    }
    if (known != m_failures.end())
        m_failures.erase(known);
    m_failures.prepend(failure);
}

void FailureStore::noteRun(const QString &run)
{
    if (run.endsWith(u'@') || m_knownRuns.contains(run))
        return;
    m_runs.push_back(run);
    m_knownRuns.insert(run);
    if (m_runs.size() > KnownRuns) {
        m_knownRuns.remove(m_runs.front());
        m_runs.pop_front();
    }
}

/// What is open is never given up; there is one such failure of each unit, or two.
void FailureStore::bound()
{
    int closed = 0;
    m_failures.removeIf(
        [&](const UnitFailure &failure) { return !failure.isOpen() && ++closed > KeptClosed; });
}

} // namespace muster::agent
