// SPDX-License-Identifier: Apache-2.0
#include "agent/units/unitsbinding.h"

#include "shared/api/units.h"

#include "agent/server/methodtable.h"
#include "agent/units/unitservice.h"

namespace muster::agent {

void bindUnits(MethodTable &methods, UnitService &units)
{
    methods.add<api::UnitsList>([&units](const CallContext &, const Nothing &) { return units.units(); });
    methods.add<api::UnitsFailures>(
        [&units](const CallContext &, const Nothing &) { return units.failures(); });
    methods.add<api::UnitsEvidence>([&units](const CallContext &, const EvidenceParams &params) {
        return units.evidence(params.failureId);
    });
    methods.add<api::UnitsAcknowledge>(
        [&units](const CallContext &context, const AcknowledgeParams &params) -> Result<AcknowledgeAnswer> {
            return units.acknowledge(params, context.peerName);
        });
    methods.add<api::UnitsCollect>([&units](const CallContext &context, const CollectParams &params) {
        return units.collect(params, context.peerName);
    });
}

} // namespace muster::agent
