// SPDX-License-Identifier: Apache-2.0
#include "agent/systemstate/systemstatebinding.h"

#include "agent/server/methodtable.h"
#include "agent/state/facetsource.h"
#include "agent/systemstate/systemstate.h"
#include "shared/api/state.h"

namespace muster::agent {

void bindSystemState(MethodTable &methods, SystemState &state)
{
    methods.add<api::StateSystemGet>([&state](const CallContext &, const Nothing &) { return state.view(); });
}

void bindNodeFacets(MethodTable &methods, NodeFacetsSource &facets)
{
    methods.add<api::StateFacetsGet>(
        [&facets](const CallContext &, const Nothing &) -> Result<NodeFacets> { return facets.facets(); });
}

} // namespace muster::agent
