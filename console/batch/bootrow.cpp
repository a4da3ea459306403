// SPDX-License-Identifier: Apache-2.0
#include "console/batch/bootrow.h"

#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QString knownTimeText(const std::optional<qint64> &milliseconds)
{
    return milliseconds ? durationText(*milliseconds) : u"not known"_s;
}

QString usualText(const std::optional<UsualTime> &usual)
{
    return usual ? durationText(usual->median) : u"-"_s;
}

QString bootMemberText(const BootsRow &row)
{
    return row.instance > 0 ? QString::number(row.instance) : u"-"_s;
}

QString stageName(const QString &stage)
{
    return stage == NoBootStage ? u"(before the first)"_s : stage;
}

Tone outcomeTone(BootOutcome outcome)
{
    switch (outcome) {
    case BootOutcome::Running:
        return Tone::Well;
    case BootOutcome::Failed:
        return Tone::Critical;
    case BootOutcome::UnderWay:
        return Tone::Strong;
    case BootOutcome::Off:
    case BootOutcome::Unknown:
        break;
    }
    return Tone::Care;
}

QString bootNote(const ComparedBoot &one)
{
    QStringList notes;
    if (one.isSlow)
        notes.append(u"slower than usual"_s);
    if (one.boot.isJoined)
        notes.append(u"was under way when it was first seen"_s);
    if (one.boot.isCut)
        notes.append(u"its first stages are not kept"_s);
    if (!one.boot.why.isEmpty())
        notes.append(one.boot.why);
    return notes.join(u"; "_s);
}

bool isStalledHere(const BootsRow &row, const ComparedStage &one)
{
    return row.stall && one.isPresent && row.stall->stage == one.stage.stage;
}

QString stageNote(const BootsRow &row, const ComparedStage &one)
{
    QStringList notes;
    if (isStalledHere(row, one))
        notes.append(u"stalls"_s);
    else if (one.isPresent)
        notes.append(u"now"_s);
    if (one.isSlow)
        notes.append(u"slower than usual"_s);
    return notes.join(u"; "_s);
}

} // namespace

QString durationText(qint64 milliseconds)
{
    const qint64 seconds = milliseconds / 1000;
    if (milliseconds < 1000)
        return u"%1 ms"_s.arg(milliseconds);
    if (seconds < 60)
        return u"%1 s"_s.arg(double(milliseconds) / 1000, 0, 'f', 1);
    if (seconds < 3600)
        return u"%1 min %2 s"_s.arg(seconds / 60).arg(seconds % 60);
    return u"%1 h %2 min"_s.arg(seconds / 3600).arg(seconds % 3600 / 60);
}

Table bootTable(const QList<BootsRow> &rows)
{
    Table table(
        {u"MEMBER"_s, u"NODE"_s, u"BOOT"_s, u"BEGAN"_s, u"RESULT"_s, u"TOTAL"_s, u"USUAL"_s, u"WHY"_s});
    for (const BootsRow &row : rows) {
        for (const ComparedBoot &one : row.boots) {
            const QString outcome =
                QString::fromLatin1(QMetaEnum::fromType<BootOutcome>().valueToKey(int(one.boot.outcome)));
            table.addRow({bootMemberText(row),
                          row.node,
                          QString::number(one.boot.number),
                          one.boot.beganAt ? localTimeText(*one.boot.beganAt) : u"not known"_s,
                          {outcome, outcomeTone(one.boot.outcome)},
                          {knownTimeText(one.boot.milliseconds), one.isSlow ? Tone::Care : Tone::Plain},
                          usualText(one.usual),
                          bootNote(one)});
        }
    }
    return table;
}

Table bootStageTable(const QList<BootsRow> &rows)
{
    Table table({u"MEMBER"_s, u"NODE"_s, u"BOOT"_s, u"STAGE"_s, u"TOOK"_s, u"USUAL"_s, u"NOTE"_s});
    for (const BootsRow &row : rows) {
        for (const ComparedBoot &boot : row.boots) {
            for (const ComparedStage &one : boot.stages) {
                const bool isCare = one.isSlow || isStalledHere(row, one);
                table.addRow({bootMemberText(row),
                              row.node,
                              QString::number(boot.boot.number),
                              stageName(one.stage.stage),
                              knownTimeText(one.stage.milliseconds),
                              usualText(one.usual),
                              {stageNote(row, one), isCare ? Tone::Care : Tone::Plain}});
            }
        }
    }
    return table;
}

QString presentBootText(const BootsRow &row)
{
    if (row.boots.isEmpty() || row.boots.first().boot.outcome != BootOutcome::UnderWay
        || row.boots.first().stages.isEmpty())
        return {};
    const ComparedStage &present = row.boots.first().stages.last();
    QString text = present.stage.stage == NoBootStage ? u"booting, before its first stage"_s
                                                      : u"booting, at "_s + present.stage.stage;
    if (present.stage.milliseconds)
        text += u" for "_s + durationText(*present.stage.milliseconds);
    if (present.stage.startedAt)
        text += u", since "_s + localTimeText(*present.stage.startedAt);
    return text
           + (present.usual ? u"; it usually takes %1 there"_s.arg(durationText(present.usual->median))
                            : u"; how long it usually takes there is not known yet"_s);
}

} // namespace muster::console
