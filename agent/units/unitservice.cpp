// SPDX-License-Identifier: Apache-2.0
#include "agent/units/unitservice.h"

#include "shared/log.h"
#include "shared/wire/completion.h"

#include "agent/events/eventlog.h"
#include "agent/jobs/jobs.h"
#include "agent/platform/nodeplatform.h"
#include "agent/state/problems.h"
#include "agent/units/dependencychain.h"
#include "agent/units/unitfolder.h"

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr auto UnknownPrefix = "unit-unknown:"_L1;

Problem notWatching(const Error &reason)
{
    return {u"units-not-watching"_s,
            Health::Critical,
            {},
            u"Units are not watched: %1"_s.arg(reason.text),
            reason.remedy,
            {}};
}

Problem notLookedBack(const Error &reason)
{
    return {
        u"units-not-looked-back"_s,
        Health::Warning,
        {},
        u"Whether a unit failed and came back while it was not watched is not known: %1"_s.arg(reason.text),
        reason.remedy,
        {}};
}

FailureBook::Parts bookParts(const UnitService::Parts &parts)
{
    return {parts.events, parts.problems, parts.bmc};
}

/// A unit's state ends a failure that its state was; a loop ends by being calm.
bool isEndedByState(const UnitFailure &failure)
{
    return failure.cause != FailureCause::CrashLoop;
}

/// Some targets are a failure by being reached, as emergency.target: they are well when they are left.
bool isReachedTarget(const UnitFailure &failure)
{
    return failure.cause == FailureCause::TargetJob && failure.result == "done"_L1;
}

/// A failed unit that is reset is only stopped, not well; where somebody has taken note, that is enough.
bool isEndedByStopping(const UnitFailure &failure)
{
    return isReachedTarget(failure) || failure.acknowledged;
}

bool lacksEvidence(const UnitFailure &failure)
{
    return !failure.recoveredAt && failure.dump.isEmpty() && failure.suppressed < failure.count;
}

QString isNoLongerFailed(const QString &unit)
{
    return u"%1 is no longer failed"_s.arg(unit);
}

} // namespace

UnitService::UnitService(const Parts &parts, const QString &stateFolder)
    : UnitService(parts, stateFolder, Settings())
{
}

UnitService::UnitService(const Parts &parts, const QString &stateFolder, const Settings &settings,
                         QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_until(settings.quiescedUntil)
    , m_book(bookParts(parts), stateFolder + "/failures.json"_L1, settings.quiescedUntil)
    , m_response({parts.platform, parts.management, parts.folder, parts.events, m_book, parts.dumps},
                 stateFolder, EvidenceBudget(settings.evidencePerUnitPerHour, settings.evidencePerHour))
    , m_notWatchingBecause(u"the agent has only just started"_s)
{
    m_tellSoon.setSingleShot(true);
    m_tellSoon.setInterval(0);
    connect(&m_tellSoon, &QTimer::timeout, this, &UnitService::tellChanges);
    m_loopsEnd.setSingleShot(true);
    connect(&m_loopsEnd, &QTimer::timeout, this, &UnitService::endCalmLoops);
    connect(&parts.folder, &UnitFolder::changed, this, &UnitService::watchAll);
    connect(&parts.platform, &UnitPlatform::unitChanged, this, &UnitService::takeChange);
    connect(&parts.platform, &UnitPlatform::jobEnded, this, &UnitService::takeJob);
    connect(&parts.platform, &UnitPlatform::watchStarted, this, [this] { setWatching(true, {}); });
    connect(&parts.platform, &UnitPlatform::watchLost, this,
            [this](const Error &reason) { setWatching(false, reason); });
}

void UnitService::start()
{
    m_book.load();
    std::ranges::copy_if(m_book.all(), std::back_inserter(m_unfinished), lacksEvidence);
    m_unwatchedSince = lastWatched();
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

Result<UnitEvidence> UnitService::evidence(const QString &failureId) const
{
    return m_response.evidence(failureId);
}

AcknowledgeAnswer UnitService::acknowledge(const AcknowledgeParams &params, const QString &by)
{
    AcknowledgeAnswer answer = m_book.acknowledge(params, by);
    for (const QString &id : std::as_const(answer.acknowledged)) {
        const auto failure = m_book.find(id);
        const auto watched = failure ? m_units.find(failure->unit) : m_units.end();
        if (watched != m_units.end() && watched->second.status.activeState == "inactive"_L1)
            m_book.recover(failure->unit, {}, now(), isNoLongerFailed(failure->unit), isEndedByStopping);
    }
    return answer;
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
    m_book.setWatched(wanted);
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
    const Verdict verdict = judge(watched.history, unit);
    act(verdict, watched, before, unit);
    if (!before.last)
        resumeLoop(watched, unit.status);
    countRestarts(watched, unit);

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

void UnitService::act(Verdict verdict, Watched &watched, const UnitHistory &before, const UnitSnapshot &unit)
{
    const UnitStatus &status = unit.status;
    const bool isImmediate = m_parts.folder.isImmediate(status.unit);
    switch (verdict) {
    case Verdict::Failed: {
        UnitFailure failedRun = describeFailure(before, unit);
        failedRun.foundAtStart = !before.last;
        watched.loop.end(); // it goes on as this failure
        tellFailure(failedRun);
        break;
    }
    case Verdict::StoppedBadly:
        m_book.excuse(status.unit, runId(status));
        break;
    case Verdict::Well:
        takeRecovery(status);
        break;
    case Verdict::Nothing:
        if (isImmediate && hasCrashed(before, unit))
            tellFailure(describeCrash(watched.history, unit));
        break;
    }
    if (status.activeState == "inactive"_L1)
        m_book.recover(status.unit, {}, now(), isNoLongerFailed(status.unit), isEndedByStopping);
    // Problems are not stored: what was open before the agent started is told again.
    if (!before.last)
        m_book.showProblems(status.unit);
}

/// A loop that was told before the agent was started anew goes on, or has ended meanwhile.
void UnitService::resumeLoop(Watched &watched, const UnitStatus &status)
{
    const auto open = m_book.unrecoveredOf(status.unit);
    if (!open || open->cause != FailureCause::CrashLoop)
        return;
    if (status.restarts < open->restarts)
        endLoop(watched, now());
    else
        watched.loop.goOn(status.since.value_or(now()));
}

void UnitService::countRestarts(Watched &watched, const UnitSnapshot &unit)
{
    const CrashLoopLimit limit = m_parts.folder.crashLoop(unit.status.unit);
    const bool wasLooping = watched.loop.isLooping();
    const bool isNewLoop = watched.loop.take(unit.status.restarts, now(), limit);
    if (wasLooping && !watched.loop.isLooping())
        endLoop(watched, now());
    if (isNewLoop)
        tellLoop(watched);
    else if (watched.loop.isLooping() && !m_loopsEnd.isActive())
        endCalmLoops();
}

void UnitService::tellLoop(Watched &watched)
{
    const UnitSnapshot &unit = *watched.history.last;
    const CrashLoopLimit limit = m_parts.folder.crashLoop(unit.status.unit);
    const auto open = m_book.unrecoveredOf(unit.status.unit);
    // The agent was started anew in the middle of it.
    if (!open || open->cause != FailureCause::CrashLoop)
        tellFailure(describeLoop(watched.history, unit, limit.restarts, watched.loop.duration()));
    endCalmLoops();
}

/// A loop that was told is over.
void UnitService::endLoop(Watched &watched, Timestamp at)
{
    watched.loop.end();
    if (!watched.history.last)
        return;
    const UnitStatus &status = watched.history.last->status;
    m_book.recover(status.unit, {}, at, u"%1 no longer crashes again and again"_s.arg(status.unit),
                   [](const UnitFailure &failure) { return failure.cause == FailureCause::CrashLoop; });
}

/// Ends the loops that have been calm, and looks again when the next one can be. No timer runs without a
/// loop.
void UnitService::endCalmLoops()
{
    std::optional<Timestamp> next;
    const Timestamp moment = now();
    for (auto &[name, watched] : m_units) {
        if (!watched.loop.isLooping())
            continue;
        const Timestamp calmAt = watched.loop.calmAt(m_parts.folder.crashLoop(name));
        if (calmAt <= moment)
            endLoop(watched, moment);
        else
            next = std::min(next.value_or(calmAt), calmAt);
    }
    if (next)
        m_loopsEnd.start(*next - moment + std::chrono::milliseconds(1));
    else
        m_loopsEnd.stop();
}

void UnitService::takeJob(const UnitJobEnd &job)
{
    const auto watch = m_parts.folder.targetWatch(job.unit);
    if (!watch || !isWatchedFor(watch->errorsToMonitor, job.result))
        return;
    if (m_chains < MaxChains)
        followChain(this, job);
    else
        tellJob(job, {});
}

/// What brought the target down is read before it is told: systemd tells of the target first, and both are
/// one incident. It takes a few milliseconds; if the agent is killed within them, the journal has it.
QCoro::Task<> UnitService::followChain(QPointer<UnitService> self, UnitJobEnd job)
{
    ++self->m_chains;
    const auto needed = co_await self->m_parts.platform.dependencies(job.unit);
    if (!self)
        co_return;
    --self->m_chains;
    self->tellJob(job, needed ? chainToCause(*needed, job.result) : QList<DependencyLink>());
}

void UnitService::tellJob(const UnitJobEnd &job, const QList<DependencyLink> &chain)
{
    const auto watch = m_parts.folder.targetWatch(job.unit);
    if (!watch)
        return; // meanwhile it is not watched any more
    tellFailure(describeJob(job, watch->errorToLog, chain));
}

/// Tells a failed run, if it has not been told, and has responded to it.
void UnitService::tellFailure(UnitFailure failedRun)
{
    if (m_book.isExcused(failedRun.unit, failedRun.id)
        || m_book.knowsRun(failedRun.unit, failedRun.invocationId))
        return;
    failedRun.incident = incidentOf(failedRun);
    const bool isResponded = m_response.isWithinBudget(failedRun.unit);
    failedRun.suppressed = isResponded ? 0 : 1;
    const UnitFailure told = m_book.record(failedRun);
    // Whatever else there is to do waits until the event is on its way.
    QMetaObject::invokeMethod(
        this,
        [this, told, isResponded] {
            qCWarning(logUnits).noquote() << "event=unitFailed unit=" << told.unit << "count=" << told.count
                                          << "suppressed=" << told.suppressed << "cause=" << told.explanation;
            if (isResponded)
                m_response.respond(told);
            else
                m_response.respondBriefly(told.id);
        },
        Qt::QueuedConnection);
}

/// A target and what brought it down are one incident, whichever of them was told first.
QString UnitService::incidentOf(const UnitFailure &failedRun) const
{
    for (const UnitFailure &known : m_book.all()) {
        if (known.unit == failedRun.unit || known.acknowledged
            || (known.recoveredAt && *known.recoveredAt < failedRun.at - SameIncident))
            continue;
        const bool isItsCause = std::ranges::contains(failedRun.chain, known.unit, &DependencyLink::unit);
        const bool isBroughtDown = std::ranges::contains(known.chain, failedRun.unit, &DependencyLink::unit)
                                   && known.at >= failedRun.at - SameIncident;
        if (isItsCause || isBroughtDown)
            return known.incident.isEmpty() ? known.id : known.incident;
    }
    return failedRun.id;
}

void UnitService::takeRecovery(const UnitStatus &status)
{
    const bool isReached = status.activeState != "inactive"_L1;
    m_book.recover(status.unit, status.invocationId, status.since.value_or(now()),
                   u"%1 is %2 again"_s.arg(status.unit, status.activeState),
                   [isReached](const UnitFailure &failure) {
                       return isEndedByState(failure) && !(isReached && isReachedTarget(failure));
                   });
}

/// What failed while nobody watched and is no longer to be seen in the units' states.
void UnitService::takePast(const UnitPast &past)
{
    for (const PastFailure &failure : past.failures)
        takePastFailure(failure);
    for (const UnitJobEnd &job : past.jobs) {
        const auto watch = m_parts.folder.targetWatch(job.unit);
        if (!watch || !isWatchedFor(watch->errorsToMonitor, job.result))
            continue;
        UnitFailure failure = describeJob(job, watch->errorToLog, {});
        failure.foundAtStart = true;
        tellFailure(failure);
    }
    for (auto &[name, watched] : m_units) {
        if (watched.history.last && watched.history.last->status.activeState == "active"_L1)
            takeRecovery(watched.history.last->status);
    }
}

void UnitService::takePastFailure(const PastFailure &past)
{
    const auto found = m_units.find(past.unit);
    if (found == m_units.end() || past.stopWasAsked)
        return;
    Watched &watched = found->second;
    // systemd writes that it restarts a run only when it does: until then its state tells.
    const auto &last = watched.history.last;
    const bool isWaiting = last && last->status.invocationId == past.invocationId && !isGivenUp(last->status);
    if (isWaiting && !m_parts.folder.isImmediate(past.unit))
        return;
    if (!past.wasRestarted || m_parts.folder.isImmediate(past.unit))
        tellFailure(describePast(past));
    if (past.wasRestarted && watched.history.last
        && watched.loop.takeEarlier(past.at, m_parts.folder.crashLoop(past.unit)))
        tellLoop(watched);
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
    if (!watching && !m_unwatchedSince)
        m_unwatchedSince = now();
    m_notWatchingBecause = reason.text;
    m_parts.problems.set(!watching, notWatching(reason));
    m_book.setWatching(watching);
    if (watching && m_unwatchedSince)
        lookBack(this, *std::exchange(m_unwatchedSince, std::nullopt));
}

/// The last moment at which an agent is known to have been here: that of its last event.
Timestamp UnitService::lastWatched() const
{
    const EventLog &events = m_parts.events;
    for (const QByteArray &json : events.read(events.newest(), 1, 1)) {
        if (const auto event = fromJson<Event>(json))
            return event->at;
    }
    return now();
}

QCoro::Task<> UnitService::lookBack(QPointer<UnitService> self, Timestamp since)
{
    QStringList units;
    for (const auto &[name, watched] : self->m_units)
        units.append(name);
    const auto past = co_await self->m_parts.platform.lookBack(units, since - LookBackMargin);
    if (!self)
        co_return;
    const bool isMissing = !past && past.error().code != ErrorCode::Unsupported;
    self->m_parts.problems.set(isMissing, notLookedBack(isMissing ? past.error() : Error()));
    if (past)
        self->takePast(*past);
    for (const UnitFailure &failure : std::exchange(self->m_unfinished, {})) {
        if (self->m_response.isWithinBudget(failure.unit))
            self->m_response.makeUp(failure);
    }
    if (self->m_until == QuiescedUntil::Rebooted && self->m_parts.node)
        self->m_book.endByReboot(self->m_parts.node->facts().bootedAt);
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
        self->m_response.keep(*evidence);
    }
    self->m_parts.jobs.finish(job, evidence.transform([&id](const UnitEvidence &) { return id; }));
}

} // namespace muster::agent
