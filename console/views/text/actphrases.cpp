// SPDX-License-Identifier: Apache-2.0
#include "console/views/text/actphrases.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

Mark markOfStep(ActStep step)
{
    switch (step) {
    case ActStep::Asked:
    case ActStep::Awaited:
        return Mark::Running;
    case ActStep::Done:
        return Mark::Well;
    case ActStep::Unreachable:
    case ActStep::BrokenOff:
        return Mark::Stale;
    case ActStep::Refused:
    case ActStep::Failed:
        break;
    }
    return Mark::Critical;
}

Tone toneOfStep(ActStep step)
{
    switch (step) {
    case ActStep::Asked:
    case ActStep::Awaited:
        return Tone::Plain;
    case ActStep::Done:
        return Tone::Well;
    case ActStep::Unreachable:
    case ActStep::BrokenOff:
        return Tone::Stale;
    case ActStep::Refused:
    case ActStep::Failed:
        break;
    }
    return Tone::Critical;
}

} // namespace

QString ActPhrases::menu(ControlAction action)
{
    switch (action) {
    case ControlAction::PowerOn:
        //: in a menu
        return tr("Power &on\u2026");
    case ControlAction::PowerOff:
        //: in a menu: without asking the operating system
        return tr("Power off at on&ce\u2026");
    case ControlAction::SoftOff:
        //: in a menu: the operating system ends, then the power goes off
        return tr("&Shut down\u2026");
    case ControlAction::Reboot:
        //: in a menu: the operating system
        return tr("&Reboot\u2026");
    case ControlAction::PowerCycle:
        //: in a menu: power off at once and on again
        return tr("Power c&ycle\u2026");
    case ControlAction::BmcReboot:
        break;
    }
    //: in a menu: the BMC; hosts go on
    return tr("Restart &management\u2026");
}

QString ActPhrases::title(ControlAction action, const QString &whom)
{
    switch (action) {
    case ControlAction::PowerOn:
        //: %1 is a system or a node
        return tr("Power on %1?").arg(whom);
    case ControlAction::PowerOff:
        //: without asking the operating system; %1 is a system or a node
        return tr("Power off %1 at once?").arg(whom);
    case ControlAction::SoftOff:
        //: %1 is a system or a node
        return tr("Shut down %1?").arg(whom);
    case ControlAction::Reboot:
        //: %1 is a system or a node
        return tr("Reboot %1?").arg(whom);
    case ControlAction::PowerCycle:
        //: %1 is a system or a node
        return tr("Power cycle %1?").arg(whom);
    case ControlAction::BmcReboot:
        break;
    }
    //: the BMC; %1 is a system or a node
    return tr("Restart the management of %1?").arg(whom);
}

QString ActPhrases::verb(ControlAction action, int members)
{
    switch (action) {
    case ControlAction::PowerOn:
        //: button
        return tr("Power on %n members", nullptr, members);
    case ControlAction::PowerOff:
        //: button
        return tr("Power off %n members", nullptr, members);
    case ControlAction::SoftOff:
        //: button
        return tr("Shut down %n members", nullptr, members);
    case ControlAction::Reboot:
        //: button
        return tr("Reboot %n members", nullptr, members);
    case ControlAction::PowerCycle:
        //: button
        return tr("Power cycle %n members", nullptr, members);
    case ControlAction::BmcReboot:
        break;
    }
    //: button: the BMC of each
    return tr("Restart %n managements", nullptr, members);
}

QString ActPhrases::step(ActStep step)
{
    switch (step) {
    case ActStep::Asked:
        //: how far a member is with what was asked of it
        return tr("asked\u2026");
    case ActStep::Awaited:
        //: a member has taken an order; its state does not show it yet
        return tr("under way\u2026");
    case ActStep::Done:
        //: a member's state shows that an order was carried out
        return tr("done");
    case ActStep::Refused:
        //: a member does not do what it was asked for
        return tr("refused");
    case ActStep::Failed:
        //: a member's state did not come to show what was asked for
        return tr("failed");
    case ActStep::Unreachable:
        //: a member did not answer, or fell silent
        return tr("not reached");
    case ActStep::BrokenOff:
        break;
    }
    //: nobody has watched an order to its end
    return tr("not followed to its end");
}

Cell ActPhrases::result(const MemberAct &member)
{
    QString text = step(member.step);
    if (!member.why.isEmpty())
        //: %1 is how an order ended on a member, %2 says why
        text = tr("%1: %2").arg(text, member.why);
    if (!member.remedy.isEmpty())
        text += u"; "_s + member.remedy;
    return {.text = text, .mark = markOfStep(member.step), .tone = toneOfStep(member.step), .hint = text};
}

QString ActPhrases::progress(const SystemAct &act)
{
    const auto done = std::ranges::count(act.members, ActStep::Done, &MemberAct::step);
    //: %1 of the %2 members that were asked show that it is done
    return tr("%1 of %2 confirmed").arg(done).arg(act.members.size());
}

} // namespace muster::console
