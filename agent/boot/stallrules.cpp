// SPDX-License-Identifier: Apache-2.0
#include "agent/boot/stallrules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// A stage may have lasted for as long as the numbers go.
constexpr qint64 LongestLimit = 30LL * 24 * 3600 * 1000;

QString secondsText(qint64 milliseconds)
{
    return milliseconds < 10'000 ? u"%1 s"_s.arg(double(milliseconds) / 1000, 0, 'f', 1)
                                 : u"%1 s"_s.arg(milliseconds / 1000);
}

bool hasToldStage(const BootRecord &boot)
{
    return std::ranges::any_of(boot.stages, [](const BootStage &one) { return one.stage != NoBootStage; });
}

} // namespace

std::optional<StallLimit> stallLimitOf(const QString &stage, const QList<BootRecord> &boots,
                                       const StallRules &rules)
{
    StallLimit limit;
    const auto usual = usualAt(completeBefore(boots, 0), stage);
    if (usual && usual->boots >= rules.boots) {
        const auto times = [&](qint64 milliseconds) {
            return std::chrono::milliseconds(std::min(milliseconds, LongestLimit / rules.factor)
                                             * rules.factor);
        };
        limit.limit = times(usual->longest);
        if (rules.bootStall.count() > 0) {
            const std::chrono::milliseconds usually = times(usual->median);
            limit.limit =
                std::min(limit.limit, std::max<std::chrono::milliseconds>(rules.bootStall, usually));
        }
        limit.limit = std::max(rules.floor, limit.limit);
        limit.isByHistory = true;
        limit.why =
            u"%1 earlier boots took at most %2 there"_s.arg(usual->boots).arg(secondsText(usual->longest));
        return limit;
    }
    if (rules.bootStall.count() <= 0 || (stage == NoBootStage && !std::ranges::any_of(boots, hasToldStage)))
        return std::nullopt;
    limit.limit = rules.bootStall;
    limit.why = u"bootStall is %1 s, and too few of its earlier boots tell how long it takes"_s.arg(
        rules.bootStall.count());
    return limit;
}

} // namespace muster::agent
