// SPDX-License-Identifier: Apache-2.0
#include "agent/restore/outagerules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const FacetValue *facetIn(const QList<FacetValue> &facets, Facet facet)
{
    const auto found = std::ranges::find(facets, facet, &FacetValue::facet);
    return found == facets.cend() ? nullptr : &*found;
}

/// The chassis was off before and is off now: only the cause of the start can tell.
OutageJudgement judgeByCause(const QString &cause)
{
    if (cause == "POR"_L1)
        return {OutageVerdict::Lost, u"its management started because power came (cause POR)"_s};
    if (cause.isEmpty() || cause == "Unknown"_L1)
        return {OutageVerdict::Unknown,
                u"its host was off, its management started anew without notice, and nothing tells why"_s};
    return {OutageVerdict::Kept, u"its management was reset (cause %1)"_s.arg(cause)};
}

OutageJudgement judgeByChassis(const PowerMemory &memory, const PowerSigns &signs)
{
    switch (signs.chassis) {
    case PowerWas::On:
        return {OutageVerdict::Kept, u"its management started anew while the chassis' power stayed on"_s};
    case PowerWas::Off:
        if (memory.power == PowerWas::On)
            return {OutageVerdict::Lost,
                    u"the chassis was on, its management started anew, and the chassis is off"_s};
        if (memory.wasOrderly)
            return {OutageVerdict::Kept, u"its management was restarted on request"_s};
        return judgeByCause(signs.startCause);
    case PowerWas::Unknown:
        break;
    }
    return {OutageVerdict::Unknown,
            u"its management started anew, and the state of the chassis' power is not told"_s};
}

} // namespace

bool needsChassis(const std::optional<PowerMemory> &memory, const PowerSigns &signs)
{
    return memory && memory->hadChassis && memory->bootId != signs.bootId
           && signs.chassis == PowerWas::Unknown;
}

OutageJudgement judgeOutage(const std::optional<PowerMemory> &memory, const PowerSigns &signs)
{
    if (signs.bootId.isEmpty())
        return {OutageVerdict::Unknown, u"its kernel does not tell which boot this is"_s};
    if (!memory)
        return {OutageVerdict::Unknown, u"its agent runs for the first time: what was before is not known"_s};
    if (memory->bootId == signs.bootId)
        return {OutageVerdict::Kept, u"its agent started anew, the machine did not"_s};
    if (memory->hadChassis)
        return judgeByChassis(*memory, signs);
    if (memory->wasOrderly)
        return {OutageVerdict::Kept, u"it was shut down or restarted on request"_s};
    return {OutageVerdict::Lost,
            u"it started anew, and nobody had shut it down: an outage, or a crash, which looks the same"_s};
}

bool hasChassis(const QList<FacetValue> &facets)
{
    return facetIn(facets, Facet::Chassis) != nullptr;
}

PowerWas chassisPowerOf(const QList<FacetValue> &facets)
{
    const FacetValue *const chassis = facetIn(facets, Facet::Chassis);
    if (chassis && chassis->value == "On"_L1)
        return PowerWas::On;
    return chassis && chassis->value == "Off"_L1 ? PowerWas::Off : PowerWas::Unknown;
}

PowerWas powerOf(const QList<FacetValue> &facets)
{
    if (hasChassis(facets))
        return chassisPowerOf(facets);
    const FacetValue *const host = facetIn(facets, Facet::Host);
    if (host && host->value == "Running"_L1)
        return PowerWas::On;
    return host && host->value == "Off"_L1 ? PowerWas::Off : PowerWas::Unknown;
}

} // namespace muster::agent
