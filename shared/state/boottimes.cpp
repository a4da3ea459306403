// SPDX-License-Identifier: Apache-2.0
#include "shared/state/boottimes.h"

#include <algorithm>

namespace muster {

namespace {

constexpr qint64 NoticedMilliseconds = 1000;

std::optional<UsualTime> usualOf(QList<qint64> times)
{
    if (times.isEmpty())
        return std::nullopt;
    std::ranges::sort(times);
    const qsizetype middle = times.size() / 2;
    UsualTime usual;
    usual.median =
        times.size() % 2 == 1 ? times[middle] : times[middle - 1] + (times[middle] - times[middle - 1]) / 2;
    usual.longest = times.last();
    usual.boots = int(times.size());
    return usual;
}

} // namespace

bool isComplete(const BootRecord &boot)
{
    return boot.outcome == BootOutcome::Running && !boot.isJoined && !boot.isCut && boot.milliseconds;
}

QList<BootRecord> completeBefore(const QList<BootRecord> &boots, qint64 number)
{
    QList<BootRecord> complete;
    for (const BootRecord &boot : boots) {
        if (isComplete(boot) && (number == 0 || boot.number < number))
            complete.append(boot);
    }
    return complete;
}

std::optional<qint64> timeAt(const BootRecord &boot, QStringView stage)
{
    std::optional<qint64> sum;
    for (const BootStage &one : boot.stages) {
        if (one.stage != stage)
            continue;
        if (!one.milliseconds)
            return std::nullopt;
        sum = sum.value_or(0) + *one.milliseconds;
    }
    return sum;
}

std::optional<UsualTime> usualAt(const QList<BootRecord> &complete, QStringView stage)
{
    QList<qint64> times;
    for (const BootRecord &boot : complete) {
        if (const auto time = timeAt(boot, stage))
            times.append(*time);
    }
    return usualOf(std::move(times));
}

std::optional<UsualTime> usualTotal(const QList<BootRecord> &complete)
{
    QList<qint64> times;
    for (const BootRecord &boot : complete) {
        if (boot.milliseconds)
            times.append(*boot.milliseconds);
    }
    return usualOf(std::move(times));
}

bool isSlow(qint64 milliseconds, const std::optional<UsualTime> &usual)
{
    return usual && usual->boots >= BootsToCompare && milliseconds > usual->longest
           && milliseconds > usual->median + usual->median / 2
           && milliseconds >= usual->median + NoticedMilliseconds;
}

} // namespace muster
