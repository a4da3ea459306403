// SPDX-License-Identifier: Apache-2.0
#include "agent/systemcontrol/actrules.h"

#include "agent/state/controlrules.h"

#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qsizetype NamedMembers = 8;

} // namespace

std::chrono::milliseconds patienceFor(ControlAction action)
{
    using std::chrono::minutes;
    switch (action) {
    case ControlAction::PowerOn:
        return minutes(10);
    case ControlAction::PowerOff:
        return minutes(3);
    case ControlAction::SoftOff:
        return minutes(15);
    case ControlAction::Reboot:
        return minutes(20);
    case ControlAction::PowerCycle:
    case ControlAction::BmcReboot:
        break;
    }
    return minutes(12);
}

Result<void> checkBeside(const SystemAct &underWay, ControlAction action, const QStringList &nodeIds)
{
    const auto before = directionOf(underWay.action);
    const auto wanted = directionOf(action);
    const bool isOpposite = before && wanted && *before != *wanted;
    if (!isOpposite && underWay.action != action)
        return {};
    QStringList names;
    for (const MemberAct &member : underWay.members) {
        if (!isOver(member.step) && nodeIds.contains(member.nodeId))
            names.append(member.name);
    }
    if (names.isEmpty())
        return {};
    return fail({ErrorCode::Conflict,
                 u"%1, which %2 asked for, is under way on %3 (job %4)"_s.arg(
                     actionWord(underWay.action), underWay.startedBy,
                     names.first(std::min(names.size(), NamedMembers)).join(u", "_s), underWay.job),
                 {},
                 u"params.action"_s,
                 u"wait for its end, or cancel the job: what was asked of the members goes on there"_s});
}

Result<QString> outcomeOf(const SystemAct &act)
{
    QStringList others;
    bool isBrokenOff = false;
    qsizetype done = 0;
    for (const MemberAct &member : act.members) {
        if (member.step == ActStep::Done) {
            ++done;
            continue;
        }
        isBrokenOff = isBrokenOff || member.step == ActStep::BrokenOff;
        if (others.size() < NamedMembers)
            others.append(u"%1 %2: %3"_s.arg(member.name, stepWord(member.step), member.why));
    }
    const QString counts = u"%1 of %2 members: %3 is confirmed"_s.arg(
        QString::number(done), QString::number(act.members.size()), actionWord(act.action));
    if (done == act.members.size())
        return counts;
    return fail({isBrokenOff ? ErrorCode::Cancelled : ErrorCode::Unavailable,
                 u"%1; %2"_s.arg(counts, others.join(u"; "_s)),
                 {},
                 {},
                 u"ask the others again"_s});
}

QString actionWord(ControlAction action)
{
    return QString::fromLatin1(QMetaEnum::fromType<ControlAction>().valueToKey(int(action)));
}

QString stepWord(ActStep step)
{
    return QString::fromLatin1(QMetaEnum::fromType<ActStep>().valueToKey(int(step)));
}

} // namespace muster::agent
