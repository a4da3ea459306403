// SPDX-License-Identifier: Apache-2.0
#include "agent/restore/restorerules.h"

#include <QMetaEnum>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

using Now = MemberPower::Now;

template <typename Enum>
QString keyOf(Enum value)
{
    return QString::fromLatin1(QMetaEnum::fromType<Enum>().valueToKey(int(value)));
}

/// What a member is to come to, and why.
struct Wish
{
    RestoreStep step = RestoreStep::Leave;
    QString why = {};
};

bool isKept(const MemberPower &member, const QString &systemId)
{
    return member.outage && member.outage->verdict != OutageVerdict::Unknown
           && !member.outage->isOpenIn(systemId);
}

QString askedText(const RequestedPower &requested)
{
    return u"%1, asked for by %2"_s.arg(keyOf(requested.action),
                                        requested.by.isEmpty() ? u"somebody"_s : requested.by);
}

Wish towards(bool isOn, const MemberPower &member, const QString &why)
{
    if (isOn && member.now == Now::On)
        return {RestoreStep::Leave, why + u": it is on"_s};
    if (!isOn && member.now == Now::Off)
        return {RestoreStep::Leave, why + u": it is off"_s};
    return {isOn ? RestoreStep::PowerOn : RestoreStep::PowerOff, why};
}

/// Nothing where nobody has asked for anything that is known.
std::optional<RequestedPower> requestedOf(const RestoreInputs &inputs, const MemberPower &member)
{
    return member.requested ? member.requested : inputs.requested;
}

/// What it was asked for, else what it was.
Wish toBefore(const RestoreInputs &inputs, const MemberPower &member)
{
    if (const auto requested = requestedOf(inputs, member))
        return towards(requested->isOn, member,
                       u"policy Restore: the last request was %1"_s.arg(askedText(*requested)));
    const PowerWas was = member.outage ? member.outage->powerWas : PowerWas::Unknown;
    if (was == PowerWas::Unknown)
        return {RestoreStep::Leave,
                u"policy Restore: neither what was asked of it nor what it was is known"_s};
    return towards(was == PowerWas::On, member,
                   was == PowerWas::On ? u"policy Restore: nothing was asked, and it was on"_s
                                       : u"policy Restore: nothing was asked, and it was off"_s);
}

Wish byPolicy(const RestoreInputs &inputs, const MemberPower &member)
{
    const bool isAskedSince = inputs.requested && inputs.requested->at >= inputs.since;
    if (isAskedSince)
        return towards(inputs.requested->isOn, member,
                       u"since the outage there was a request: %1"_s.arg(askedText(*inputs.requested)));
    switch (inputs.policy) {
    case RestorePolicy::None:
        return {RestoreStep::Leave, u"policy None: nothing is done"_s};
    case RestorePolicy::AlwaysOn:
        return towards(true, member, u"policy AlwaysOn"_s);
    case RestorePolicy::AlwaysOff:
        return towards(false, member, u"policy AlwaysOff"_s);
    case RestorePolicy::Restore:
        break;
    }
    return toBefore(inputs, member);
}

/// To what the system has: what was asked of it, else what those that kept their power show.
Wish toOthers(const RestoreInputs &inputs, const MemberPower &member)
{
    if (const auto requested = requestedOf(inputs, member))
        return towards(requested->isOn, member,
                       u"it rejoins: the last request was %1"_s.arg(askedText(*requested)));
    const auto count = [&](Now now) {
        return std::ranges::count_if(inputs.members, [&](const MemberPower &one) {
            return isKept(one, inputs.systemId) && one.now == now;
        });
    };
    const auto on = count(Now::On);
    const auto off = count(Now::Off);
    if (on == off)
        return {RestoreStep::Hold,
                u"it would rejoin, but what the system's power is to be is not known: nothing was asked, "
                "and the others do not agree"_s};
    return towards(on > off, member,
                   on > off ? u"it rejoins: most of the others are on"_s
                            : u"it rejoins: most of the others are off"_s);
}

Wish wishFor(const RestoreInputs &inputs, OutageExtent extent, const MemberPower &member)
{
    const bool isAsWhole = extent == OutageExtent::Whole || inputs.partialOutage == PartialOutage::System;
    if (!member.outage)
        return {RestoreStep::Leave, u"it does not answer: decided when it comes"_s};
    if (!member.outage->isOpenIn(inputs.systemId)) {
        if (member.outage->verdict == OutageVerdict::Unknown)
            return {RestoreStep::Leave, u"whether it lost its power is not known"_s};
        if (extent == OutageExtent::Partial && inputs.partialOutage == PartialOutage::System)
            return byPolicy(inputs, member);
        return {RestoreStep::Leave, u"it kept its power, or that was decided before"_s};
    }
    if (!member.outage->alone.isEmpty())
        return {RestoreStep::Leave, u"it had no coordinator and helped itself"_s};
    if (isAsWhole)
        return byPolicy(inputs, member);
    if (inputs.partialOutage == PartialOutage::Hold) {
        if (member.now == Now::On)
            return {RestoreStep::Leave, u"it would be held off, and is on already"_s};
        return {RestoreStep::Hold, u"part of the system lost power, and its policy for that is Hold"_s};
    }
    return toOthers(inputs, member);
}

void addTo(QList<RestoreGroup> &groups, const Wish &wish, const MemberPower &member, bool isOpen)
{
    auto group = std::ranges::find_if(
        groups, [&](const RestoreGroup &one) { return one.step == wish.step && one.why == wish.why; });
    if (group == groups.end()) {
        groups.append({wish.step, wish.why, {}, {}});
        group = groups.end() - 1;
    }
    group->members.append(member.instance);
    if (isOpen)
        group->outages.append(member.outage->id);
}

QString stepText(const RestoreGroup &group)
{
    const QString who = numbersText(group.members);
    switch (group.step) {
    case RestoreStep::PowerOn:
        return u"%1 on (%2)"_s.arg(who, group.why);
    case RestoreStep::PowerOff:
        return u"%1 off (%2)"_s.arg(who, group.why);
    case RestoreStep::Hold:
        return u"%1 held off (%2)"_s.arg(who, group.why);
    case RestoreStep::Leave:
        break;
    }
    return u"%1 left as is (%2)"_s.arg(who, group.why);
}

QString summaryOf(const RestoreInputs &inputs, OutageExtent extent, const QList<RestoreGroup> &groups)
{
    QList<int> lost;
    QList<int> silent;
    for (const MemberPower &member : inputs.members) {
        if (!member.outage)
            silent.append(member.instance);
        else if (member.outage->isOpenIn(inputs.systemId))
            lost.append(member.instance);
    }
    QString text = extent == OutageExtent::Whole
                       ? u"All of %1 lost its power (%2)"_s.arg(inputs.systemName, numbersText(lost))
                       : u"Part of %1 lost its power (%2)"_s.arg(inputs.systemName, numbersText(lost));
    if (!silent.isEmpty())
        text += u"; %1 did not answer"_s.arg(numbersText(silent));
    text += u". Policy %1, of a part %2."_s.arg(keyOf(inputs.policy), keyOf(inputs.partialOutage));
    QStringList steps;
    for (const RestoreGroup &group : groups)
        steps.append(stepText(group));
    text += u" Members: "_s + steps.join(u"; "_s);
    constexpr qsizetype MaxSummary = 1024;
    return text.size() > MaxSummary ? text.first(MaxSummary) + u"..."_s : text;
}

QString nowText(bool isOn)
{
    return isOn ? u"on"_s : u"off"_s;
}

QString wholeText(RestorePolicy policy, const std::optional<RequestedPower> &requested)
{
    switch (policy) {
    case RestorePolicy::None:
        return u"stays as its members come up: nothing is done"_s;
    case RestorePolicy::AlwaysOn:
        return u"will be powered on"_s;
    case RestorePolicy::AlwaysOff:
        return u"will be off"_s;
    case RestorePolicy::Restore:
        break;
    }
    if (requested)
        return u"will be %1, as it was last asked for (%2)"_s.arg(nowText(requested->isOn),
                                                                  askedText(*requested));
    return u"will have each member as it was before, for nothing that is known was asked of it"_s;
}

} // namespace

QString numbersText(const QList<int> &members)
{
    constexpr qsizetype MaxNamed = 16;
    if (members.isEmpty())
        return u"none"_s;
    QStringList texts;
    for (const int one : members.first(std::min(members.size(), MaxNamed)))
        texts.append(QString::number(one));
    const qsizetype more = members.size() - texts.size();
    return texts.join(u", "_s) + (more > 0 ? u" and %1 more"_s.arg(more) : QString());
}

RestoreDecision decideRestore(const RestoreInputs &inputs)
{
    RestoreDecision decision;
    const bool hasKept = std::ranges::any_of(
        inputs.members, [&](const MemberPower &one) { return isKept(one, inputs.systemId); });
    decision.extent = hasKept ? OutageExtent::Partial : OutageExtent::Whole;
    decision.policy = inputs.policy;
    decision.partialOutage = inputs.partialOutage;
    decision.requested = inputs.requested;
    decision.since = inputs.since;
    for (const MemberPower &member : inputs.members) {
        const bool isOpen = member.outage && member.outage->isOpenIn(inputs.systemId);
        addTo(decision.groups, wishFor(inputs, decision.extent, member), member, isOpen);
    }
    decision.summary = summaryOf(inputs, decision.extent, decision.groups);
    return decision;
}

RestoreOutlook systemOutlook(RestorePolicy policy, PartialOutage partialOutage,
                             const std::optional<RequestedPower> &requested)
{
    RestoreOutlook outlook;
    outlook.allLose = u"If all members lose power now, the system %1."_s.arg(wholeText(policy, requested));
    switch (partialOutage) {
    case PartialOutage::Rejoin:
        outlook.oneLoses =
            requested
                ? u"If one member loses power, it is brought to what the system was last asked for: %1."_s
                      .arg(nowText(requested->isOn))
                : u"If one member loses power, it is brought to what most of the others have."_s;
        break;
    case PartialOutage::Hold:
        outlook.oneLoses = u"If one member loses power, it stays off until somebody looks after it."_s;
        break;
    case PartialOutage::System:
        outlook.oneLoses = u"If one member loses power, that counts as if all had: the system %1."_s.arg(
            wholeText(policy, requested));
        break;
    }
    outlook.bmcReboots = u"If a member's management alone restarts, its host stays as it is."_s;
    return outlook;
}

RestoreOutlook nodeOutlook(const std::optional<OwnRestorePolicy> &own)
{
    RestoreOutlook outlook;
    if (!own) {
        outlook.oneLoses =
            u"If this node loses power, its firmware decides; what it is set to is not told here."_s;
        outlook.bmcReboots = u"It has no management of its own that could restart alone."_s;
        return outlook;
    }
    const bool isOnce = own->oneTime != RestorePolicy::None;
    switch (isOnce ? own->oneTime : own->policy) {
    case RestorePolicy::None:
        outlook.oneLoses = u"If this node loses power, it stays off until it is asked to be on"_s;
        break;
    case RestorePolicy::AlwaysOn:
        outlook.oneLoses = u"If this node loses power, its host is powered on"_s;
        break;
    case RestorePolicy::AlwaysOff:
        outlook.oneLoses = u"If this node loses power, its host stays off"_s;
        break;
    case RestorePolicy::Restore:
        outlook.oneLoses =
            u"If this node loses power, its host is on again where it was last asked to be on"_s;
        break;
    }
    constexpr double MicrosecondsPerSecond = 1'000'000;
    if (own->delayMicroseconds > 0)
        outlook.oneLoses += u", after %1 s"_s.arg(double(own->delayMicroseconds) / MicrosecondsPerSecond);
    outlook.oneLoses +=
        isOnce ? u"; the time after that its policy is %1."_s.arg(keyOf(own->policy)) : u"."_s;
    outlook.bmcReboots = u"If this BMC reboots now, a host that runs stays running."_s;
    return outlook;
}

} // namespace muster::agent
