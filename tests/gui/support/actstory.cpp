// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/support/actstory.h"

#include "tests/gui/support/story.h"

using namespace Qt::StringLiterals;

namespace muster::console::story {

namespace {

MemberOutlook memberOutlook(int instance, char letter)
{
    MemberOutlook member;
    member.instance = instance;
    member.nodeId = drawerId(letter);
    member.name = u"drawer-"_s + QLatin1Char(letter);
    member.seen = u"Chassis On, Host Off"_s;
    member.effect = u"its power goes off at once; its operating system is not asked"_s;
    return member;
}

} // namespace

ActOutlook outlook(const QString &system)
{
    ActOutlook whole{system,
                     ControlAction::PowerOff,
                     {memberOutlook(1, 'a'), memberOutlook(2, 'b'), memberOutlook(3, 'c')}};
    whole.members[1].seen = u"Chassis On, Host Running"_s;
    whole.members[1].against.append({u"hostRunning"_s, u"its host is Running, and is cut off"_s});
    return whole;
}

MemberAct part(int instance, char letter, ActStep step, const QString &why)
{
    MemberAct member;
    member.instance = instance;
    member.nodeId = drawerId(letter);
    member.name = u"drawer-"_s + QLatin1Char(letter);
    member.step = step;
    member.seen = step == ActStep::Done ? u"Chassis Off"_s : u"Chassis On"_s;
    member.why = why;
    return member;
}

SystemAct act(const QList<MemberAct> &members, bool isOver)
{
    SystemAct act;
    act.job = u"job-1"_s;
    act.action = ControlAction::PowerOff;
    act.startedAt = now();
    if (isOver)
        act.finishedAt = now();
    act.members = members;
    return act;
}

void tellActed(Fleet &fleet)
{
    Event event;
    event.kind = events::MemberActed;
    event.topic = Topic::State;
    fleet.appendEvents({{drawerId('a'), {}, event}});
    fleet.flush();
}

} // namespace muster::console::story
