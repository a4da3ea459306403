// SPDX-License-Identifier: Apache-2.0
#include "agent/units/unitservice.h"

#include "shared/log.h"
#include "shared/wire/completion.h"

#include "agent/events/eventlog.h"
#include "agent/jobs/jobs.h"
#include "agent/state/problems.h"
#include "agent/units/unitfolder.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr auto FailedPrefix = "unit-failed:"_L1;
constexpr auto UnknownPrefix = "unit-unknown:"_L1;

Problem problemOf(const UnitFailure &failure)
{
    return {FailedPrefix + failure.unit,
            Health::Critical,
            failure.unit,
            u"%1 failed: %2"_s.arg(failure.unit, failure.explanation),
            u"look at its journal: journalctl -u %1"_s.arg(failure.unit),
            failure.at};
}

Problem notWatching(const Error &reason)
{
    return {u"units-not-watching"_s,
            Health::Critical,
            {},
            u"Units are not watched: %1"_s.arg(reason.text),
            reason.remedy,
            {}};
}

} // namespace

UnitService::UnitService(const Parts &parts, const QString &stateFolder, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_failures(stateFolder + "/failures.json"_L1)
    , m_evidence(stateFolder + "/evidence"_L1)
    , m_notWatchingBecause(u"the agent has only just started"_s)
{
    m_tellSoon.setSingleShot(true);
    m_tellSoon.setInterval(0);
    connect(&m_tellSoon, &QTimer::timeout, this, &UnitService::tellChanges);
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(SaveDelay);
    connect(&m_saveSoon, &QTimer::timeout, this, &UnitService::save);
    connect(&parts.folder, &UnitFolder::changed, this, &UnitService::watchAll);
    connect(&parts.platform, &UnitPlatform::unitChanged, this, &UnitService::takeChange);
    connect(&parts.platform, &UnitPlatform::watchStarted, this, [this] { setWatching(true, {}); });
    connect(&parts.platform, &UnitPlatform::watchLost, this,
            [this](const Error &reason) { setWatching(false, reason); });
}

UnitService::~UnitService()
{
    if (m_saveSoon.isActive())
        save();
}

void UnitService::start()
{
    if (const auto loaded = m_failures.load(m_parts.events); !loaded)
        qCWarning(logUnits).noquote() << "event=failuresUnreadable" << describe(loaded.error());
    m_parts.folder.start();
    watchAll();
}

UnitList UnitService::units() const
{
    UnitList list;
    list.watching = m_watching;
    list.notWatchingBecause = m_notWatchingBecause;
    for (const auto &[name, watched] : m_units)
        list.units.append(watched.status);
    list.sequence = m_parts.events.newest();
    return list;
}

UnitFailureList UnitService::failures() const
{
    return {m_failures.all(), m_parts.events.newest()};
}

Result<UnitEvidence> UnitService::evidence(const QString &failureId) const
{
    return m_evidence.get(failureId);
}

Result<JobStarted> UnitService::collect(const CollectParams &params, const QString &startedBy)
{
    const auto watched = m_units.find(params.unit);
    if (watched == m_units.end())
        return fail({ErrorCode::NotFound,
                     u"the unit is not watched"_s,
                     {},
                     params.unit,
                     u"units.list has those that are"_s});
    const UnitStatus &status = watched->second.status;
    const auto job =
        m_parts.jobs.start(u"units.evidence"_s, u"Evidence of %1"_s.arg(params.unit), startedBy, true);
    if (!job)
        return fail(job.error());
    runCollect(this, {runId(status), params.unit, status.invocationId, params.lines}, *job);
    return JobStarted{*job};
}

void UnitService::watchAll()
{
    const QStringList wanted = m_parts.folder.units();
    const QSet<QString> names(wanted.cbegin(), wanted.cend());
    for (auto unit = m_units.begin(); unit != m_units.end();) {
        if (names.contains(unit->first)) {
            ++unit;
            continue;
        }
        m_parts.problems.clear(FailedPrefix + unit->first);
        m_parts.problems.clear(UnknownPrefix + unit->first);
        m_unread.remove(unit->first);
        m_changed.remove(unit->first);
        unit = m_units.erase(unit);
    }
    for (const QString &name : wanted) {
        const auto [unit, isNew] = m_units.try_emplace(name);
        unit->second.status.unit = name;
        if (isNew)
            m_unread.insert(name);
    }
    const bool hasNews = !m_unread.isEmpty();
    m_parts.platform.watch(wanted);
    if (!hasNews)
        tellFirstLooks();
}

void UnitService::takeChange(const UnitSnapshot &unit)
{
    const auto found = m_units.find(unit.status.unit);
    if (found == m_units.end())
        return;
    Watched &watched = found->second;
    const UnitHistory before = watched.history;
    act(judge(watched.history, unit), before, unit);

    const bool isFirstLook = m_unread.remove(unit.status.unit);
    if (unit.status != watched.status) {
        if (unit.status.loadState != watched.status.loadState)
            tellUnknown(unit.status);
        watched.status = unit.status;
        if (!isFirstLook) {
            m_changed.insert(unit.status.unit);
            m_tellSoon.start();
        }
    }
    if (isFirstLook)
        tellFirstLooks();
}

void UnitService::act(Verdict verdict, const UnitHistory &before, const UnitSnapshot &unit)
{
    const UnitStatus &status = unit.status;
    switch (verdict) {
    case Verdict::Failed:
        takeFailure(before, unit);
        break;
    case Verdict::StoppedBadly:
        m_failures.excuse(status.unit, runId(status));
        m_saveSoon.start();
        break;
    case Verdict::Well:
        takeRecovery(status);
        break;
    case Verdict::Nothing:
        break;
    }
    // Problems are not stored: what was open before the agent started is told again.
    if (before.last || verdict == Verdict::Failed)
        return;
    if (const auto open = m_failures.openOf(status.unit))
        m_parts.problems.raise(problemOf(*open));
}

void UnitService::takeFailure(const UnitHistory &before, const UnitSnapshot &unit)
{
    UnitFailure failure = describeFailure(before, unit);
    if (m_failures.isExcused(failure.unit, failure.id))
        return;
    if (m_failures.knows(failure.id)) {
        if (const auto open = m_failures.openOf(failure.unit))
            m_parts.problems.raise(problemOf(*open));
        return;
    }
    failure.foundAtStart = !before.last;
    const Problem problem = problemOf(failure);
    m_parts.events.append({Topic::Units, events::UnitFailed, Health::Critical, failure.unit, problem.text},
                          failure);
    // A second failure without a recovery in between is another problem than the first.
    m_parts.problems.clear(problem.id);
    m_parts.problems.raise(problem);
    m_failures.add(failure);
    m_saveSoon.start();
    // Whatever else there is to do waits until the event is on its way.
    QMetaObject::invokeMethod(
        this,
        [this, failure] {
            qCWarning(logUnits).noquote()
                << "event=unitFailed unit=" << failure.unit << "cause=" << failure.explanation;
            gather(this, {failure.id, failure.unit, failure.invocationId, EvidenceLines});
        },
        Qt::QueuedConnection);
}

void UnitService::takeRecovery(const UnitStatus &status)
{
    const auto recovered = m_failures.recover(status.unit, status.invocationId, status.since.value_or(now()));
    if (recovered.isEmpty())
        return;
    // Older ones had already given way to the latest.
    const UnitFailure &latest = recovered.first();
    m_parts.events.append({Topic::Units, events::UnitRecovered, Health::OK, status.unit,
                           u"%1 is %2 again"_s.arg(status.unit, status.activeState)},
                          latest);
    m_parts.problems.clear(FailedPrefix + status.unit);
    m_saveSoon.start();
    qCInfo(logUnits) << "event=unitRecovered unit=" << status.unit;
}

void UnitService::tellUnknown(const UnitStatus &status)
{
    const bool isUnknown = status.loadState == "not-found"_L1;
    const QString text =
        isUnknown ? u"The watched unit %1 does not exist on this node"_s.arg(status.unit)
                  : u"The watched unit %1 cannot be loaded: %2"_s.arg(status.unit, status.loadState);
    const QString remedy =
        isUnknown ? u"correct its name in the unit files of the agent, or install what it belongs to"_s
                  : u"look at it: systemctl status %1"_s.arg(status.unit);
    m_parts.problems.set(status.loadState != "loaded"_L1,
                         {UnknownPrefix + status.unit, Health::Warning, status.unit, text, remedy, {}});
}

/// One event when all units of a new set have been read, in place of one for each of them.
void UnitService::tellFirstLooks()
{
    if (!m_unread.isEmpty())
        return;
    m_parts.events.append(
        {Topic::Units,
         events::UnitsReloaded,
         Health::OK,
         {},
         m_units.size() == 1 ? u"1 unit is watched"_s : u"%1 units are watched"_s.arg(m_units.size())});
}

void UnitService::tellChanges()
{
    const QSet<QString> changed = std::exchange(m_changed, {});
    for (const QString &name : changed) {
        const UnitStatus &status = m_units.at(name).status;
        m_parts.events.append({Topic::Units, events::UnitChanged, Health::OK, name,
                               u"%1 is %2 (%3)"_s.arg(name, status.activeState, status.subState)},
                              status);
    }
}

void UnitService::setWatching(bool watching, const Error &reason)
{
    m_watching = watching;
    m_notWatchingBecause = reason.text;
    m_parts.problems.set(!watching, notWatching(reason));
}

QCoro::Task<> UnitService::gather(QPointer<UnitService> self, EvidenceOrder order)
{
    const UnitEvidence evidence = co_await collectEvidence(self->m_parts.platform, std::move(order));
    if (self)
        self->keep(evidence);
}

QCoro::Task<> UnitService::runCollect(QPointer<UnitService> self, EvidenceOrder order, QString job)
{
    const QString id = order.id;
    Completion<Result<UnitEvidence>> collected;
    const std::stop_callback cancelled(self->m_parts.jobs.stopToken(job), [collected] {
        collected.complete(fail(ErrorCode::Cancelled, u"it was cancelled"_s));
    });
    self->m_parts.jobs.progress(job, 0, 2, u"steps"_s);
    collectEvidence(self->m_parts.platform, std::move(order)).then([collected](const UnitEvidence &evidence) {
        collected.complete(evidence);
    });
    const auto evidence = co_await collected;
    if (!self)
        co_return;
    if (evidence) {
        self->m_parts.jobs.progress(job, 1, 2, u"steps"_s);
        self->keep(*evidence);
    }
    self->m_parts.jobs.finish(job, evidence.transform([&id](const UnitEvidence &) { return id; }));
}

void UnitService::keep(const UnitEvidence &evidence)
{
    const auto kept = m_evidence.put(evidence, m_failures.openIds());
    if (!kept) {
        qCWarning(logUnits).noquote() << "event=evidenceNotKept" << describe(kept.error());
        return;
    }
    m_parts.events.append({Topic::Units, events::UnitEvidence, Health::OK, evidence.unit,
                           u"Evidence of %1 is kept"_s.arg(evidence.unit)},
                          EvidenceParams{evidence.failureId});
}

void UnitService::save()
{
    m_saveSoon.stop();
    const auto saved = m_failures.save(m_parts.events);
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
