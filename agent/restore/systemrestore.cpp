// SPDX-License-Identifier: Apache-2.0
#include "agent/restore/systemrestore.h"

#include "shared/api/restore.h"
#include "shared/api/state.h"
#include "shared/log.h"
#include "shared/state/confirmation.h"

#include "agent/composite/composite.h"
#include "agent/events/eventlog.h"
#include "agent/restore/outagerecord.h"
#include "agent/server/session.h"
#include "agent/state/problems.h"
#include "agent/systemcontrol/actrules.h"
#include "agent/systemcontrol/memberaction.h"
#include "agent/systemcontrol/systemcontrol.h"
#include "agent/systemstate/systemstate.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const QString HeldProblem = u"restore-held"_s;

/// Nothing for what leaves the power as it is.
std::optional<bool> wantsOn(ControlAction action)
{
    switch (action) {
    case ControlAction::PowerOn:
    case ControlAction::Reboot:
    case ControlAction::PowerCycle:
        return true;
    case ControlAction::PowerOff:
    case ControlAction::SoftOff:
        return false;
    case ControlAction::BmcReboot:
        break;
    }
    return std::nullopt;
}

QString kindOf(QLatin1StringView kind)
{
    return kind;
}

/// How a member is asked: in the coordinator's own name, with the number that fences it off.
QCoro::Task<Result<Nothing>> orderMember(QPointer<Composite> composite, CallContext caller, QString nodeId,
                                         ControlAction action, StartCause cause)
{
    Result<Nothing> answer = fail(ErrorCode::Cancelled, u"the agent is ending"_s);
    const Membership *system = composite ? composite->links().membership() : nullptr;
    if (!system)
        co_return answer;
    if (nodeId == composite->links().ownId()) {
        api::ControlParams params;
        params.action = action;
        params.cause = cause;
        answer = co_await composite->fanout().askOne<api::StateControl>(caller, nodeId, params,
                                                                        MemberAction::AskTime);
        co_return answer;
    }
    Session *const link = composite->links().link(nodeId);
    if (!link) {
        answer = fail({ErrorCode::Unavailable,
                       u"it is not connected to the coordinator"_s,
                       {},
                       {},
                       u"see \"muster system show\" for since when"_s});
        co_return answer;
    }
    const RestoreOrder order{action, system->generation, composite->coordinator().term, cause};
    answer = co_await link->rpc().call<api::RestoreOrdered>(order, MemberAction::AskTime);
    co_return answer;
}

} // namespace

SystemRestore::SystemRestore(const Parts &parts, const Settings &settings, QObject *parent)
    : QObject(parent)
    , d(parts)
    , m_settings(settings)
{
    m_window.setSingleShot(true);
    connect(&m_window, &QTimer::timeout, this, &SystemRestore::look);
    m_retry.setSingleShot(true);
    m_retry.setInterval(settings.retry);
    connect(&m_retry, &QTimer::timeout, this, &SystemRestore::carryOn);
}

SystemRestore::~SystemRestore() = default;

void SystemRestore::start()
{
    connect(&d.composite, &Composite::coordinatorChanged, this, &SystemRestore::follow);
    connect(&d.composite.links(), &Neighbours::membershipChanged, this, &SystemRestore::follow,
            Qt::QueuedConnection);
    connect(&d.composite.links(), &Neighbours::memberLinked, this, &SystemRestore::ask);
    connect(&d.composite.links(), &Neighbours::memberUnlinked, this, [this](const QString &nodeId) {
        m_told.remove(nodeId);
        m_asking.remove(nodeId);
    });
    connect(&d.own, &OutageRecord::changed, this, &SystemRestore::look);
    connect(&d.composite.replication(), &Replication::changed, this, [this](const QString &kind) {
        if (kind != DecisionKind)
            return;
        settle();
        look();
    });
    connect(&d.composite.replication(), &Replication::upToDate, this, [this] {
        settle();
        look();
    });
    connect(&d.control, &SystemControl::asked, this, &SystemRestore::noteRequest);
    connect(&d.control, &SystemControl::ended, this, &SystemRestore::noteEnded);
    connect(&d.state, &SystemState::memberChanged, this, [this](const QString &nodeId) {
        if (m_held.contains(nodeId))
            lookAtHeld();
        if (m_since)
            look();
    });
    settle();
    follow();
}

QString SystemRestore::systemId() const
{
    const Membership *system = d.composite.links().membership();
    return system ? system->id : QString();
}

QList<RestoreDecision> SystemRestore::decisions() const
{
    QList<RestoreDecision> decisions;
    const QList<Replica> all = d.composite.replication().documents(DecisionKind);
    for (const Replica &one : all) {
        if (const auto decision = d.composite.replication().get<RestoreDecision>(DecisionKind, one.id))
            decisions.append(*decision);
    }
    std::ranges::sort(decisions, std::greater(), &RestoreDecision::at);
    return decisions;
}

std::optional<RequestedPower> SystemRestore::requested() const
{
    const auto whole = d.composite.replication().get<RequestedPower>(PowerKind, WholeId);
    return whole ? std::optional(*whole) : std::nullopt;
}

std::optional<RequestedPower> SystemRestore::requestedOf(const QString &nodeId) const
{
    const auto whole = requested();
    const auto own = d.composite.replication().get<RequestedPower>(PowerKind, nodeId);
    if (own && (!whole || own->at > whole->at))
        return *own;
    return std::nullopt;
}

void SystemRestore::follow()
{
    const bool isActing = d.composite.mayAct();
    if (std::exchange(m_isActing, isActing) != isActing) {
        m_told.clear();
        m_asking.clear();
        m_window.stop();
        m_since.reset();
        m_current.reset();
        m_orders.clear();
        m_jobs.clear();
        m_outcomes.clear();
        m_retry.stop();
        m_held.clear();
        if (!isActing)
            d.problems.clear(HeldProblem);
    }
    if (!isActing)
        return;
    for (const QString &nodeId : d.composite.links().linked())
        ask(nodeId);
    look();
}

void SystemRestore::ask(const QString &nodeId)
{
    if (!m_isActing || m_asking.contains(nodeId) || m_told.contains(nodeId))
        return;
    m_asking.insert(nodeId);
    askMember(this, nodeId);
}

/// One that cannot tell now is asked again; one whose agent is too old is as if it did not answer.
QCoro::Task<> SystemRestore::askMember(QPointer<SystemRestore> self, QString nodeId)
{
    Session *const link = self->d.composite.links().link(nodeId);
    if (!link) {
        self->m_asking.remove(nodeId);
        co_return;
    }
    const QPointer<Session> session = link;
    const auto answer = co_await link->rpc().call<api::RestoreOutage>({}, self->m_settings.answer);
    if (!self)
        co_return;
    self->m_asking.remove(nodeId);
    if (!self->m_isActing || !session || self->d.composite.links().link(nodeId) != session)
        co_return;
    if (answer) {
        self->take(nodeId, *answer);
        co_return;
    }
    if (answer.error().code == ErrorCode::Unsupported)
        co_return;
    QTimer::singleShot(self->m_settings.retry, self.data(), [self, nodeId] {
        if (self)
            self->ask(nodeId);
    });
}

void SystemRestore::take(const QString &nodeId, Outage outage)
{
    const Membership *system = d.composite.links().membership();
    if (!system || !system->member(nodeId))
        return;
    m_told.insert(nodeId, std::move(outage));
    look();
}

QSet<QString> SystemRestore::decidedOutages() const
{
    QSet<QString> ids;
    for (const RestoreDecision &decision : decisions()) {
        for (const RestoreGroup &group : decision.groups)
            ids.unite(QSet<QString>(group.outages.cbegin(), group.outages.cend()));
    }
    return ids;
}

/// On each member: a decision that names its outage has dealt with it. What others told is as old as their
/// links.
void SystemRestore::settle()
{
    const std::optional<Outage> own = d.own.outage();
    QHash<QString, QString> decided; // decision by outage
    for (const RestoreDecision &decision : decisions()) {
        for (const RestoreGroup &group : decision.groups) {
            for (const QString &outage : group.outages)
                decided.insert(outage, decision.id);
        }
    }
    for (Outage &told : m_told) {
        if (told.decision.isEmpty())
            told.decision = decided.value(told.id);
    }
    if (!own || !own->isOpenIn(systemId()) || !decided.contains(own->id))
        return;
    if (const auto kept = d.own.setDecision(decided.value(own->id)); !kept)
        qCWarning(logStore).noquote() << "restore=notSettled" << describe(kept.error());
}

MemberPower::Now SystemRestore::powerNow(const QString &nodeId) const
{
    const auto glance = d.state.glance(nodeId);
    if (!glance || glance->isSilent)
        return MemberPower::Now::Unknown;
    if (confirmationOf(ControlAction::PowerOn, *glance, false, *glance).isReached)
        return MemberPower::Now::On;
    if (confirmationOf(ControlAction::SoftOff, *glance, false, *glance).isReached)
        return MemberPower::Now::Off;
    return MemberPower::Now::Unknown;
}

RestoreInputs SystemRestore::inputs() const
{
    RestoreInputs inputs;
    const Membership *system = d.composite.links().membership();
    if (!system)
        return inputs;
    inputs.systemId = system->id;
    inputs.systemName = system->name;
    inputs.policy = system->settings.restorePolicy;
    inputs.partialOutage = system->settings.partialOutage;
    inputs.requested = requested();
    inputs.since = m_since.value_or(now());
    const QSet<QString> decided = decidedOutages();
    for (const SystemMember &member : system->members) {
        MemberPower one;
        one.instance = member.instance;
        one.name = member.name;
        if (member.nodeId == d.composite.links().ownId())
            one.outage = d.own.outage();
        else if (const auto told = m_told.constFind(member.nodeId); told != m_told.cend())
            one.outage = *told;
        // Told before the decision has reached it.
        if (one.outage && one.outage->decision.isEmpty() && decided.contains(one.outage->id))
            one.outage->decision = u"decided"_s;
        one.now = powerNow(member.nodeId);
        one.requested = requestedOf(member.nodeId);
        inputs.members.append(one);
    }
    return inputs;
}

/// Waits, and decides when all are heard of or the window has ended.
void SystemRestore::look()
{
    // What it does tells it to look again.
    if (!m_isActing || m_isDeciding || m_isLooking || m_current)
        return;
    m_isLooking = true;
    const auto done = qScopeGuard([this] { m_isLooking = false; });
    const Membership *system = d.composite.links().membership();
    if (!system || !d.composite.mayAct())
        return;
    const RestoreInputs known = inputs();
    const bool isOpen = std::ranges::any_of(known.members, [&](const MemberPower &one) {
        return one.outage && one.outage->isOpenIn(known.systemId);
    });
    const auto unfinished = [&] {
        const QList<RestoreDecision> all = decisions();
        return std::ranges::any_of(all, [](const RestoreDecision &one) { return !one.isDone; });
    };
    if (!isOpen && !unfinished()) {
        m_window.stop();
        m_since.reset();
        return;
    }
    if (!m_since) {
        m_since = now();
        m_window.start(std::chrono::seconds(system->settings.restoreWindowSeconds));
        qCInfo(logNet).noquote() << "restore=waiting seconds=" << system->settings.restoreWindowSeconds;
    }
    const auto isHeard = [this](const SystemMember &member) {
        const auto glance = d.state.glance(member.nodeId);
        return glance && !glance->isSilent && !glance->facets.isEmpty();
    };
    const bool areAllHeard =
        std::ranges::all_of(known.members, [](const MemberPower &one) { return one.outage.has_value(); })
        && std::ranges::all_of(system->members, isHeard) && d.composite.replication().isUpToDate();
    if (!areAllHeard && m_window.isActive())
        return;
    m_window.stop();
    if (unfinished())
        resume();
    else
        decide();
}

void SystemRestore::decide()
{
    RestoreDecision decision = decideRestore(inputs());
    decision.at = now();
    decision.by = d.composite.links().ownId();
    constexpr qsizetype OwnDigits = 8;
    decision.id = u"%1-%2"_s.arg(decision.at.time_since_epoch().count())
                      .arg(decision.by.first(std::min(decision.by.size(), OwnDigits)));
    m_isDeciding = true;
    decideOnce(this, decision);
}

/// Nothing is done before the decision is on the disk here and, if one is there to take it, on another
/// member.
QCoro::Task<> SystemRestore::decideOnce(QPointer<SystemRestore> self, RestoreDecision decision)
{
    Replication &replication = self->d.composite.replication();
    const int copies = self->d.composite.links().linked().isEmpty() ? 1 : 2;
    const QString body = QString::fromUtf8(toJson(decision));
    const auto written =
        co_await replication.putOn(copies, self->m_settings.spread, kindOf(DecisionKind), decision.id, body);
    if (!self)
        co_return;
    self->m_isDeciding = false;
    const bool isHere = replication.document(kindOf(DecisionKind), decision.id).has_value();
    if (!isHere) {
        qCWarning(logNet).noquote() << "restore=notDecided"
                                    << (written ? QString() : describe(written.error()));
        self->m_window.start(self->m_settings.retry);
        co_return;
    }
    self->m_since.reset();
    const bool isWell = std::ranges::none_of(
        decision.groups, [](const RestoreGroup &one) { return one.step == RestoreStep::Hold; });
    self->d.events.append({Topic::System, events::RestoreDecided, isWell ? Health::OK : Health::Warning,
                           decision.id, decision.summary},
                          decision);
    qCInfo(logNet).noquote() << "restore=decided" << decision.summary;
    self->settle();
    if (self->m_isActing)
        self->carryOut(decision, false);
    // What is long past is of no use any more.
    const QList<RestoreDecision> all = self->decisions();
    for (const RestoreDecision &old : all.sliced(std::min(all.size(), qsizetype(KeptDecisions)))) {
        if (self)
            co_await self->d.composite.replication().remove(kindOf(DecisionKind), old.id);
    }
}

/// @param isResumed members that show already what was decided are not asked again
void SystemRestore::carryOut(const RestoreDecision &decision, bool isResumed)
{
    const Membership *system = d.composite.links().membership();
    const auto shows = [&](int number, MemberPower::Now wanted) {
        const SystemMember *member = system ? system->member(number) : nullptr;
        return !member || (isResumed && powerNow(member->nodeId) == wanted);
    };
    m_current = decision;
    m_orders.clear();
    m_outcomes.clear();
    m_jobs.clear();
    QList<int> on;
    QList<int> off;
    for (const RestoreGroup &group : decision.groups) {
        if (group.step == RestoreStep::PowerOn)
            on.append(group.members);
        else if (group.step == RestoreStep::PowerOff)
            off.append(group.members);
    }
    on.removeIf([&](int number) { return shows(number, MemberPower::Now::On); });
    off.removeIf([&](int number) { return shows(number, MemberPower::Now::Off); });
    std::ranges::sort(on);
    std::ranges::sort(off);
    if (!on.isEmpty())
        m_orders.append({ControlAction::PowerOn, on});
    if (!off.isEmpty())
        m_orders.append({ControlAction::SoftOff, off});
    const bool isAlways =
        decision.policy == RestorePolicy::AlwaysOn || decision.policy == RestorePolicy::AlwaysOff;
    const bool isAsWhole =
        decision.extent == OutageExtent::Whole || decision.partialOutage == PartialOutage::System;
    // Who comes later joins what the policy has made of the system.
    if (isAlways && isAsWhole && !decision.isAskedSince()) {
        const bool isOn = decision.policy == RestorePolicy::AlwaysOn;
        writeRequest(this, WholeId,
                     {isOn, isOn ? ControlAction::PowerOn : ControlAction::SoftOff, Name, decision.at});
    }
    lookAtHeld();
    carryOn();
}

/// Begins what can be begun; what is refused for now is tried again.
void SystemRestore::carryOn()
{
    if (!m_current)
        return;
    if (now() - m_current->at > m_settings.resume) {
        m_orders.clear();
        m_outcomes.append(u"given up: it could not be begun in time"_s);
    }
    const QPointer<Composite> composite(&d.composite);
    const StartCause cause = m_current->policy == RestorePolicy::AlwaysOn
                                 ? StartCause::PowerPolicyAlwaysOn
                                 : StartCause::PowerPolicyPreviousState;
    const SystemControl::Ask ask = [composite, cause](CallContext caller, QString nodeId,
                                                      ControlAction action) {
        return orderMember(composite, std::move(caller), std::move(nodeId), action, cause);
    };
    QList<Order> left;
    for (const Order &order : std::exchange(m_orders, {})) {
        const auto started = d.control.actByItself(Name, {order.action, order.members, false, 0, cause}, ask);
        if (started) {
            m_jobs.insert(started->job);
            continue;
        }
        const ErrorCode code = started.error().code;
        const bool isForNow = code == ErrorCode::Conflict || code == ErrorCode::Busy || code == ErrorCode::Io
                              || code == ErrorCode::QuotaExceeded;
        qCWarning(logNet).noquote() << "restore=notBegun" << describe(started.error());
        if (isForNow)
            left.append(order);
        else
            m_outcomes.append(started.error().text);
    }
    m_orders = left;
    if (!m_orders.isEmpty())
        m_retry.start();
    else if (m_jobs.isEmpty())
        finish(m_outcomes.join(u"; "_s));
}

void SystemRestore::noteEnded(const SystemAct &act)
{
    if (!m_jobs.remove(act.job))
        return;
    const auto outcome = outcomeOf(act);
    m_outcomes.append(u"%1: %2"_s.arg(actionWord(act.action), outcome ? *outcome : outcome.error().text));
    if (m_jobs.isEmpty() && m_orders.isEmpty() && m_current)
        finish(m_outcomes.join(u"; "_s));
}

void SystemRestore::finish(const QString &outcome)
{
    RestoreDecision decision = *std::exchange(m_current, std::nullopt);
    decision.isDone = true;
    decision.outcome = outcome.isEmpty() ? u"there was nothing to do"_s : outcome;
    d.events.append({Topic::System, events::RestoreEnded, Health::OK, decision.id,
                     u"Power restore has ended: %1"_s.arg(decision.outcome)},
                    decision);
    m_isDeciding = true; // until it is known here that it is done
    writeDecision(this, decision);
}

QCoro::Task<> SystemRestore::writeDecision(QPointer<SystemRestore> self, RestoreDecision decision)
{
    const auto written =
        co_await self->d.composite.replication().put(kindOf(DecisionKind), decision.id, decision);
    if (!written)
        qCWarning(logNet).noquote() << "restore=notStored" << describe(written.error());
    if (!self)
        co_return;
    self->m_isDeciding = false;
    if (written)
        self->look();
}

/// What a coordinator before has decided and not seen through.
void SystemRestore::resume()
{
    const QList<RestoreDecision> all = decisions();
    const auto found = std::ranges::find(all, false, &RestoreDecision::isDone);
    if (found == all.cend())
        return;
    const RestoreDecision decision = *found;
    m_since.reset();
    const auto request = requested();
    const bool isReplaced = request && request->at > decision.at;
    const bool isOld = now() - decision.at > m_settings.resume;
    if (isReplaced || isOld) {
        m_current = decision;
        m_outcomes.clear();
        finish(isReplaced ? u"given up: the system was asked for something else since"_s
                          : u"given up: its coordinator ended, and it is too long ago"_s);
        return;
    }
    qCInfo(logNet).noquote() << "restore=resumed" << decision.id;
    carryOut(decision, true);
}

void SystemRestore::noteRequest(const SystemAct &act, bool isWhole)
{
    const auto isOn = wantsOn(act.action);
    if (!isOn)
        return;
    const RequestedPower requested{*isOn, act.action, act.startedBy, act.startedAt};
    if (isWhole) {
        writeRequest(this, WholeId, requested);
        return;
    }
    for (const MemberAct &member : act.members)
        writeRequest(this, member.nodeId, requested);
}

QCoro::Task<> SystemRestore::writeRequest(QPointer<SystemRestore> self, QString id, RequestedPower requested)
{
    const auto written = co_await self->d.composite.replication().put(kindOf(PowerKind), id, requested);
    if (!written)
        qCWarning(logNet).noquote() << "restore=requestNotStored" << describe(written.error());
}

/// Who is held off is told for as long as it is off.
void SystemRestore::lookAtHeld()
{
    const Membership *system = d.composite.links().membership();
    m_held.clear();
    QStringList names;
    const QList<RestoreDecision> all = decisions();
    if (system && !all.isEmpty()) {
        for (const RestoreGroup &group : all.first().groups) {
            if (group.step != RestoreStep::Hold)
                continue;
            for (const int number : group.members) {
                const SystemMember *member = system->member(number);
                if (!member || powerNow(member->nodeId) == MemberPower::Now::On)
                    continue;
                m_held.insert(member->nodeId);
                names.append(member->name);
            }
        }
    }
    d.problems.set(!names.isEmpty(),
                   {HeldProblem, Health::Warning, names.join(u", "_s),
                    u"held off after a loss of power: %1"_s.arg(names.join(u", "_s)),
                    u"see why power was lost, then power it on: muster power on SYSTEM/k"_s});
}

} // namespace muster::agent
