// SPDX-License-Identifier: Apache-2.0
#include "agent/units/evidence.h"

#include "agent/platform/unitplatform.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

NeededUnit neededUnit(const UnitDependency &one)
{
    return {one.unit, one.neededBy, one.relation, one.activeState, one.subState, one.result};
}

/// Takes the value over, or notes why there is none. What a platform can never tell is not missing.
template <typename T>
void takeOver(const Result<T> &result, const QString &what, T &into, QStringList &missing)
{
    if (result)
        into = *result;
    else if (result.error().code != ErrorCode::Unsupported)
        missing.append(u"%1: %2"_s.arg(what, describe(result.error())));
}

} // namespace

QCoro::Task<UnitEvidence> collectEvidence(UnitPlatform &platform, EvidenceOrder order)
{
    auto reading = platform.journal(order.unit, order.invocationId, order.lines);
    auto asking = platform.properties(order.unit);
    auto following = platform.dependencies(order.unit);
    auto finding = platform.coreFile(order.unit, order.invocationId);
    const auto journal = co_await std::move(reading);
    const auto properties = co_await std::move(asking);
    const auto needed = co_await std::move(following);
    const auto core = co_await std::move(finding);

    UnitEvidence evidence;
    evidence.failureId = order.id;
    evidence.unit = order.unit;
    evidence.collectedAt = now();
    QStringList missing;
    takeOver(journal, u"the journal"_s, evidence.journal, missing);
    takeOver(properties, u"the properties"_s, evidence.properties, missing);
    takeOver(core, u"the core"_s, evidence.core, missing);
    QList<UnitDependency> needs;
    takeOver(needed, u"what it needs"_s, needs, missing);
    for (const UnitDependency &one : std::as_const(needs))
        evidence.needs.append(neededUnit(one));
    evidence.missing = missing.join("; "_L1);
    co_return evidence;
}

} // namespace muster::agent
