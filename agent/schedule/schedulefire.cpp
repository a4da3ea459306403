// SPDX-License-Identifier: Apache-2.0
#include "agent/schedule/schedulefire.h"

#include "shared/api/control.h"
#include "shared/log.h"

#include "agent/composite/composite.h"
#include "agent/schedule/schedulebook.h"
#include "agent/schedule/schedulerules.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

Schedule refused(Schedule schedule, const QString &why)
{
    schedule.state = ScheduleState::Refused;
    schedule.why = why + u"; nobody was asked"_s;
    schedule.endedAt = now();
    return schedule;
}

bool mayFire(const FireParts &d)
{
    return !d.book.isOfSystem() || d.composite.mayAct();
}

/// In whose name the members are asked, by what that one may do now. Errors: Forbidden.
Result<CallContext> callerOf(const FireParts &d, const Schedule &schedule)
{
    CallContext caller;
    caller.peer.nodeId = schedule.setBy;
    caller.peer.address = u"schedule "_s + schedule.id;
    caller.peerName = schedule.setByName;
    caller.role = schedule.setByRole;
    // The node's own superuser stays one here; elsewhere it is what the system lets such a word count for.
    if (schedule.setBy.isEmpty() && schedule.setOn == d.composite.links().ownId())
        return caller;
    const auto terms = d.composite.termsOf({schedule.setBy, schedule.setByName, schedule.setByRole});
    if (!terms)
        return fail(terms.error());
    caller.role = terms->role;
    return caller;
}

/// All that were meant, or of them those that have the claim. Empty: none has.
std::optional<QList<int>> askable(const FireParts &d, const Schedule &schedule)
{
    const Membership *system = d.composite.links().membership();
    if (!system)
        return schedule.members;
    const QList<int> holders = d.book.holders(schedule.id);
    bool isAll = true;
    QList<int> able;
    for (const SystemMember &member : system->members) {
        if (!schedule.members.isEmpty() && !schedule.members.contains(member.instance))
            continue;
        const bool holds = holders.contains(member.instance);
        if (holds)
            able.append(member.instance);
        // Who is not connected is not asked in any case, and told as unreachable.
        isAll = isAll && (holds || !d.composite.links().link(member.nodeId));
    }
    if (isAll)
        return schedule.members;
    return able.isEmpty() ? std::nullopt : std::optional(able);
}

} // namespace

QCoro::Task<std::optional<Schedule>> fireSchedule(FireParts d, Schedule schedule)
{
    const QString id = schedule.id;
    const QHash<QString, ClockReading> clocks = co_await d.composite.readClocks(ClockTime);
    if (!d.life)
        co_return std::nullopt;
    const auto present = d.book.find(id);
    // This node's own clock may have been set, and somebody else may have written.
    if (!present || present->state != ScheduleState::Waiting || now() < present->at || !mayFire(d))
        co_return std::nullopt;
    schedule = *present;
    if (const Membership *system = d.composite.links().membership()) {
        const SkewFinding skew = findSkew(*system, clocks);
        if (!skew.refusing.isEmpty()) {
            co_return refused(schedule,
                              u"clocks are more than %1 s apart: %2"_s.arg(
                                  QString::number(RefusedSkew.count() / 1000), skew.refusing.join(u", "_s)));
        }
        schedule.warnings = skew.warnings;
    }
    const auto caller = callerOf(d, schedule);
    if (!caller) {
        co_return refused(schedule, u"%1, who set it, may not ask for it any more: %2"_s.arg(
                                        schedule.setByName, caller.error().text));
    }
    const QString mark = QString::number(QRandomGenerator::system()->generate64(), 36);
    schedule.state = ScheduleState::Claimed;
    schedule.claim = ScheduleClaim{d.composite.links().ownId(), d.ownName, mark, now()};
    const Result<QList<int>> known = co_await d.book.putOnMembers(schedule, SpreadTime);
    if (!d.life)
        co_return std::nullopt;
    const auto claimed = d.book.find(id);
    const bool isOurs =
        claimed && claimed->state == ScheduleState::Claimed && claimed->claim && claimed->claim->mark == mark;
    if (!isOurs) {
        if (!known)
            qCWarning(logNet).noquote() << "schedule=notClaimed id=" << id << describe(known.error());
        co_return std::nullopt;
    }
    if (!mayFire(d)) {
        // Nobody was asked: whoever coordinates now may do it.
        schedule.state = ScheduleState::Waiting;
        schedule.claim.reset();
        co_return schedule;
    }
    if (!known)
        co_return refused(schedule, u"too few members know that it is fired: "_s + known.error().text);
    const auto members = askable(d, schedule);
    if (!members)
        co_return refused(schedule, u"no member that it is for knows that it is fired"_s);
    // From here to where the members are asked nothing else can come between.
    ActParams order;
    order.action = schedule.action;
    order.members = *members;
    order.patienceSeconds = schedule.patienceSeconds;
    order.cause = StartCause::ScheduledPowerOn;
    const Result<ActStarted> started =
        co_await d.composite.fanout().askOne<api::StateAct>(*caller, d.composite.links().ownId(), order);
    if (!started)
        co_return refused(schedule, started.error().text);
    schedule.state = ScheduleState::Fired;
    schedule.job = started->job;
    schedule.endedAt = now();
    co_return schedule;
}

} // namespace muster::agent
