// SPDX-License-Identifier: Apache-2.0
#include "agent/units/failurestore.h"

#include "shared/model/codec.h"
#include "shared/model/event.h"
#include "shared/store/atomicfile.h"

#include "agent/events/eventlog.h"

#include <QSet>

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

    static constexpr auto fields()
    {
        return std::tuple(
            field("epoch", &FailureFile::epoch, "The journal that sequence counts in"),
            field("sequence", &FailureFile::sequence, "The last event that is taken into account"),
            field("failures", &FailureFile::failures, "Newest first"),
            field("excused", &FailureFile::excused, "Runs that ended badly in a stop on request").optional());
    }
};

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
    FailureFile file{position.epoch, position.sequence, m_failures, {}};
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
            if (!event || (event->kind != events::UnitFailed && event->kind != events::UnitRecovered))
                continue;
            if (const auto failure = fromJson<UnitFailure>(event->data.text))
                put(*failure);
        }
        from += page.size();
    }
    bound();
}

bool FailureStore::knows(const QString &id) const
{
    return std::ranges::contains(m_failures, id, &UnitFailure::id);
}

void FailureStore::add(const UnitFailure &failure)
{
    put(failure);
    bound();
}

QList<UnitFailure> FailureStore::recover(const QString &unit, const QString &presentRun, Timestamp at)
{
    QList<UnitFailure> recovered;
    for (UnitFailure &failure : m_failures) {
        if (failure.unit != unit || failure.recoveredAt || failure.invocationId == presentRun)
            continue;
        failure.recoveredAt = at;
        recovered.append(failure);
    }
    if (!recovered.isEmpty())
        bound();
    return recovered;
}

void FailureStore::excuse(const QString &unit, const QString &id)
{
    m_excused.insert(unit, id);
}

bool FailureStore::isExcused(const QString &unit, const QString &id) const
{
    return m_excused.value(unit) == id;
}

std::optional<UnitFailure> FailureStore::openOf(const QString &unit) const
{
    const auto latest = std::ranges::find(m_failures, unit, &UnitFailure::unit);
    if (latest == m_failures.cend() || latest->recoveredAt)
        return std::nullopt;
    return *latest;
}

QStringList FailureStore::openIds() const
{
    QStringList ids;
    QSet<QString> seen;
    for (const UnitFailure &failure : m_failures) {
        if (!failure.recoveredAt && !seen.contains(failure.unit))
            ids.append(failure.id);
        seen.insert(failure.unit);
    }
    return ids;
}

void FailureStore::put(const UnitFailure &failure)
{
    const auto known = std::ranges::find(m_failures, failure.id, &UnitFailure::id);
    if (known != m_failures.end())
        *known = failure;
    else
        m_failures.prepend(failure);
}

void FailureStore::bound()
{
    if (m_failures.size() <= KeptClosed)
        return;
    const QStringList ids = openIds();
    const QSet<QString> open(ids.cbegin(), ids.cend());
    int closed = 0;
    m_failures.removeIf(
        [&](const UnitFailure &failure) { return !open.contains(failure.id) && ++closed > KeptClosed; });
}

} // namespace muster::agent
