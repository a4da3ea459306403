// SPDX-License-Identifier: Apache-2.0
#include "agent/units/failurebook.h"

#include "shared/log.h"
#include "shared/model/codec.h"

#include "agent/events/eventlog.h"
#include "agent/state/bmcstatus.h"
#include "agent/state/problems.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr auto FailedPrefix = "unit-failed:"_L1;
constexpr auto RecoveredPrefix = "unit-recovered:"_L1;

QString failureSentence(const UnitFailure &failure)
{
    return u"%1 failed: %2"_s.arg(failure.unit, failure.explanation);
}

Problem failedProblem(const UnitFailure &failure)
{
    Problem problem{FailedPrefix + failure.unit,
                    Health::Critical,
                    failure.unit,
                    failureSentence(failure),
                    u"look at its journal: journalctl -u %1"_s.arg(failure.unit),
                    failure.since()};
    if (failure.acknowledged) {
        problem.severity = Health::Warning;
        problem.text += u"; acknowledged by %1"_s.arg(failure.acknowledged->by);
        if (!failure.acknowledged->reason.isEmpty())
            problem.text += u": "_s + failure.acknowledged->reason;
    }
    return problem;
}

Problem recoveredProblem(const UnitFailure &failure)
{
    const QString often = failure.count > 1 ? u"failed %1 times"_s.arg(failure.count) : u"failed"_s;
    return {RecoveredPrefix + failure.unit,
            Health::Warning,
            failure.unit,
            u"%1 %2 and is well again; nobody has acknowledged it"_s.arg(failure.unit, often),
            u"look at its evidence, then acknowledge it"_s,
            failure.since()};
}

} // namespace

FailureBook::FailureBook(const Parts &parts, const QString &path, QuiescedUntil until, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_store(path)
    , m_until(until)
{
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(SaveDelay);
    connect(&m_saveSoon, &QTimer::timeout, this, &FailureBook::save);
}

FailureBook::~FailureBook()
{
    if (m_saveSoon.isActive())
        save();
}

void FailureBook::load()
{
    if (const auto loaded = m_store.load(m_parts.events); !loaded)
        qCWarning(logUnits).noquote() << "event=failuresUnreadable" << describe(loaded.error());
}

void FailureBook::setWatched(const QStringList &units)
{
    const QSet<QString> before = std::exchange(m_watched, QSet<QString>(units.cbegin(), units.cend()));
    const QSet<QString> gone = before - m_watched;
    for (const QString &unit : gone) {
        m_parts.problems.clear(FailedPrefix + unit);
        // Nobody looks any more whether it recovers; what somebody has taken note of is then over.
        const auto failure = m_store.unrecoveredOf(unit);
        if (failure && failure->acknowledged)
            amend(failure->id, [](UnitFailure &one) { one.recoveredAt = now(); });
    }
}

void FailureBook::setWatching(bool watching)
{
    m_isWatching = watching;
    m_wasWatching |= watching;
    tellBmcState();
}

bool FailureBook::knowsRun(const QString &unit, const QString &run) const
{
    return m_store.knowsRun(unit, run);
}

void FailureBook::excuse(const QString &unit, const QString &runId)
{
    m_store.excuse(unit, runId);
    saveSoon();
}

bool FailureBook::isExcused(const QString &unit, const QString &runId) const
{
    return m_store.isExcused(unit, runId);
}

UnitFailure FailureBook::record(const UnitFailure &failedRun)
{
    UnitFailure told = failedRun;
    if (told.incident.isEmpty())
        told.incident = told.id;
    told = m_store.take(told);
    m_parts.events.append(
        {Topic::Units, events::UnitFailed, Health::Critical, told.unit, failureSentence(told)}, told);
    changed(told.unit);
    return told;
}

void FailureBook::recover(const QString &unit, const QString &presentRun, Timestamp at, const QString &text,
                          const std::function<bool(const UnitFailure &)> &ends)
{
    const auto recovered = m_store.recover(unit, presentRun, at, ends);
    for (const UnitFailure &one : recovered) {
        m_parts.events.append({Topic::Units, events::UnitRecovered, Health::OK, unit, text}, one);
        if (m_until == QuiescedUntil::Recovered && !one.acknowledged)
            acknowledge({{one.id}, u"it recovered"_s}, u"muster-agent"_s);
    }
    if (recovered.isEmpty())
        return;
    changed(unit);
    qCInfo(logUnits) << "event=unitRecovered unit=" << unit;
}

void FailureBook::amend(const QString &id, const std::function<void(UnitFailure &)> &change)
{
    const auto failure = m_store.amend(id, change);
    if (!failure)
        return;
    m_parts.events.append({Topic::Units, events::UnitFailureChanged, Health::OK, failure->unit,
                           u"More is known of the failure of %1"_s.arg(failure->unit)},
                          *failure);
    changed(failure->unit);
}

AcknowledgeAnswer FailureBook::acknowledge(const AcknowledgeParams &params, const QString &by)
{
    AcknowledgeAnswer answer;
    const Acknowledgement note{now(), by, params.reason};
    for (const QString &id : params.failures) {
        bool isNew = false;
        const auto failure = m_store.amend(id, [&](UnitFailure &one) {
            isNew = !one.acknowledged;
            if (isNew)
                one.acknowledged = note;
            if (!one.recoveredAt && !m_watched.contains(one.unit))
                one.recoveredAt = note.at;
        });
        (failure ? answer.acknowledged : answer.unknown).append(id);
        if (!failure || !isNew)
            continue;
        m_parts.events.append({Topic::Units, events::UnitAcknowledged, Health::OK, failure->unit,
                               u"The failure of %1 was acknowledged by %2"_s.arg(failure->unit, by)},
                              *failure);
        changed(failure->unit);
    }
    return answer;
}

void FailureBook::endByReboot(Timestamp bootedAt)
{
    QStringList ended;
    for (const UnitFailure &failure : m_store.all()) {
        if (failure.recoveredAt && !failure.acknowledged && failure.at < bootedAt)
            ended.append(failure.id);
    }
    if (!ended.isEmpty())
        acknowledge({ended, u"the node was rebooted"_s}, u"muster-agent"_s);
}

void FailureBook::changed(const QString &unit)
{
    showProblems(unit);
    tellBmcState();
    saveSoon();
}

void FailureBook::saveSoon()
{
    if (!m_saveSoon.isActive())
        m_saveSoon.start();
}

void FailureBook::showProblems(const QString &unit)
{
    const auto latest = std::ranges::find(m_store.all(), unit, &UnitFailure::unit);
    const bool isKnown = latest != m_store.all().cend();
    if (isKnown && !latest->recoveredAt && m_watched.contains(unit))
        m_parts.problems.raise(failedProblem(*latest));
    else
        m_parts.problems.clear(FailedPrefix + unit);
    if (isKnown && latest->recoveredAt && !latest->acknowledged)
        m_parts.problems.raise(recoveredProblem(*latest));
    else
        m_parts.problems.clear(RecoveredPrefix + unit);
}

void FailureBook::tellBmcState()
{
    std::optional<Timestamp> since;
    for (const UnitFailure &failure : m_store.all()) {
        if (failure.isOpen())
            since = std::min(since.value_or(failure.since()), failure.since());
    }
    if (since)
        m_parts.bmc.set(BmcState::Quiesced, *since);
    else if (m_isWatching || m_wasWatching)
        m_parts.bmc.set(m_isWatching ? BmcState::Ready : BmcState::Unknown, now());
}

UnitFailureList FailureBook::list() const
{
    UnitFailureList list;
    list.sequence = m_parts.events.newest();
    qsizetype bytes = 0;
    for (const bool open : {true, false}) {
        for (const UnitFailure &failure : m_store.all()) {
            if (failure.isOpen() != open)
                continue;
            bytes += toJson(failure).size();
            if (bytes > MaxListBytes)
                ++list.omitted;
            else
                list.failures.append(failure);
        }
    }
    std::ranges::stable_sort(list.failures, std::greater(), &UnitFailure::at);
    return list;
}

std::optional<UnitFailure> FailureBook::unrecoveredOf(const QString &unit) const
{
    return m_store.unrecoveredOf(unit);
}

void FailureBook::save()
{
    m_saveSoon.stop();
    const auto saved = m_store.save(m_parts.events);
    m_parts.problems.set(!saved, {u"units-store"_s,
                                  Health::Warning,
                                  {},
                                  u"The list of failures cannot be stored: %1"_s.arg(
                                      saved ? QString() : describe(saved.error())),
                                  u"the event journal still has them; make room on the disk"_s,
                                  {}});
    if (!saved)
        qCWarning(logUnits).noquote() << "event=failuresNotSaved" << describe(saved.error());
}

} // namespace muster::agent
