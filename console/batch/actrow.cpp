// SPDX-License-Identifier: Apache-2.0
#include "console/batch/actrow.h"

#include <QMetaEnum>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QString stepText(ActStep step)
{
    return QString::fromLatin1(QMetaEnum::fromType<ActStep>().valueToKey(int(step)));
}

Tone stepTone(ActStep step)
{
    if (step == ActStep::Done)
        return Tone::Well;
    return isOver(step) ? Tone::Critical : Tone::Plain;
}

bool areAll(const SystemAct &act, ActStep step)
{
    return std::ranges::all_of(act.members, [step](const MemberAct &one) { return one.step == step; });
}

} // namespace

Table actTable(const SystemAct &act)
{
    Table table({u"MEMBER"_s, u"NODE"_s, u"RESULT"_s, u"SHOWS"_s, u"WHY"_s});
    for (const MemberAct &member : act.members) {
        table.addRow({{QString::number(member.instance)},
                      {member.name, Tone::Strong},
                      {stepText(member.step), stepTone(member.step)},
                      {member.seen.isEmpty() ? u"-"_s : member.seen},
                      {member.remedy.isEmpty() ? member.why : u"%1; %2"_s.arg(member.why, member.remedy)}});
    }
    return table;
}

QString progressText(const SystemAct &act)
{
    const auto done = std::ranges::count(act.members, ActStep::Done, &MemberAct::step);
    QString text = u"%1 of %2 confirmed"_s.arg(QString::number(done), QString::number(act.members.size()));
    const auto open =
        std::ranges::find_if(act.members, [](const MemberAct &one) { return !isOver(one.step); });
    if (open != act.members.cend())
        text += u"; %1: %2 %3"_s.arg(open->name, stepText(open->step), open->seen);
    return text;
}

QStringList outlookLines(const ActOutlook &outlook)
{
    QStringList lines;
    for (const MemberOutlook &member : outlook.members) {
        const QString seen = member.seen.isEmpty() ? u"not known"_s : member.seen;
        lines.append(u"  %1 (%2): %3"_s.arg(member.name, seen, member.effect));
        for (const Objection &one : member.against)
            lines.append(u"    ! %1"_s.arg(one.text));
    }
    return lines;
}

bool isOpposed(const ActOutlook &outlook)
{
    return std::ranges::any_of(outlook.members,
                               [](const MemberOutlook &one) { return !one.against.isEmpty(); });
}

ExitCode exitCodeOf(const SystemAct &act)
{
    if (act.members.isEmpty() || areAll(act, ActStep::Unreachable))
        return ExitCode::Unreachable;
    if (areAll(act, ActStep::Refused))
        return ExitCode::Refused;
    auto code = ExitCode::Well;
    for (const MemberAct &member : act.members) {
        if (member.step == ActStep::BrokenOff)
            return ExitCode::BrokenOff;
        if (isOver(member.step) && member.step != ActStep::Done)
            code = ExitCode::NotWell;
    }
    return code;
}

} // namespace muster::console
