// SPDX-License-Identifier: Apache-2.0
#include "agent/units/dependencychain.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const UnitDependency *causeAmong(const QList<UnitDependency> &needed, const QString &jobResult)
{
    const auto failed = std::ranges::find(needed, "failed"_L1, &UnitDependency::activeState);
    if (failed != needed.cend())
        return &*failed;
    // What systemd restarts by itself has failed too, but is not called so.
    const auto crashed = std::ranges::find_if(
        needed, [](const UnitDependency &one) { return one.subState.startsWith("auto-restart"_L1); });
    if (crashed != needed.cend())
        return &*crashed;
    if (jobResult != "timeout"_L1)
        return nullptr;
    const auto waiting = std::ranges::find(needed, "activating"_L1, &UnitDependency::activeState);
    return waiting == needed.cend() ? nullptr : &*waiting;
}

} // namespace

QList<DependencyLink> chainToCause(const QList<UnitDependency> &needed, const QString &jobResult)
{
    QHash<QString, const UnitDependency *> byName;
    for (const UnitDependency &one : needed)
        byName.insert(one.unit, &one);
    QList<DependencyLink> chain;
    const UnitDependency *step = causeAmong(needed, jobResult);
    while (step && chain.size() < UnitFailure::MaxChain) {
        chain.prepend({step->unit, step->relation, step->activeState, step->result});
        step = byName.value(step->neededBy);
    }
    return chain;
}

} // namespace muster::agent
