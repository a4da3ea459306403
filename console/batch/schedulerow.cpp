// SPDX-License-Identifier: Apache-2.0
#include "console/batch/schedulerow.h"

#include "console/batch/attime.h"

#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// What went wrong before is history.
constexpr std::chrono::hours AmissFor{24};

Tone scheduleTone(ScheduleState state)
{
    if (state == ScheduleState::Fired)
        return Tone::Well;
    return isAmiss(state) ? Tone::Critical : Tone::Plain;
}

QString scheduleStateText(ScheduleState state)
{
    return QString::fromLatin1(QMetaEnum::fromType<ScheduleState>().valueToKey(int(state)));
}

QString remarkOf(const Schedule &schedule)
{
    if (!schedule.why.isEmpty())
        return schedule.why;
    if (!schedule.job.isEmpty())
        return u"job %1"_s.arg(schedule.job);
    return schedule.warnings.join(u"; "_s);
}

} // namespace

QString orderText(const Schedule &schedule)
{
    const QString action =
        QString::fromLatin1(QMetaEnum::fromType<ControlAction>().valueToKey(int(schedule.action)));
    if (schedule.members.isEmpty())
        return action;
    QStringList numbers;
    for (const int number : schedule.members)
        numbers.append(QString::number(number));
    return (numbers.size() == 1 ? u"%1, member %2"_s : u"%1, members %2"_s)
        .arg(action, numbers.join(u", "_s));
}

Table scheduleTable(const QList<ScheduleRow> &rows, Timestamp now)
{
    Table table({u"ID"_s, u"OF"_s, u"ACTION"_s, u"AT"_s, u"WHEN"_s, u"STATE"_s, u"BY"_s, u"REMARK"_s});
    for (const ScheduleRow &row : rows) {
        if (!row.schedule)
            continue;
        const Schedule &schedule = *row.schedule;
        const bool isCareful = !isOver(schedule.state) && !schedule.warnings.isEmpty();
        table.addRow(
            {{schedule.id, Tone::Strong},
             {row.system.isEmpty() ? row.node : row.system},
             {orderText(schedule)},
             {localTimeText(schedule.at)},
             {untilText(schedule.at, now)},
             {scheduleStateText(schedule.state), isCareful ? Tone::Care : scheduleTone(schedule.state)},
             {schedule.setByName.isEmpty() ? u"-"_s : schedule.setByName},
             {remarkOf(schedule)}});
    }
    return table;
}

ExitCode exitCodeOf(const ScheduleRow &row, Timestamp now)
{
    if (!row.schedule)
        return ExitCode::NotWell;
    const Schedule &schedule = *row.schedule;
    if (isAmiss(schedule.state) && now - schedule.endedAt.value_or(schedule.at) < AmissFor)
        return ExitCode::NotWell;
    const bool isDoubtful =
        !isOver(schedule.state) && (!schedule.warnings.isEmpty() || row.firedBy.isEmpty());
    return isDoubtful ? ExitCode::NotWell : ExitCode::Well;
}

} // namespace muster::console
