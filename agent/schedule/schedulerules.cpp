// SPDX-License-Identifier: Apache-2.0
#include "agent/schedule/schedulerules.h"

#include "shared/model/codec.h"
#include "shared/model/replica.h"

#include "agent/composite/roster.h"
#include "agent/systemcontrol/actrules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qsizetype NamedClocks = 8; ///< in one sentence

/// What was further on when two have written.
int rankOf(ScheduleState state)
{
    switch (state) {
    case ScheduleState::Waiting:
        return 0;
    case ScheduleState::Missed:
        return 1;
    case ScheduleState::Cancelled:
        return 2;
    case ScheduleState::Refused:
        return 3;
    case ScheduleState::Claimed:
        return 4;
    case ScheduleState::BrokenOff:
        return 5;
    case ScheduleState::Fired:
        return 6;
    }
    return 0;
}

QString some(const QStringList &names)
{
    const QString text = names.first(std::min(names.size(), NamedClocks)).join(u", "_s);
    return names.size() <= NamedClocks ? text : text + u" and %1 more"_s.arg(names.size() - NamedClocks);
}

} // namespace

DueStep dueStep(Timestamp at, Timestamp now, std::chrono::milliseconds actingFor, bool isWhole)
{
    const auto late = now - at;
    if (late < late.zero())
        return DueStep::Wait;
    // Who waits for members is not late by that.
    if (late > ScheduleGrace + std::min(actingFor, ScheduleSettle))
        return DueStep::Miss;
    return isWhole || actingFor >= ScheduleSettle ? DueStep::Fire : DueStep::Settle;
}

SkewFinding findSkew(const Membership &system, const QHash<QString, ClockReading> &readings)
{
    SkewFinding finding;
    const std::chrono::milliseconds allowed(system.settings.maxSkewMilliseconds);
    const auto off = skewedMembers(readings, allowed, {});
    const auto farOff = skewedMembers(readings, RefusedSkew, {});
    QStringList unknown;
    QStringList apart;
    for (const SystemMember &member : system.members) {
        const QString name = member.name.isEmpty() ? member.nodeId : member.name;
        const auto reading = readings.constFind(member.nodeId);
        if (reading == readings.cend()) {
            unknown.append(name);
            continue;
        }
        const double seconds = double(reading->offset.count()) / 1000.0;
        const QString text =
            reading->offset.count() == 0
                ? u"%1 (the coordinator itself)"_s.arg(name)
                : u"%1 (%2%3 s from the coordinator's)"_s.arg(name, seconds > 0 ? u"+"_s : QString(),
                                                              QString::number(seconds, 'f', 1));
        if (farOff.contains(member.nodeId))
            finding.refusing.append(text);
        if (off.contains(member.nodeId))
            apart.append(text);
    }
    if (!apart.isEmpty())
        finding.warnings.append(u"clocks are more than %1 s apart: %2"_s.arg(
            QString::number(double(system.settings.maxSkewMilliseconds) / 1000.0), some(apart)));
    if (!unknown.isEmpty())
        finding.warnings.append(u"not connected, and so the clock is not known: "_s + some(unknown));
    return finding;
}

Result<void> checkTime(Timestamp at, Timestamp now)
{
    const QString clock = QString::fromLatin1(toIso(now));
    if (at <= now)
        return fail({ErrorCode::Invalid,
                     u"the time has passed: by this node's clock it is %1"_s.arg(clock),
                     {},
                     u"params.at"_s,
                     u"name a later time; where the clocks disagree, let them follow one time source"_s});
    if (at > now + LongestAhead)
        return fail({ErrorCode::Invalid,
                     u"the time is more than %1 days ahead of this node's clock, %2"_s.arg(
                         QString::number(LongestAhead.count()), clock),
                     {},
                     u"params.at"_s,
                     u"name an earlier time"_s});
    return {};
}

QByteArray mergeSchedules(QByteArrayView earlier, QByteArrayView later)
{
    const auto before = fromJson<Schedule>(earlier, MaxReplicaBody);
    const auto after = fromJson<Schedule>(later, MaxReplicaBody);
    if (!before || !after)
        return (after ? later : earlier).toByteArray();
    const int first = rankOf(before->state);
    const int second = rankOf(after->state);
    if (first != second)
        return (first > second ? earlier : later).toByteArray();
    if (after->state != ScheduleState::Claimed || before->claim == after->claim)
        return (after->state == ScheduleState::Waiting ? later : earlier).toByteArray();
    Schedule both = *before;
    both.state = ScheduleState::BrokenOff;
    both.endedAt =
        std::max(before->claim ? before->claim->at : before->at, after->claim ? after->claim->at : after->at);
    both.why =
        u"two coordinators have claimed it at once; whether members were asked is not known; see their "
        "state"_s;
    return toJson(both);
}

QStringList forgettable(const QList<Schedule> &all)
{
    QList<const Schedule *> ended;
    for (const Schedule &one : all) {
        if (isOver(one.state))
            ended.append(&one);
    }
    std::ranges::sort(ended, std::greater<>(),
                      [](const Schedule *one) { return std::pair(one->endedAt.value_or(one->at), one->id); });
    QStringList ids;
    for (qsizetype i = KeptSchedules; i < ended.size(); ++i)
        ids.append(ended[i]->id);
    return ids;
}

QString scheduleText(const Schedule &schedule)
{
    return u"%1 at %2"_s.arg(actionWord(schedule.action), QString::fromLatin1(toIso(schedule.at)));
}

} // namespace muster::agent
