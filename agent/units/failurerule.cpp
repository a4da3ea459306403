// SPDX-License-Identifier: Apache-2.0
#include "agent/units/failurerule.h"

#include "agent/units/failuretext.h"

#include <algorithm>
#include <array>
#include <csignal>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

bool isWell(const UnitSnapshot &unit)
{
    const UnitStatus &status = unit.status;
    // A oneshot that has done its work is inactive. So is a failed unit after "systemctl reset-failed", but
    // that is still the run that failed, which whoever keeps the failures knows.
    const bool hasEndedWell =
        status.activeState == "inactive"_L1 && status.result == "success"_L1 && unit.mainCode != 0;
    return hasEndedWell || status.activeState == "active"_L1 || status.activeState == "reloading"_L1
           || status.activeState == "refreshing"_L1;
}

/// While a unit is being stopped, its result is still good and its main process lives only if the stop came
/// from outside; a timeout or a watchdog has set the result before, an exit has ended the process.
bool isStopOnRequest(const UnitSnapshot &unit)
{
    return unit.status.activeState == "deactivating"_L1 && unit.status.result == "success"_L1
           && unit.mainCode == 0;
}

/// systemd scheduled another restart and then refused it, because there had been too many.
bool gaveUpRestarting(const UnitHistory &before, const UnitSnapshot &unit)
{
    if (unit.status.result == "start-limit-hit"_L1)
        return true;
    return before.last && before.last->status.subState.startsWith("auto-restart"_L1)
           && before.last->status.invocationId == unit.status.invocationId;
}

FailureCause causeOf(const QString &result)
{
    struct Word
    {
        QLatin1StringView result;
        FailureCause cause;
    };
    static constexpr std::array Words{
        Word{"exit-code"_L1, FailureCause::ExitCode},
        Word{"signal"_L1, FailureCause::Signal},
        Word{"core-dump"_L1, FailureCause::CoreDump},
        Word{"timeout"_L1, FailureCause::Timeout},
        Word{"watchdog"_L1, FailureCause::Watchdog},
        Word{"start-limit-hit"_L1, FailureCause::StartLimitHit},
        Word{"oom-kill"_L1, FailureCause::OomKill},
        Word{"protocol"_L1, FailureCause::Protocol},
        Word{"resources"_L1, FailureCause::Resources},
    };
    for (const Word &word : Words) {
        if (word.result == result)
            return word.cause;
    }
    return FailureCause::Other;
}

ProcessEnd endOf(const UnitHistory &before, const UnitSnapshot &unit)
{
    if (unit.mainCode != 0)
        return {unit.mainCode, unit.mainStatus};
    // What a start was refused for happened in an earlier run.
    return unit.status.result == "start-limit-hit"_L1 ? before.lastEnd : ProcessEnd();
}

/// systemd's own restart of the unit is under way or has just been counted.
bool isBeingRestarted(const UnitHistory &before, const UnitSnapshot &unit)
{
    return unit.status.subState.contains("auto-restart"_L1)
           || (before.last && unit.status.restarts > before.last->status.restarts);
}

void takeEnd(UnitFailure &failure, const ProcessEnd &end)
{
    if (end.code == CLD_EXITED)
        failure.exitCode = end.status;
    else if (end.code == CLD_KILLED || end.code == CLD_DUMPED)
        failure.signal = signalName(end.status);
}

QString describeLink(const DependencyLink &link)
{
    if (link.activeState == "failed"_L1 && !link.result.isEmpty() && link.result != "success"_L1)
        return u"%1 is failed (%2)"_s.arg(link.unit, link.result);
    return u"%1 is %2"_s.arg(link.unit, link.activeState);
}

} // namespace

bool isGivenUp(const UnitStatus &status)
{
    return status.activeState == "failed"_L1 && !status.subState.endsWith("before-auto-restart"_L1);
}

Verdict judge(UnitHistory &history, const UnitSnapshot &unit)
{
    const bool stopWasAsked = history.stopWasAsked;
    const bool same = history.last && history.last->status.activeState == unit.status.activeState
                      && history.last->status.subState == unit.status.subState
                      && history.last->status.result == unit.status.result
                      && history.last->status.invocationId == unit.status.invocationId;
    if (unit.mainCode != 0)
        history.lastEnd = {unit.mainCode, unit.mainStatus};
    if (isStopOnRequest(unit))
        history.stopWasAsked = true;
    else if (unit.status.activeState != "deactivating"_L1)
        history.stopWasAsked = false;
    history.last = unit;

    if (same)
        return Verdict::Nothing;
    if (isWell(unit))
        return Verdict::Well;
    // A unit that is started anew is still "failed" when its next run's id is told; that run has not ended.
    if (!isGivenUp(unit.status) || unit.status.result == "success"_L1)
        return Verdict::Nothing;
    return stopWasAsked ? Verdict::StoppedBadly : Verdict::Failed;
}

UnitFailure describeFailure(const UnitHistory &before, const UnitSnapshot &unit)
{
    const ProcessEnd end = endOf(before, unit);
    UnitFailure failure;
    failure.id = runId(unit.status);
    failure.unit = unit.status.unit;
    failure.result = unit.status.result;
    failure.cause = causeOf(unit.status.result);
    failure.invocationId = unit.status.invocationId;
    failure.at = unit.status.since.value_or(now());
    failure.restarts = unit.status.restarts;
    const bool gaveUp = gaveUpRestarting(before, unit);
    // The restart that was refused has been counted, but did not take place.
    if (gaveUp && failure.restarts > 0)
        --failure.restarts;
    takeEnd(failure, end);
    failure.error = CriticalServiceFailure;
    failure.explanation =
        explain({failure.cause, failure.result, end, failure.restarts, gaveUp, unit.startLimitInterval});
    return failure;
}

bool hasCrashed(const UnitHistory &before, const UnitSnapshot &unit)
{
    if (before.stopWasAsked || unit.status.result == "success"_L1 || unit.status.result.isEmpty())
        return false;
    return isGivenUp(unit.status) || isBeingRestarted(before, unit);
}

UnitFailure describeCrash(const UnitHistory &history, const UnitSnapshot &unit)
{
    UnitFailure failure = describeFailure(history, unit);
    failure.explanation += u"; systemd restarts it"_s;
    return failure;
}

UnitFailure describeLoop(const UnitHistory &history, const UnitSnapshot &unit, int restarts,
                         std::chrono::seconds duration)
{
    UnitFailure failure;
    failure.id = u"%1@loop-%2"_s.arg(unit.status.unit, unit.status.invocationId);
    failure.unit = unit.status.unit;
    failure.result = unit.status.result;
    failure.cause = FailureCause::CrashLoop;
    failure.invocationId = unit.status.invocationId;
    failure.at = unit.status.since.value_or(now());
    failure.restarts = unit.status.restarts;
    failure.error = CriticalServiceFailure;
    takeEnd(failure, history.lastEnd);
    const QString last = explain({causeOf(failure.result), failure.result, history.lastEnd, 0, false, {}});
    failure.explanation = u"restarted %1 times within %2 s, and systemd goes on; last: %3"_s.arg(restarts)
                              .arg(std::max<qint64>(duration.count(), 1))
                              .arg(history.lastEnd.code == 0 ? failure.result : last);
    return failure;
}

UnitFailure describePast(const PastFailure &past)
{
    const ProcessEnd end{past.mainCode, past.mainStatus};
    UnitFailure failure;
    failure.id = past.unit + u'@' + past.invocationId;
    failure.unit = past.unit;
    failure.result = past.result;
    failure.cause = causeOf(past.result);
    failure.invocationId = past.invocationId;
    failure.at = past.at;
    failure.restarts = past.restarts;
    failure.error = CriticalServiceFailure;
    failure.foundAtStart = true;
    takeEnd(failure, end);
    const bool gaveUp = past.result == "start-limit-hit"_L1;
    failure.explanation = explain({failure.cause, failure.result, end, failure.restarts, gaveUp, {}});
    return failure;
}

UnitFailure describeJob(const UnitJobEnd &job, const QString &error, const QList<DependencyLink> &chain)
{
    UnitFailure failure;
    failure.id = job.unit + "@job-"_L1 + job.id;
    failure.unit = job.unit;
    failure.result = job.result;
    failure.cause = FailureCause::TargetJob;
    failure.invocationId = "job-"_L1 + job.id;
    failure.at = job.at;
    failure.error = error;
    failure.chain = chain;
    failure.explanation = u"its job ended with \"%1\""_s.arg(job.result);
    if (!chain.isEmpty())
        failure.explanation += u"; %1"_s.arg(describeLink(chain.last()));
    return failure;
}

bool isWatchedFor(const QStringList &errorsToMonitor, const QString &result)
{
    static constexpr auto NothingCame = {"assert"_L1, "invalid"_L1, "unsupported"_L1,
                                         "once"_L1,   "frozen"_L1,  "concurrency"_L1};
    if (errorsToMonitor.contains(result))
        return true;
    return std::ranges::contains(NothingCame, result) && errorsToMonitor.contains("failed"_L1);
}

QString runId(const UnitStatus &status)
{
    return status.unit + u'@' + status.invocationId;
}

} // namespace muster::agent
