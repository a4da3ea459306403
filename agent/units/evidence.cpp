// SPDX-License-Identifier: Apache-2.0
#include "agent/units/evidence.h"

#include "agent/platform/unitplatform.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

QCoro::Task<UnitEvidence> collectEvidence(UnitPlatform &platform, EvidenceOrder order)
{
    auto reading = platform.journal(order.unit, order.invocationId, order.lines);
    auto asking = platform.properties(order.unit);
    const auto journal = co_await std::move(reading);
    const auto properties = co_await std::move(asking);

    UnitEvidence evidence;
    evidence.failureId = order.id;
    evidence.unit = order.unit;
    evidence.collectedAt = now();
    QStringList missing;
    if (journal)
        evidence.journal = *journal;
    else
        missing.append(u"the journal: %1"_s.arg(describe(journal.error())));
    if (properties)
        evidence.properties = *properties;
    else
        missing.append(u"the properties: %1"_s.arg(describe(properties.error())));
    evidence.missing = missing.join("; "_L1);
    co_return evidence;
}

} // namespace muster::agent
