// SPDX-License-Identifier: Apache-2.0
#include "console/boots/comparedboots.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

ComparedStage comparedStage(const BootRecord &boot, const BootStage &stage, const QList<BootRecord> &before)
{
    ComparedStage compared{stage, usualAt(before, stage.stage)};
    const auto time = timeAt(boot, stage.stage);
    compared.isSlow = time && isSlow(*time, compared.usual);
    return compared;
}

} // namespace

QList<ComparedBoot> compareBoots(const BootHistory &history)
{
    QList<ComparedBoot> all;
    for (const BootRecord &boot : history.boots) {
        const QList<BootRecord> before = completeBefore(history.boots, boot.number);
        ComparedBoot compared{boot, usualTotal(before)};
        compared.isSlow = boot.milliseconds && isSlow(*boot.milliseconds, compared.usual);
        for (const BootStage &stage : boot.stages)
            compared.stages.append(comparedStage(boot, stage, before));
        if (boot.outcome == BootOutcome::UnderWay && !compared.stages.isEmpty())
            compared.stages.last().isPresent = true;
        all.append(compared);
    }
    return all;
}

QStringList bootFindings(const BootHistory &history)
{
    QStringList findings;
    if (history.stall) {
        const QString where = history.stall->stage == NoBootStage ? u"before its first stage"_s
                                                                  : u"at "_s + history.stall->stage;
        findings.append(u"its boot stalls %1: longer than %2 s; %3"_s.arg(where)
                            .arg(double(history.stall->limitMilliseconds) / 1000)
                            .arg(history.stall->why));
    }
    if (!history.boots.isEmpty() && history.boots.first().outcome == BootOutcome::Failed)
        findings.append(u"its last boot failed: %1"_s.arg(history.boots.first().why));
    if (history.hasProgress && !history.whyNone.isEmpty())
        findings.append(history.whyNone);
    return findings;
}

} // namespace muster::console
