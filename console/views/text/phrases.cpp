// SPDX-License-Identifier: Apache-2.0
#include "console/views/text/phrases.h"

#include "console/views/text/ages.h"
#include "console/views/text/systemphrases.h"

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QString capitalised(const QString &text)
{
    return text.isEmpty() ? text : text.first(1).toUpper() + text.sliced(1);
}

} // namespace

QString Phrases::health(Health health)
{
    switch (health) {
    case Health::OK:
        //: health of a node or system
        return tr("Well");
    case Health::Warning:
        //: health of a node or system
        return tr("Needs care");
    case Health::Critical:
        //: health of a node or system
        return tr("Critical");
    case Health::Unknown:
        break;
    }
    //: health of a node or system
    return tr("Unknown");
}

QString Phrases::shown(const ShownHealth &shown)
{
    if (!shown.stale || shown.health == Health::Unknown)
        return health(shown.health);
    //: a health that is only the last known: "Critical?"
    return tr("%1?").arg(health(shown.health));
}

QString Phrases::state(const FleetNode &node)
{
    if (node.link == LinkState::Refused || (node.isStale() && !node.state))
        return capitalised(link(node));
    const Health known = saidHealth(node);
    if (node.isStale())
        //: a health that is only the last known: "Critical?"
        return tr("%1?").arg(health(known));
    const bool isBlind = node.units && !node.units->watching;
    //: of a node that cannot see whether its units fail
    return isBlind && known == Health::OK ? tr("Not watching") : health(known);
}

QString Phrases::link(const FleetNode &node)
{
    switch (node.link) {
    case LinkState::Connected:
        //: of a node: it is connected
        return tr("answers");
    case LinkState::Connecting:
        //: of a node
        return tr("connecting");
    case LinkState::Waiting:
        //: of a node
        return tr("does not answer");
    case LinkState::Refused:
        //: of a node: the connection was refused, somebody has to act
        return tr("refused");
    case LinkState::Offline:
        break;
    }
    //: of a node: the console has not tried to connect yet
    return tr("not connected");
}

QString Phrases::bmcState(BmcState state)
{
    switch (state) {
    case BmcState::Ready:
        //: of a node's management: no critical unit has failed
        return tr("Ready");
    case BmcState::Quiesced:
        //: OpenBMC's word for degraded: a critical unit has failed, and nobody has acknowledged it yet
        return tr("Quiesced");
    case BmcState::Unknown:
        break;
    }
    //: state of a node's management
    return tr("Unknown");
}

QString Phrases::role(Role role)
{
    switch (role) {
    case Role::Viewer:
        //: what a console may do on a node: read
        return tr("Viewer");
    case Role::Operator:
        //: what a console may do on a node: also act
        return tr("Operator");
    case Role::Admin:
        //: what a console may do on a node: also configure
        return tr("Administrator");
    case Role::Local:
        //: the superuser of the node itself
        return tr("Local superuser");
    case Role::Stranger:
        break;
    }
    //: a peer that is not paired
    return tr("Stranger");
}

QString Phrases::topic(Topic topic)
{
    switch (topic) {
    case Topic::Units:
        //: what an event is about: services
        return tr("Units");
    case Topic::Problems:
        //: what an event is about
        return tr("Problems");
    case Topic::Trust:
        //: what an event is about: pairing
        return tr("Trust");
    case Topic::System:
        //: topic of events: which nodes act as one machine
        return tr("System");
    case Topic::Dumps:
        //: topic of events: sets of files that tell what was wrong
        return tr("Dumps");
    case Topic::Jobs:
        //: what an event is about: long work
        return tr("Jobs");
    case Topic::State:
        //: topic of events: power, host, boot progress
        return tr("State");
    case Topic::Logs:
        //: topic of events: entries of a machine's own error log
        return tr("Log");
    case Topic::Node:
        break;
    }
    //: what an event is about
    return tr("Node");
}

QString Phrases::severity(Health severity)
{
    switch (severity) {
    case Health::Critical:
        //: how much an event matters
        return tr("Critical");
    case Health::Warning:
        //: how much an event matters
        return tr("Warning");
    case Health::Unknown:
        //: how much an event matters
        return tr("Unknown");
    case Health::OK:
        break;
    }
    //: how much an event matters: only for information
    return tr("Notice");
}

QString Phrases::jobState(JobState state)
{
    switch (state) {
    case JobState::Queued:
        //: of a job
        return tr("waits");
    case JobState::Running:
        //: of a job
        return tr("running");
    case JobState::Done:
        //: of a job
        return tr("done");
    case JobState::Failed:
        return tr("failed", "a job");
    case JobState::Cancelled:
        break;
    }
    //: of a job
    return tr("stopped");
}

QString Phrases::unitState(const UnitStatus &unit)
{
    if (unit.loadState != "loaded"_L1 && !unit.loadState.isEmpty())
        return unit.loadState;
    const QString more =
        unit.activeState == "failed"_L1 && !unit.result.isEmpty() ? unit.result : unit.subState;
    if (more.isEmpty() || more == unit.activeState)
        return unit.activeState;
    return u"%1 (%2)"_s.arg(unit.activeState, more);
}

QString Phrases::cause(const UnitFailure &failure)
{
    switch (failure.cause) {
    case FailureCause::ExitCode:
        return tr("ended with exit code %1").arg(failure.exitCode.value_or(0));
    case FailureCause::Signal:
        //: %1 is a signal such as SIGSEGV
        return tr("killed by %1").arg(failure.signal);
    case FailureCause::CoreDump:
        //: %1 is a signal such as SIGSEGV
        return tr("killed by %1, core dumped").arg(failure.signal);
    case FailureCause::Timeout:
        return tr("took too long to start or stop");
    case FailureCause::Watchdog:
        return tr("did not report to the watchdog in time");
    case FailureCause::StartLimitHit:
        return tr("was started too often");
    case FailureCause::OomKill:
        return tr("killed because memory ran out");
    case FailureCause::Protocol:
        return tr("broke the protocol of its service type");
    case FailureCause::Resources:
        return tr("could not be set up");
    case FailureCause::Dependency:
        return tr("what it needs failed");
    case FailureCause::CrashLoop:
        return tr("crashes again and again");
    case FailureCause::TargetJob:
        //: %1 is systemd's word for how a job ended, as "timeout"
        return tr("its job ended with %1").arg(failure.result);
    case FailureCause::Other:
        break;
    }
    return failure.result.isEmpty() ? tr("failed") : failure.result;
}

QString Phrases::clockOffset(const FleetNode &node)
{
    if (!node.clockOffset)
        return {};
    const qint64 offset = *node.clockOffset;
    const QString sign = offset < 0 ? u"\u2212"_s : u"+"_s;
    if (std::abs(offset) < 10'000)
        return u"%1%2 ms"_s.arg(sign).arg(std::abs(offset));
    return sign + Ages::span(std::chrono::milliseconds(std::abs(offset)));
}

QString Phrases::truth(const FleetNode &node, Timestamp now)
{
    const QString heard = node.heardAt ? Ages::clockAndAge(*node.heardAt, now) : QString();
    switch (node.link) {
    case LinkState::Connected:
        //: of a node; %1 is its address
        return tr("answers at %1").arg(node.address);
    case LinkState::Refused:
        //: of a node; %1 says why the connection was refused
        return tr("was refused: %1").arg(node.linkError.text);
    case LinkState::Connecting:
        if (!heard.isEmpty())
            //: of a node; %1 is a time with its age
            return tr("is being connected \u2014 last heard %1; shown as last known").arg(heard);
        return tr("is being connected for the first time");
    case LinkState::Waiting:
        if (!heard.isEmpty())
            //: of a node; %1 is a time with its age
            return tr("does not answer \u2014 last heard %1; shown as last known").arg(heard);
        return tr("does not answer and was never heard; nothing is known of it");
    case LinkState::Offline:
        break;
    }
    if (!heard.isEmpty())
        //: of a node; %1 is a time with its age
        return tr("is not connected \u2014 last heard %1; shown as last known").arg(heard);
    return tr("is not connected and was never heard; nothing is known of it");
}

QString Phrases::truth(const Fleet &fleet, const FleetSystem &system)
{
    const ShownHealth shown = healthOf(fleet, system);
    //: of a system; %1 of its %n members answer
    const QString answering = tr("%1 of %n members answer", nullptr, shown.members).arg(shown.answering);
    // Why none does is said at length elsewhere.
    if (system.lead.standing == SystemLead::Standing::None)
        //: of a system; %1 is "3 of 4 members answer"
        return tr("no coordinator acts \u00b7 %1").arg(answering);
    //: of a system; %1 is "drawer-a coordinates", %2 is "3 of 4 members answer"
    return tr("%1 \u00b7 %2").arg(SystemPhrases::lead(fleet, system), answering);
}

QString Phrases::truth(const Fleet &fleet)
{
    if (fleet.nodes().isEmpty())
        return tr("no nodes yet");
    //: number of nodes in the fleet
    const QString nodes = tr("%n nodes", nullptr, int(fleet.nodes().size()));
    if (fleet.systems().isEmpty())
        return nodes;
    //: number of systems in the fleet; %1 is "61 nodes"
    return tr("%n systems \u00b7 %1", nullptr, int(fleet.systems().size())).arg(nodes);
}

QString Phrases::error(const Error &error)
{
    QString text = error.text.isEmpty() ? errorName(error.code) : error.text;
    if (!error.source.isEmpty())
        text = u"%1: %2"_s.arg(error.source, text);
    return error.remedy.isEmpty() ? text : u"%1. %2"_s.arg(text, error.remedy);
}

Mark markOf(Health severity)
{
    switch (severity) {
    case Health::OK:
        return Mark::Well;
    case Health::Warning:
        return Mark::Care;
    case Health::Critical:
        return Mark::Critical;
    case Health::Unknown:
        break;
    }
    return Mark::Unknown;
}

Mark markOf(const ShownHealth &shown)
{
    if (shown.health == Health::Unknown && shown.oldest)
        return Mark::Stale;
    return markOf(shown.health);
}

Mark markOf(const FleetNode &node)
{
    if (node.link == LinkState::Refused)
        return Mark::Care;
    if (node.isStale())
        return node.heardAt ? Mark::Stale : Mark::Unknown;
    const bool isBlind = node.units && !node.units->watching;
    if (isBlind && saidHealth(node) == Health::OK)
        return Mark::Unknown;
    return markOf(saidHealth(node));
}

Mark markOf(const UnitStatus &unit, bool isWatched)
{
    if (!isWatched)
        return Mark::Stale;
    if (unit.loadState != "loaded"_L1 && !unit.loadState.isEmpty())
        return Mark::Care;
    if (unit.activeState == "active"_L1)
        return Mark::Well;
    if (unit.activeState == "failed"_L1)
        return Mark::Critical;
    return unit.activeState == "inactive"_L1 ? Mark::Unknown : Mark::Care;
}

Mark markOf(JobState state)
{
    switch (state) {
    case JobState::Running:
        return Mark::Running;
    case JobState::Done:
        return Mark::Well;
    case JobState::Failed:
        return Mark::Critical;
    case JobState::Queued:
    case JobState::Cancelled:
        break;
    }
    return Mark::Unknown;
}

} // namespace muster::console
