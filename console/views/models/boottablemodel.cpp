// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/boottablemodel.h"

#include "console/views/text/bootphrases.h"
#include "console/views/text/statephrases.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

const QString BootGroup = u"boots"_s;

QList<Column> bootColumns()
{
    return {
        //: column of a table: when a boot began
        {"began", BootTableModel::tr("Began"), 150, true, 110},
        //: column of a table: how a boot ended
        {"outcome", BootTableModel::tr("Outcome"), 140, true, 110},
        //: column of a table: how long a boot took
        {"total", BootTableModel::tr("Took"), 100, true, 76},
        //: column of a table: how long boots usually take
        {"usual", BootTableModel::tr("Usual"), 100, true, 76},
        //: column of a table: why a boot ended so
        {"remark", BootTableModel::tr("Remark"), 320, true, 120},
    };
}

QList<Column> stageColumns()
{
    return {
        //: column of a table: a stage of a boot
        {"stage", BootStageModel::tr("Stage"), 170, true, 120},
        //: column of a table: when a stage of a boot began
        {"began", BootStageModel::tr("Began"), 130, true, 90},
        //: column of a table: how long a stage of a boot lasted
        {"lasted", BootStageModel::tr("Lasted"), 100, true, 76},
        //: column of a table: how long a stage usually lasts
        {"usual", BootStageModel::tr("Usual"), 100, true, 76},
        //: column of a table: what is to be said of a stage
        {"remark", BootStageModel::tr("Remark"), 320, true, 120},
    };
}

Cell lengthCell(const std::optional<qint64> &milliseconds, bool isSlow)
{
    return {.text = milliseconds ? BootPhrases::length(*milliseconds) : u"\u2013"_s,
            .tone = isSlow         ? Tone::Care
                    : milliseconds ? Tone::Plain
                                   : Tone::Dim,
            .order = milliseconds.value_or(-1)};
}

Cell usualCell(const std::optional<UsualTime> &usual)
{
    return {.text = usual ? BootPhrases::length(usual->median) : u"\u2013"_s,
            .tone = Tone::Dim,
            .order = usual ? usual->median : -1};
}

Cell beganCell(const std::optional<Timestamp> &at)
{
    return at ? Cell{.text = BootPhrases::clock(*at), .order = at->time_since_epoch().count()}
              //: in place of a time
              : Cell{.text = BootTableModel::tr("not known"), .tone = Tone::Dim, .order = 0};
}

Row rowOf(const ComparedBoot &compared)
{
    const BootRecord &boot = compared.boot;
    QStringList remarks;
    if (!boot.why.isEmpty())
        remarks.append(boot.why);
    if (compared.isSlow)
        remarks.append(BootTableModel::tr("slower than usual"));
    if (boot.isJoined)
        remarks.append(BootTableModel::tr("it was under way when it was first seen"));
    return {.key = QString::number(boot.number),
            .nodeId = {},
            .objectId = QString::number(boot.number),
            .cells = {beganCell(boot.beganAt),
                      {.text = BootPhrases::outcome(boot.outcome), .mark = BootPhrases::markOf(boot.outcome)},
                      lengthCell(boot.milliseconds, compared.isSlow),
                      usualCell(compared.usual),
                      {.text = remarks.join(u"; "_s),
                       .tone = boot.outcome == BootOutcome::Failed ? Tone::Care : Tone::Dim}}};
}

} // namespace

BootTableModel::BootTableModel(QObject *parent)
    : RowModel(bootColumns(), parent)
{
}

void BootTableModel::show(const QList<ComparedBoot> &boots)
{
    QList<Row> rows;
    for (const ComparedBoot &boot : boots)
        rows.append(rowOf(boot));
    setGroup(BootGroup, rows);
}

BootStageModel::BootStageModel(QObject *parent)
    : RowModel(stageColumns(), parent)
{
}

void BootStageModel::show(const ComparedBoot &boot, const std::optional<BootStall> &stall)
{
    QList<Row> rows;
    for (const ComparedStage &one : boot.stages) {
        const bool isStalled = one.isPresent && stall && stall->stage == one.stage.stage;
        QString remark;
        if (isStalled)
            remark = BootPhrases::stalls(*stall);
        else if (one.isPresent)
            remark = tr("it is there now");
        else if (one.isSlow)
            remark = tr("slower than usual");
        const QString name = one.stage.stage == NoBootStage ? tr("Before the first stage")
                                                            : StatePhrases::value(one.stage.stage);
        std::optional<Mark> mark;
        if (one.isPresent)
            mark = isStalled ? Mark::Care : Mark::Running;
        rows.append({.key = QString::number(rows.size()),
                     .nodeId = {},
                     .objectId = one.stage.stage,
                     .cells = {{.text = name, .mark = mark, .order = rows.size()},
                               beganCell(one.stage.startedAt),
                               lengthCell(one.stage.milliseconds, one.isSlow || isStalled),
                               usualCell(one.usual),
                               {.text = remark, .tone = isStalled || one.isSlow ? Tone::Care : Tone::Dim}}});
    }
    setGroup(BootGroup, rows);
}

void BootStageModel::clear()
{
    removeGroup(BootGroup);
}

} // namespace muster::console
