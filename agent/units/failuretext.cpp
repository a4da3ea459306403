// SPDX-License-Identifier: Apache-2.0
#include "agent/units/failuretext.h"

#include <csignal>
#include <cstring>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// What systemd itself could not do before the program ran ("Process exit codes" in systemd.exec(5)).
QString setupStep(int exitCode)
{
    switch (exitCode) {
    case 200:
        return u"systemd could not enter its working directory (200/CHDIR)"_s;
    case 203:
        return u"systemd could not execute its program (203/EXEC)"_s;
    case 216:
        return u"systemd could not set its group (216/GROUP)"_s;
    case 217:
        return u"systemd could not set its user (217/USER)"_s;
    case 226:
        return u"systemd could not set up its mount namespace (226/NAMESPACE)"_s;
    case 243:
        return u"systemd could not set up its credentials (243/CREDENTIALS)"_s;
    default:
        return {};
    }
}

QString explainEnd(const ProcessEnd &end)
{
    switch (end.code) {
    case CLD_EXITED:
        if (const QString step = setupStep(end.status); !step.isEmpty())
            return step;
        return u"exited with code %1"_s.arg(end.status);
    case CLD_KILLED:
        return u"killed by %1"_s.arg(signalName(end.status));
    case CLD_DUMPED:
        return u"killed by %1, core dumped"_s.arg(signalName(end.status));
    default:
        return {};
    }
}

QString explainCause(const FailureFacts &facts)
{
    const QString end = explainEnd(facts.end);
    switch (facts.cause) {
    case FailureCause::Timeout:
        return u"did not start, reload or stop in its time"_s;
    case FailureCause::Watchdog:
        return u"did not answer systemd's watchdog in time"_s;
    case FailureCause::OomKill:
        return u"killed because memory ran out"_s;
    case FailureCause::Protocol:
        return u"did not keep to the protocol of its service type"_s;
    case FailureCause::Resources:
        return u"systemd could not set it up"_s;
    case FailureCause::StartLimitHit:
        return end.isEmpty() ? u"started too often"_s : u"last run %1"_s.arg(end);
    case FailureCause::ExitCode:
        // Without an exit of the main process it was another one: ExecStartPre= and the like.
        return end.isEmpty() ? u"one of its commands failed"_s : end;
    default:
        return end.isEmpty() ? u"result %1"_s.arg(facts.result) : end;
    }
}

QString times(qint64 restarts)
{
    return restarts == 1 ? u"1 restart"_s : u"%1 restarts"_s.arg(restarts);
}

} // namespace

QString explain(const FailureFacts &facts)
{
    const QString cause = explainCause(facts);
    if (facts.gaveUp) {
        const QString within = facts.startLimitInterval.count() > 0
                                   ? u" within %1 s"_s.arg(facts.startLimitInterval.count())
                                   : QString();
        return facts.restarts > 0
                   ? u"%1; systemd gave up after %2%3"_s.arg(cause, times(facts.restarts), within)
                   : u"%1; systemd refused to start it again so soon"_s.arg(cause);
    }
    return facts.restarts > 0 ? u"%1 after %2"_s.arg(cause, times(facts.restarts)) : cause;
}

QString signalName(int number)
{
    const char *name = sigabbrev_np(number);
    return name ? "SIG"_L1 + QString::fromLatin1(name) : u"signal %1"_s.arg(number);
}

} // namespace muster::agent
