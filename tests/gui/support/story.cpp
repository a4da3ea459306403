// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/support/story.h"

#include "shared/systems/signedmembership.h"

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::console::story {

namespace {

constexpr auto FailedAgo = 4min;

UnitStatus activeUnit(const QString &name, const QString &description)
{
    UnitStatus unit;
    unit.unit = name;
    unit.description = description;
    unit.loadState = u"loaded"_s;
    unit.activeState = u"active"_s;
    unit.subState = u"running"_s;
    unit.result = u"success"_s;
    unit.since = now() - 51h;
    return unit;
}

UnitList bmcUnits()
{
    UnitList list;
    list.watching = true;
    list.units = {
        activeUnit(u"fan-control.service"_s, u"Fan control of all zones"_s),
        activeUnit(u"obmc-console@ttyVUART0.service"_s, u"Host console"_s),
        activeUnit(u"phosphor-ipmi-host.service"_s, u"In-band IPMI"_s),
        activeUnit(u"xyz.openbmc_project.Chassis.Control.Power@0.service"_s, u"Chassis power control"_s),
        activeUnit(u"xyz.openbmc_project.Dump.Manager.service"_s, u"Dump manager"_s),
        activeUnit(u"xyz.openbmc_project.State.BMC.service"_s, u"BMC state"_s)};
    return list;
}

UnitFailure fanFailure()
{
    UnitFailure failure;
    failure.id = failureId();
    failure.unit = u"fan-control.service"_s;
    failure.cause = FailureCause::CoreDump;
    failure.result = u"core-dump"_s;
    failure.signal = u"SIGSEGV"_s;
    failure.restarts = 2;
    failure.invocationId = u"6c1f0a3b9de24ce5a7f0135c2f1b88d0"_s;
    failure.at = now() - FailedAgo;
    failure.explanation = u"killed by SIGSEGV, core dumped, after 2 restarts in 30 s"_s;
    failure.incident = failure.id;
    failure.error = u"xyz.openbmc_project.State.Error.CriticalServiceFailure"_s;
    failure.dump = u"bmc-17"_s;
    return failure;
}

void addSystem(Fleet &fleet, const QString &name, const QStringList &members, int subnet)
{
    QStringList ids;
    for (int i = 0; i < members.size(); ++i) {
        const QString nodeName = u"%1-%2"_s.arg(name, members.at(i));
        const FleetNode node = wellNode(nodeName, u"10.20.%1.%2:7117"_s.arg(subnet).arg(11 + i));
        ids.append(node.nodeId);
        fleet.addNode(node);
    }
    joinSystem(fleet, name, ids);
}

SignedMembership signedBySomebody(Membership terms)
{
    const Identity desk = Identity::generate().value();
    terms.changedByName = u"alice@ops-desk"_s;
    return signMembership(std::move(terms), desk).value();
}

Membership membershipOf(const Fleet &fleet, const QString &name, const QStringList &nodeIds)
{
    Membership terms;
    terms.id = u"%1-6d1f-4b0e-9c55-2f3a1b7c9e10"_s.arg(quint32(qHash(name, 1)), 8, 16, QChar(u'0'));
    terms.name = name;
    terms.generation = 3;
    terms.coordinator = nodeIds.first();
    terms.changedAt = now() - 9 * 24h;
    for (const QString &nodeId : nodeIds) {
        const FleetNode *node = fleet.node(nodeId);
        terms.members.append({int(terms.members.size()) + 1, nodeId, node->name, node->address});
    }
    return terms;
}

MemberView viewOf(const FleetNode &node, const Membership &terms)
{
    MemberView view;
    view.nodeId = node.nodeId;
    view.presence = node.nodeId == terms.coordinator ? MemberPresence::Self
                    : node.isStale()                 ? MemberPresence::Silent
                                                     : MemberPresence::Connected;
    view.since = now() - 5h;
    view.generation = terms.generation;
    view.clockOffset = view.presence == MemberPresence::Self ? 0 : -2 + terms.member(node.nodeId)->instance;
    view.roundTrip = view.presence == MemberPresence::Self ? 0 : 1;
    view.agentVersion = u"0.1.0"_s;
    view.why = node.isStale() ? u"no answer for 30 s"_s : QString();
    return view;
}

void breakDrawerB(FleetNode &node)
{
    UnitStatus &fan = node.units->units.first();
    fan.activeState = u"failed"_s;
    fan.subState = u"failed"_s;
    fan.result = u"core-dump"_s;
    fan.restarts = 2;
    fan.since = now() - FailedAgo;
    node.failures = {fanFailure()};
    UnitFailure old = fanFailure();
    old.id = old.incident = u"phosphor-ipmi-host.service/1"_s;
    old.error.clear();
    old.dump.clear();
    old.unit = u"phosphor-ipmi-host.service"_s;
    old.cause = FailureCause::ExitCode;
    old.signal.clear();
    old.exitCode = 1;
    old.result = u"exit-code"_s;
    old.explanation = u"ended with exit code 1 after 5 restarts"_s;
    old.at = now() - 74h;
    old.recoveredAt = now() - 73h;
    old.acknowledged = Acknowledgement{now() - 72h, u"ops-desk"_s, u"known: bad sensor record"_s};
    node.failures.append(old);
    node.state = NodeState{Health::Critical,
                           {{u"unit-failed:fan-control.service"_s,
                             Health::Critical,
                             u"fan-control.service"_s,
                             u"fan-control.service failed"_s,
                             {},
                             now() - FailedAgo}},
                           0,
                           BmcState::Quiesced,
                           now() - FailedAgo};
    Job job;
    job.id = u"j-17"_s;
    job.kind = u"units.evidence"_s;
    job.title = u"Collect evidence of fan-control.service"_s;
    job.state = JobState::Running;
    job.done = 132;
    job.total = 200;
    job.unit = u"lines"_s;
    job.canCancel = true;
    job.startedBy = u"ops-desk"_s;
    job.startedAt = now() - 4s;
    node.jobs = {job};
}

void silenceDrawerD(FleetNode &node)
{
    node.link = LinkState::Waiting;
    node.linkError = {ErrorCode::Timeout, u"no answer from 10.20.1.14:7117 within 10 s"_s, {}, {}, {}};
    node.heardAt = now() - 2min - 9s;
    node.nextTry = now() + 21s;
}

void addOddNodes(Fleet &fleet)
{
    fleet.addNode(wellNode(u"lab-bench-3"_s, u"10.20.9.33:7117"_s));
    FleetNode refused = wellNode(u"rack4-pdu-bmc"_s, u"10.20.9.40:7117"_s);
    refused.link = LinkState::Refused;
    refused.heardAt = now() - 26h;
    refused.linkError = {
        ErrorCode::NotPaired,
        u"another key answers at 10.20.9.40:7117 than the paired one"_s,
        {},
        {},
        u"If the node was set up anew, unpair and pair it again; else somebody is between"_s};
    fleet.addNode(refused);
    FleetNode blind = wellNode(u"spine-07"_s, u"10.20.7.7:7117"_s);
    blind.platforms = {u"sonic"_s, u"systemd"_s};
    blind.units->watching = false;
    blind.units->notWatchingBecause = u"the system bus does not answer"_s;
    fleet.addNode(blind);
    fleet.setFound({u"10.20.3.41:7117"_s, u"bmc-19e4"_s, u"K7QF2M3N"_s, u"DNS-SD"_s});
    fleet.setFound({u"10.20.3.42:7117"_s, u"bmc-19e5"_s, u"T5WX7RJC"_s, u"DNS-SD"_s});
    fleet.setFound({u"10.20.3.77:7117"_s, {}, u"P3HN6YQB"_s, u"sweep 10.20.3.0/24"_s});
}

} // namespace

QString drawerId(char letter)
{
    return u"node-drawer-"_s + QLatin1Char(letter);
}

QString failureId()
{
    return u"fan-control.service/6c1f0a3b9de24ce5a7f0135c2f1b88d0"_s;
}

UnitEvidence fanEvidence()
{
    struct Line
    {
        std::chrono::milliseconds before;
        int priority;
        const char *text;
    };
    static constexpr std::array Lines{
        Line{31s, 6, "Started fan-control.service - Fan control of all zones."},
        Line{29s, 6, "zone 0: 4 fans, 8 tachs, floor 30 %"},
        Line{29s, 6, "zone 2: 2 fans, 4 tachs, floor 30 %"},
        Line{3s, 4, "zone 2: tach 5 missing, 3 readings in a row"},
        Line{2s, 5, "zone 2: ramp to 100 %"},
        Line{1s, 2, "assertion p < n failed in Zone::target(unsigned long), tach.cpp:212"},
        Line{0s, 3, "fan-control.service: Main process exited, code=dumped, status=11/SEGV"},
        Line{0s, 4, "fan-control.service: Failed with result 'core-dump'."},
        Line{0s, 3, "fan-control.service: Start request repeated too quickly."},
    };
    UnitEvidence evidence;
    evidence.failureId = failureId();
    evidence.unit = u"fan-control.service"_s;
    evidence.collectedAt = now() - FailedAgo + 1s;
    for (const Line &line : Lines)
        evidence.journal.append({now() - FailedAgo - line.before, line.priority, u"fan-control[412]"_s,
                                 QString::fromLatin1(line.text)});
    evidence.properties = {{u"ExecMainStatus"_s, u"11"_s},
                           {u"NRestarts"_s, u"2"_s},
                           {u"MemoryPeak"_s, u"14.2 MiB"_s},
                           {u"FragmentPath"_s, u"/usr/lib/systemd/system/fan-control.service"_s}};
    return evidence;
}

FleetNode wellNode(const QString &name, const QString &address)
{
    FleetNode node;
    node.nodeId = u"node-"_s + name;
    node.name = name;
    node.address = address;
    node.role = Role::Admin;
    node.capabilities = {u"units"_s, u"events"_s, u"jobs"_s, u"system"_s};
    node.pairedAt = now() - 21 * 24h;
    node.link = LinkState::Connected;
    node.heardAt = now();
    node.clockOffset = 3;
    node.platforms = {u"phosphor"_s, u"systemd"_s};
    NodeFacts facts;
    facts.hostname = name;
    facts.machineId = u"0b5f3b1cf5f7489fa16f8a7a44b21c0e"_s;
    facts.bootId = u"77aa9c50e9b94b7294d1b8d7c5c1f1a2"_s;
    facts.os = u"Debian GNU/Linux 13 (trixie)"_s;
    facts.kernel = u"6.12.48"_s;
    facts.architecture = u"arm"_s;
    facts.agentVersion = u"0.1.0"_s;
    facts.bootedAt = now() - 51h;
    facts.clock = now();
    facts.clockSynchronized = true;
    node.facts = facts;
    node.state = NodeState{Health::OK, {}, 0, BmcState::Ready, now() - 51h};
    node.units = bmcUnits();
    return node;
}

void fillFleet(Fleet &fleet)
{
    QStringList drawers;
    for (const char letter : {'a', 'b', 'c', 'd'}) {
        FleetNode node =
            wellNode(u"drawer-"_s + QLatin1Char(letter), u"10.20.1.%1:7117"_s.arg(11 + letter - 'a'));
        if (letter == 'b')
            breakDrawerB(node);
        if (letter == 'd')
            silenceDrawerD(node);
        drawers.append(node.nodeId);
        fleet.addNode(node);
    }
    joinSystem(fleet, u"db-frame-1"_s, drawers);
    addSystem(fleet, u"db-frame-2"_s, {u"a"_s, u"b"_s, u"c"_s, u"d"_s}, 2);
    for (int i = 3; i <= 13; ++i)
        addSystem(fleet, u"app-frame-%1"_s.arg(i, 2, 10, QChar(u'0')), {u"a"_s, u"b"_s}, 10 + i);
    addOddNodes(fleet);
    fleet.flush();
}

void joinSystem(Fleet &fleet, const QString &name, const QStringList &nodeIds)
{
    const Membership terms = membershipOf(fleet, name, nodeIds);
    SystemView word;
    word.membership = signedBySomebody(terms);
    word.coordinator = {terms.coordinator, true, terms.generation, {}, now() - 5h};
    fleet.keepMembership(*word.membership).value();
    QList<MemberView> views;
    for (const QString &nodeId : nodeIds)
        views.append(viewOf(*fleet.node(nodeId), terms));
    for (const QString &nodeId : nodeIds) {
        fleet.update(nodeId, NodeAspect::System, [&](FleetNode &node) {
            node.system = word;
            if (nodeId == terms.coordinator)
                node.system->members = views;
        });
    }
}

void forgetPairingWithC(Fleet &fleet)
{
    fleet.removeNode(drawerId('c'));
    fleet.flush();
}

void splitSystem(Fleet &fleet)
{
    const FleetSystem before = fleet.systems().value(u"db-frame-1"_s);
    Membership terms = before.membership->terms;
    ++terms.generation;
    terms.settings.leaseSeconds = 15;
    const SignedMembership newer = signedBySomebody(terms);
    for (const char letter : {'a', 'b', 'd'}) {
        fleet.update(drawerId(letter), NodeAspect::System, [&](FleetNode &node) {
            node.system->membership = newer;
            node.system->coordinator = {{},
                                        false,
                                        terms.generation,
                                        u"2 of 4 members stand with drawer-a, 3 are needed"_s,
                                        now() - 1min};
        });
    }
    fleet.update(drawerId('c'), NodeAspect::System, [&](FleetNode &node) {
        node.system->coordinator = {{}, false, 3, u"the coordinator was not heard for 20 s"_s, now()};
    });
    fleet.flush();
}

void addGroup(Fleet &fleet)
{
    fleet.setSystem({u"bench"_s, {{1, u"node-lab-bench-3"_s, {}, {}}}, {}}).value();
}

void fillSystems(Fleet &fleet, int count)
{
    for (int i = 0; i < count; ++i)
        addSystem(fleet, u"frame-%1"_s.arg(i, 3, 10, QChar(u'0')), {u"a"_s, u"b"_s, u"c"_s, u"d"_s}, 30 + i);
    fleet.flush();
}

QString causeId()
{
    return u"psu-monitor.service/77c0"_s;
}

QString targetId()
{
    return u"obmc-chassis-poweron@0.target/job-4711"_s;
}

void addIncidents(Fleet &fleet)
{
    UnitFailure cause = fanFailure();
    cause.id = cause.incident = causeId();
    cause.unit = u"psu-monitor.service"_s;
    cause.cause = FailureCause::Watchdog;
    cause.result = u"watchdog"_s;
    cause.signal = u"SIGABRT"_s;
    cause.at = now() - 31min;
    cause.explanation = u"did not report to the watchdog within 10 s"_s;
    cause.action = u"restarted it: failed again"_s;
    UnitFailure target = cause;
    target.id = targetId();
    target.unit = u"obmc-chassis-poweron@0.target"_s;
    target.cause = FailureCause::TargetJob;
    target.result = u"dependency"_s;
    target.signal.clear();
    target.restarts = 0;
    target.explanation = u"its job ended with dependency"_s;
    target.error = u"xyz.openbmc_project.State.Error.ChassisPowerOnFailed"_s;
    target.action.clear();
    target.chain = {{u"obmc-power-start@0.service"_s, u"Requires"_s, u"inactive"_s, u"success"_s},
                    {u"psu-monitor.service"_s, u"BindsTo"_s, u"failed"_s, u"watchdog"_s}};
    fleet.update(drawerId('c'), NodeAspect::All, [&](FleetNode &node) {
        node.failures = {target, cause};
        node.state->health = Health::Critical;
        node.state->bmcState = BmcState::Quiesced;
        node.state->bmcStateSince = cause.at;
    });
    UnitFailure loop = fanFailure();
    loop.id = loop.incident = u"phosphor-ipmi-host.service/9"_s;
    loop.unit = u"phosphor-ipmi-host.service"_s;
    loop.cause = FailureCause::CrashLoop;
    loop.explanation = u"ended with exit code 1, 12 times in 60 s"_s;
    loop.count = 203;
    loop.suppressed = 180;
    loop.firstAt = now() - 5h;
    loop.at = now() - 70s;
    loop.acknowledged = Acknowledgement{now() - 2h, u"night-shift"_s, u"known, fixed in 2.14"_s};
    fleet.update(u"node-app-frame-03-a"_s, NodeAspect::All, [&](FleetNode &node) {
        node.failures = {loop};
        node.state->bmcState = BmcState::Quiesced;
        node.state->bmcStateSince = loop.firstAt;
    });
    UnitFailure recovered = fanFailure();
    recovered.id = recovered.incident = u"fan-control.service/5"_s;
    recovered.count = 3;
    recovered.firstAt = now() - 26h;
    recovered.at = now() - 25h;
    recovered.recoveredAt = now() - 25h + 40s;
    fleet.update(u"node-db-frame-2-b"_s, NodeAspect::All, [&](FleetNode &node) {
        node.role = Role::Viewer;
        node.failures = {recovered};
        node.state->bmcState = BmcState::Quiesced;
        node.state->bmcStateSince = recovered.firstAt;
    });
}

void fillFailures(Fleet &fleet, int count)
{
    QHash<QString, QList<UnitFailure>> failures;
    for (int i = 0; i < count; ++i) {
        UnitFailure failure = fanFailure();
        failure.unit = u"worker@%1.service"_s.arg(i / 3);
        failure.id = failure.incident = u"%1/%2"_s.arg(failure.unit).arg(i);
        failure.at = now() - std::chrono::seconds(7 * i);
        failures[drawerId(char('a' + i % 3))].append(failure);
    }
    for (const auto &[nodeId, list] : failures.asKeyValueRange())
        fleet.update(nodeId, NodeAspect::Failures, [&](FleetNode &node) { node.failures = list; });
}

QList<FleetEvent> leadUp()
{
    struct Step
    {
        std::chrono::seconds before;
        Health severity;
        QLatin1StringView kind;
        const char *subject;
        const char *text;
    };
    static constexpr std::array Steps{
        Step{570s, Health::OK, events::NodeStarted, "", "the agent started"},
        Step{480s, Health::Warning, events::ClockJumped, "", "the clock jumped by +2.4 s"},
        Step{200s, Health::OK, events::UnitChanged, "obmc-console@ttyVUART0.service",
             "obmc-console@ttyVUART0.service is active (running)"},
        Step{31s, Health::OK, events::UnitChanged, "fan-control.service",
             "fan-control.service is activating (auto-restart)"},
        Step{30s, Health::OK, events::UnitChanged, "fan-control.service",
             "fan-control.service is active (running)"},
        Step{12s, Health::Warning, events::ProblemRaised, "i2c-5", "bus i2c-5 does not answer"},
        Step{0s, Health::Critical, events::UnitFailed, "fan-control.service",
             "fan-control.service failed: killed by SIGSEGV, core dumped, after 2 restarts in 30 s"},
        Step{-1s, Health::Critical, events::ErrorLogged, "fan-control.service",
             "xyz.openbmc_project.State.Error.CriticalServiceFailure was logged"},
        Step{-1s, Health::Warning, events::BmcStateChanged, "", "the node is Quiesced"},
        Step{-95s, Health::OK, events::ProblemCleared, "i2c-5", "bus i2c-5 answers again"},
    };
    QList<FleetEvent> events;
    for (const Step &step : Steps) {
        FleetEvent one =
            unitEvent(drawerId('b'), 100 + events.size(), step.severity, QString::fromLatin1(step.text));
        one.event.at = now() - FailedAgo - step.before;
        one.event.kind = step.kind;
        one.event.subject = QString::fromLatin1(step.subject);
        events.append(one);
    }
    return events;
}

void fillMany(Fleet &fleet, int count)
{
    for (int i = 0; i < count; ++i)
        fleet.addNode(wellNode(u"node-%1"_s.arg(i, 4, 10, QChar(u'0')),
                               u"10.30.%1.%2:7117"_s.arg(i / 250).arg(i % 250 + 1)));
}

FleetEvent unitEvent(const QString &nodeId, qint64 sequence, Health severity, const QString &text)
{
    Event event;
    event.sequence = sequence;
    event.at = now();
    event.topic = Topic::Units;
    event.kind = u"unit.changed"_s;
    event.severity = severity;
    event.subject = u"fan-control.service"_s;
    event.text = text;
    return {nodeId, u"epoch-1"_s, event};
}

QList<FleetEvent> hourOfEvents(int count)
{
    QList<FleetEvent> events;
    const QStringList texts{u"phosphor-ipmi-host.service is active (running)"_s,
                            u"xyz.openbmc_project.Dump.Manager.service is reloading"_s,
                            u"obmc-console@ttyVUART0.service was restarted by systemd"_s,
                            u"fan-control.service is activating (auto-restart)"_s};
    for (int i = 0; i < count; ++i) {
        const char letter = char('a' + i % 4);
        FleetEvent one =
            unitEvent(drawerId(letter), i + 1, i % 9 == 5 ? Health::Warning : Health::OK, texts.at(i % 4));
        one.event.subject = one.event.text.section(u' ', 0, 0);
        one.event.at = now() - std::chrono::seconds(3600 - 3600 * i / count) - FailedAgo;
        events.append(one);
    }
    FleetEvent failed =
        unitEvent(drawerId('b'), count + 1, Health::Critical,
                  u"fan-control.service failed: killed by SIGSEGV, core dumped, after 2 restarts"_s);
    failed.event.kind = u"unit.failed"_s;
    failed.event.at = now() - FailedAgo;
    events.append(failed);
    return events;
}

} // namespace muster::console::story
