// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/scheduletablemodel.h"

#include "console/views/text/schedulephrases.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QList<Column> scheduleColumns()
{
    return {
        //: column of a table: when something is to be done
        {"at", ScheduleTableModel::tr("When"), 180, true, 164},
        //: column of a table: what is to be done
        {"action", ScheduleTableModel::tr("What"), 130, true, 96},
        //: column of a table: to which members something is done
        {"members", ScheduleTableModel::tr("Members"), 90, true, 72},
        //: column of a table: what became of something that was to be done at a time
        {"state", ScheduleTableModel::tr("Outcome"), 120, true, 84},
        //: column of a table: who set something to be done at a time
        {"setBy", ScheduleTableModel::tr("Set by"), 130, false, 80},
        //: column of a table: warnings, or why something was not done
        {"remark", ScheduleTableModel::tr("Remark"), 300, true, 100},
    };
}

Row rowOf(const Schedule &schedule)
{
    const bool isWaiting = !isOver(schedule.state);
    const Tone tone = isWaiting ? Tone::Plain : Tone::Dim;
    QStringList remarks = schedule.warnings;
    if (!schedule.why.isEmpty())
        remarks.prepend(schedule.why);
    return {.key = schedule.id,
            .nodeId = {},
            .objectId = schedule.id,
            .cells = {{.text = SchedulePhrases::when(schedule.at),
                       .mark = SchedulePhrases::markOf(schedule),
                       .tone = tone,
                       .isBold = isWaiting,
                       .order = schedule.at.time_since_epoch().count()},
                      {.text = SchedulePhrases::action(schedule.action), .tone = tone},
                      {.text = SchedulePhrases::whom(schedule), .tone = tone},
                      {.text = SchedulePhrases::outcome(schedule.state),
                       .tone = isAmiss(schedule.state) ? Tone::Care : tone},
                      {.text = schedule.setByName, .tone = Tone::Dim},
                      {.text = remarks.join(u" \u2014 "_s),
                       .tone = schedule.warnings.isEmpty() && !isAmiss(schedule.state) ? tone : Tone::Care}}};
}

} // namespace

ScheduleTableModel::ScheduleTableModel(QObject *parent)
    : RowModel(scheduleColumns(), parent)
{
}

void ScheduleTableModel::show(const QList<Schedule> &schedules)
{
    QList<Row> rows;
    for (const Schedule &schedule : schedules)
        rows.append(rowOf(schedule));
    setGroup(u"schedules"_s, rows);
}

} // namespace muster::console
