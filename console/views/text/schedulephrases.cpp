// SPDX-License-Identifier: Apache-2.0
#include "console/views/text/schedulephrases.h"

#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace muster::console {

QString SchedulePhrases::when(Timestamp at)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count());
    const bool isThisYear = local.date().year() == QDate::currentDate().year();
    return QLocale().toString(local, isThisYear ? u"ddd d MMM, HH:mm"_s : u"ddd d MMM yyyy, HH:mm"_s);
}

QString SchedulePhrases::action(ControlAction action)
{
    switch (action) {
    case ControlAction::PowerOn:
        //: what is to be done at a time
        return tr("Power on");
    case ControlAction::PowerOff:
        //: what is to be done at a time
        return tr("Power off");
    case ControlAction::SoftOff:
        //: what is to be done at a time: the operating system first
        return tr("Shut down");
    case ControlAction::Reboot:
        //: what is to be done at a time: the hosts
        return tr("Restart hosts");
    case ControlAction::PowerCycle:
        //: what is to be done at a time
        return tr("Power cycle");
    case ControlAction::BmcReboot:
        //: what is to be done at a time
        return tr("Restart management");
    }
    return {};
}

QString SchedulePhrases::whom(const Schedule &schedule)
{
    if (schedule.members.isEmpty())
        //: members of a system
        return tr("all");
    QStringList numbers;
    for (const int member : schedule.members)
        numbers.append(QString::number(member));
    return numbers.join(u", "_s);
}

QString SchedulePhrases::outcome(ScheduleState state)
{
    switch (state) {
    case ScheduleState::Waiting:
        //: something to be done at a time: its time has not come
        return tr("Waits");
    case ScheduleState::Claimed:
        //: something to be done at a time: members are about to be asked
        return tr("Begins");
    case ScheduleState::Fired:
        //: something to be done at a time: members were asked
        return tr("Asked");
    case ScheduleState::Missed:
        //: something to be done at a time: nobody was there to do it
        return tr("Missed");
    case ScheduleState::Cancelled:
        //: something to be done at a time: taken back
        return tr("Taken back");
    case ScheduleState::Refused:
        //: something to be done at a time
        return tr("Refused");
    case ScheduleState::BrokenOff:
        //: something to be done at a time: nobody knows whether members were asked
        return tr("Broken off");
    }
    return {};
}

Mark SchedulePhrases::markOf(const Schedule &schedule)
{
    if (isAmiss(schedule.state))
        return Mark::Critical;
    if (!isOver(schedule.state))
        return schedule.warnings.isEmpty() ? Mark::Running : Mark::Care;
    return schedule.state == ScheduleState::Fired ? Mark::Well : Mark::Unknown;
}

} // namespace muster::console
