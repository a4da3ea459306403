// SPDX-License-Identifier: Apache-2.0
#include "agent/systemcontrol/systemcontrol.h"

#include "shared/api/log.h"
#include "shared/api/state.h"
#include "shared/log.h"

#include "agent/composite/composite.h"
#include "agent/events/eventlog.h"
#include "agent/jobs/jobs.h"
#include "agent/state/controlrules.h"
#include "agent/state/facetsource.h"
#include "agent/systemcontrol/actrules.h"
#include "agent/systemcontrol/outlook.h"
#include "agent/systemstate/systemstate.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::agent {

SystemControl::SystemControl(const Parts &parts, QString ownName, const QString &file, QObject *parent)
    : QObject(parent)
    , d(parts)
    , m_ownName(std::move(ownName))
    , m_record(file)
    , m_replica(parts.composite)
{
    m_judge.setSingleShot(true);
    m_judge.setInterval(Calm);
    connect(&m_judge, &QTimer::timeout, this, &SystemControl::judgeForeign);
    const auto judgeSoon = [this] { m_judge.start(); };
    connect(&m_replica, &ActReplica::changed, this, judgeSoon);
    connect(&d.composite, &Composite::coordinatorChanged, this, judgeSoon);
    connect(&d.composite.replication(), &Replication::upToDate, this, judgeSoon);
    connect(&d.state, &SystemState::memberChanged, this, &SystemControl::lookAt);
    connect(&d.own, &NodeFacetsSource::changed, this, [this] { lookAt(d.composite.links().ownId()); });
    // After those who keep the members' state have taken it in.
    connect(&d.composite.links(), &Neighbours::membershipChanged, this, &SystemControl::lookAtAll,
            Qt::QueuedConnection);
    connect(&d.composite.links(), &Neighbours::hubChanged, this, &SystemControl::lookAtAll,
            Qt::QueuedConnection);
    for (const SystemAct &act : m_record.brokenOff()) {
        for (const MemberAct &member : act.members) {
            if (member.step == ActStep::BrokenOff)
                tell(act, member);
        }
    }
}

SystemControl::~SystemControl() = default;

Error SystemControl::notCoordinating() const
{
    const Membership *system = d.composite.links().membership();
    const CoordinatorView view = d.composite.coordinator();
    const SystemMember *acting = system ? system->member(view.acting) : nullptr;
    return {
        ErrorCode::Conflict,
        u"this node does not coordinate the system"_s,
        {},
        {},
        acting && acting->nodeId != d.composite.links().ownId()
            ? u"ask its coordinator: %1 (%2), or this node alone (onlyNode)"_s.arg(acting->name,
                                                                                   acting->nodeId)
            : u"no member coordinates it now: see muster system show; or ask this node alone (onlyNode)"_s};
}

/// A node by itself is the only member of a system of one.
Result<SystemControl::Chosen> SystemControl::choose(const CallContext &caller, const ActParams &params) const
{
    const Membership *system = d.composite.links().membership();
    const QString ownId = d.composite.links().ownId();
    Chosen chosen;
    if (system && !params.onlyNode) {
        if (!caller.via.isEmpty())
            return fail(ErrorCode::Forbidden, u"a call that was handed on is not handed on again"_s,
                        u"method"_s);
        if (!d.composite.mayAct())
            return fail(notCoordinating());
        chosen.system = system->name;
        for (const SystemMember &member : system->members)
            chosen.members.append({member.instance, member.nodeId, member.name});
    } else {
        const SystemMember *own = system ? system->member(ownId) : nullptr;
        chosen.members.append({own ? own->instance : 1, ownId, m_ownName});
    }
    if (params.members.isEmpty())
        return chosen;
    for (const int number : params.members) {
        if (!std::ranges::contains(chosen.members, number, &MemberAct::instance))
            return fail(ErrorCode::NotFound, u"no member has the number %1"_s.arg(number),
                        u"params.members"_s);
    }
    chosen.members.removeIf([&](const MemberAct &one) { return !params.members.contains(one.instance); });
    return chosen;
}

Result<void> SystemControl::checkOrder(const CallContext &caller, const ActParams &params) const
{
    return choose(caller, params).transform([](const Chosen &) { });
}

std::optional<MemberGlance> SystemControl::look(const QString &nodeId) const
{
    if (nodeId != d.composite.links().ownId())
        return d.state.glance(nodeId);
    const NodeFacets own = d.own.facets();
    return MemberGlance{own.facets, own.actions, false};
}

Result<ActStarted> SystemControl::act(const CallContext &caller, const ActParams &params)
{
    return start(caller, params, {});
}

Result<ActStarted> SystemControl::actByItself(const QString &reason, const ActParams &params, Ask ask)
{
    CallContext own;
    own.peer.nodeId = d.composite.links().ownId();
    own.peerName = reason;
    own.role = Role::Operator;
    return start(own, params, std::move(ask));
}

Result<ActStarted> SystemControl::start(const CallContext &caller, const ActParams &params, Ask ask)
{
    auto chosen = choose(caller, params);
    if (!chosen)
        return fail(chosen.error());
    QStringList nodeIds;
    for (const MemberAct &member : std::as_const(chosen->members))
        nodeIds.append(member.nodeId);
    for (const auto &[job, run] : m_runs) {
        if (const auto allowed = checkBeside(run.act, params.action, nodeIds); !allowed)
            return fail(allowed.error());
    }
    const QString title = chosen->system.isEmpty()
                              ? u"%1 of this node"_s.arg(actionWord(params.action))
                              : u"%1 of %2"_s.arg(actionWord(params.action), chosen->system);
    const auto job = d.jobs.start(JobKind, title, caller.peerName, true);
    if (!job)
        return fail(job.error());
    SystemAct act{*job, params.action, caller.peerName, muster::now(), {}, chosen->members};
    if (const auto kept = m_record.put(act); !kept) {
        d.jobs.finish(*job, fail(kept.error()));
        return fail(kept.error());
    }
    Run &run = m_runs[*job];
    run.act = act;
    run.caller = caller;
    run.patience = params.patienceSeconds > 0 ? std::chrono::seconds(params.patienceSeconds)
                                              : patienceFor(params.action);
    run.isOfSystem = !chosen->system.isEmpty();
    run.cause = params.cause;
    run.ask = std::move(ask);
    const bool isAsked = run.isOfSystem && !run.ask;
    makeMembers(run);
    begin(this, *job);
    if (isAsked) {
        const Membership *system = d.composite.links().membership();
        Q_EMIT asked(act, system && act.members.size() == system->members.size());
    }
    return ActStarted{*job, int(act.members.size())};
}

/// The others know of it before anybody is asked: who coordinates next tells it as broken off then, and never
/// as if it had not been.
QCoro::Task<> SystemControl::begin(QPointer<SystemControl> self, QString job)
{
    const Run &told = self->m_runs.at(job);
    if (told.isOfSystem)
        co_await self->m_replica.begin(told.act);
    if (!self)
        co_return;
    const auto run = self->m_runs.find(job);
    if (run != self->m_runs.end()) // it may have been cancelled
        self->askMembers(run->second);
}

void SystemControl::makeMembers(Run &run)
{
    const QPointer<SystemControl> self(this);
    MemberAction::Calls calls{
        [self, cause = run.cause](CallContext caller, QString nodeId, ControlAction action) {
            api::ControlParams params;
            params.action = action;
            params.cause = cause;
            return self->d.composite.fanout().askOne<api::StateControl>(std::move(caller), std::move(nodeId),
                                                                        params, MemberAction::AskTime);
        },
        [self](const QString &nodeId) { return self ? self->look(nodeId) : std::nullopt; }};
    if (run.ask)
        calls.ask = run.ask;
    const QString job = run.act.job;
    const QString ownId = d.composite.links().ownId();
    for (const MemberAct &member : std::as_const(run.act.members)) {
        auto one = std::make_unique<MemberAction>(run.act.action, member, calls);
        // Queued: nothing ends while all are being asked.
        connect(
            one.get(), &MemberAction::changed, this,
            [this, job, nodeId = member.nodeId] { note(job, nodeId); }, Qt::QueuedConnection);
        const auto glance = look(member.nodeId);
        if (member.nodeId == ownId && run.act.members.size() > 1 && glance
            && silences(run.act.action, *glance))
            run.last = one.get();
        run.members.push_back(std::move(one));
    }
    run.onCancel = std::make_unique<std::stop_callback<std::function<void()>>>(
        d.jobs.stopToken(job), std::function<void()>([self, job] {
            if (!self)
                return;
            QMetaObject::invokeMethod(
                self.data(),
                [self, job] {
                    if (self)
                        self->breakOff(job, u"the job was cancelled"_s);
                },
                Qt::QueuedConnection);
        }));
}

void SystemControl::askMembers(Run &run)
{
    for (const auto &one : run.members) {
        if (one.get() != run.last && !one->isOver())
            one->begin(run.caller, run.patience);
    }
}

void SystemControl::note(const QString &job, const QString &nodeId)
{
    const auto found = m_runs.find(job);
    if (found == m_runs.end())
        return;
    Run &run = found->second;
    qint64 over = 0;
    bool areOthersAnswered = true;
    for (const auto &one : run.members) {
        over += one->isOver() ? 1 : 0;
        areOthersAnswered = areOthersAnswered && (one.get() == run.last || one->isAnswered());
        if (one->act().nodeId != nodeId)
            continue;
        const auto told = std::ranges::find(run.act.members, nodeId, &MemberAct::nodeId);
        if (told != run.act.members.end() && *told != one->act()) {
            *told = one->act();
            tell(run.act, *told);
            if (run.isOfSystem)
                m_replica.note(run.act);
        }
    }
    if (run.last && areOthersAnswered)
        std::exchange(run.last, nullptr)->begin(run.caller, run.patience);
    d.jobs.progress(job, over, qint64(run.members.size()), u"members"_s);
    if (over == qint64(run.members.size()))
        finish(job);
}

void SystemControl::finish(const QString &job)
{
    const auto found = m_runs.find(job);
    if (found == m_runs.end())
        return;
    const Run run = std::move(found->second);
    m_runs.erase(found);
    SystemAct act = run.act;
    act.members.clear();
    for (const auto &one : run.members)
        act.members.append(one->act());
    act.finishedAt = muster::now();
    if (const auto kept = m_record.put(act); !kept)
        qCWarning(logNet).noquote() << "actions=notStored job=" << job << describe(kept.error());
    if (run.isOfSystem)
        m_replica.note(act);
    d.jobs.finish(job, outcomeOf(act));
    Q_EMIT ended(act);
}

/// What another coordinator had under way, or this one before its agent was started again, has nobody who
/// watches it.
void SystemControl::judgeForeign()
{
    if (!d.composite.mayAct())
        return;
    const QString ownId = d.composite.links().ownId();
    const QList<ActReplica::Known> all = m_replica.all();
    for (const ActReplica::Known &known : all) {
        SystemAct act = known.act;
        if (act.finishedAt || !known.isWhole || m_runs.contains(act.job))
            continue;
        if (const auto own = m_record.find(act.job); own && own->finishedAt) {
            m_replica.note(*own); // told when it was read
            continue;
        }
        endBroken(act,
                  known.teller == ownId
                      ? u"the coordinator's agent ended before it was seen what came of it"_s
                      : u"another node coordinates the system since, and did not see what came of it"_s,
                  muster::now());
        for (const MemberAct &member : std::as_const(act.members)) {
            if (member.step == ActStep::BrokenOff)
                tell(act, member);
        }
        m_replica.note(act);
    }
}

void SystemControl::breakOff(const QString &job, const QString &why)
{
    const auto found = m_runs.find(job);
    if (found == m_runs.end())
        return;
    for (const auto &one : found->second.members)
        one->breakOff(why);
}

void SystemControl::lookAt(const QString &nodeId)
{
    for (const auto &[job, run] : m_runs) {
        for (const auto &one : run.members) {
            if (one->act().nodeId == nodeId)
                one->look();
        }
    }
}

void SystemControl::lookAtAll()
{
    for (const auto &[job, run] : m_runs) {
        for (const auto &one : run.members)
            one->look();
    }
}

void SystemControl::tell(const SystemAct &act, const MemberAct &member)
{
    const bool isWell = member.step == ActStep::Done || !isOver(member.step);
    const QString what = u"%1 of %2: %3"_s.arg(actionWord(act.action), member.name, stepWord(member.step));
    d.events.append({Topic::State, events::MemberActed, isWell ? Health::OK : Health::Warning,
                     u"%1/%2"_s.arg(act.job, QString::number(member.instance)),
                     member.why.isEmpty() ? what : u"%1: %2"_s.arg(what, member.why)},
                    MemberActChange{act.job, act.action, member});
}

Result<SystemAct> SystemControl::acted(const QString &job) const
{
    const auto running = m_runs.find(job);
    if (running != m_runs.end())
        return running->second.act;
    const auto own = m_record.find(job);
    const auto shared = m_replica.find(job);
    // Of the latest the later one; of the same this node's own, which has the sentences in full.
    const bool isOwn = own && (!shared || own->job == shared->job || own->startedAt >= shared->startedAt);
    const auto &kept = isOwn ? own : shared;
    if (!kept)
        return fail(ErrorCode::NotFound, u"there is no such action, or it was long ago"_s, u"params.job"_s);
    const auto latest = m_runs.find(kept->job);
    return latest != m_runs.end() ? latest->second.act : *kept;
}

QCoro::Task<Result<ActOutlook>> SystemControl::preview(CallContext caller, ActParams params)
{
    const QPointer<SystemControl> self(this);
    const auto chosen = choose(caller, params);
    if (!chosen)
        co_return fail(chosen.error());
    ActOutlook outlook{chosen->system, params.action, {}};
    const QString ownId = d.composite.links().ownId();
    std::vector<QCoro::Task<MemberOutlook>> asked;
    for (const MemberAct &member : chosen->members) {
        MemberOutlook base;
        base.instance = member.instance;
        base.nodeId = member.nodeId;
        base.name = member.name;
        const auto glance = look(member.nodeId);
        MemberOutlook one = outlookOf(params.action, base, glance, member.nodeId == ownId);
        for (const auto &[job, run] : m_runs) {
            if (const auto beside = checkBeside(run.act, params.action, {member.nodeId}); !beside)
                one.against.append({u"actionRunning"_s, beside.error().text});
        }
        const bool isAsked = glance && !glance->isSilent;
        // Only who ends loses what it has not given away.
        const bool isSilenced = isAsked && silences(params.action, *glance);
        const auto direction = directionOf(params.action);
        if (isAsked && (direction == Direction::Up || direction == Direction::Around))
            asked.push_back(withBlocks(self, caller, one, isSilenced));
        else if (isSilenced)
            asked.push_back(withDumps(self, caller, one));
        else
            outlook.members.append(one);
    }
    for (auto &one : asked) {
        const MemberOutlook told = co_await std::move(one);
        outlook.members.append(told);
    }
    std::ranges::sort(outlook.members, {}, &MemberOutlook::instance);
    Result<ActOutlook> answer = outlook;
    co_return answer;
}

QCoro::Task<MemberOutlook> SystemControl::withDumps(QPointer<SystemControl> self, CallContext caller,
                                                    MemberOutlook member)
{
    const DumpListParams params;
    const auto dumps =
        co_await self->d.composite.fanout().askOne<api::DumpsList>(caller, member.nodeId, params, LookTime);
    if (dumps)
        member.against.append(dumpObjections(*dumps));
    else if (dumps.error().code != ErrorCode::Unsupported)
        member.against.append({u"notKnown"_s, u"what dumps it has is not known: "_s + dumps.error().text});
    co_return member;
}

/// One whose agent cannot tell, or that has no such log, has nothing that is known to speak against it.
QCoro::Task<MemberOutlook> SystemControl::withBlocks(QPointer<SystemControl> self, CallContext caller,
                                                     MemberOutlook member, bool withDumpsToo)
{
    const Nothing nothing;
    const auto blocks = co_await self->d.composite.fanout().askOne<api::LogBlocksGet>(caller, member.nodeId,
                                                                                      nothing, LookTime);
    if (blocks)
        member.against.append(blockObjections(*blocks));
    else if (blocks.error().code != ErrorCode::Unsupported)
        member.against.append(
            {u"notKnown"_s,
             u"whether its log keeps its host from being started is not known: "_s + blocks.error().text});
    if (withDumpsToo && self)
        member = co_await withDumps(self, caller, member);
    co_return member;
}

} // namespace muster::agent
