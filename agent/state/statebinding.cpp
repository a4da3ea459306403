// SPDX-License-Identifier: Apache-2.0
#include "agent/state/statebinding.h"

#include "shared/api/state.h"

#include "agent/server/methodtable.h"
#include "agent/state/facetkeeper.h"

namespace muster::agent {

namespace {

QCoro::Task<Result<Nothing>> controlNode(FacetKeeper &keeper, api::ControlParams params)
{
    const Result<void> taken = co_await keeper.control(params.action, params.cause);
    Result<Nothing> answer = Nothing();
    if (!taken)
        answer = fail(taken.error());
    co_return answer;
}

} // namespace

void bindNodeFacets(MethodTable &methods, const NodeFacetsSource &facets)
{
    methods.add<api::StateFacetsGet>(
        [&facets](const CallContext &, const Nothing &) -> Result<NodeFacets> { return facets.facets(); });
}

void bindState(MethodTable &methods, FacetKeeper &keeper)
{
    bindNodeFacets(methods, keeper);
    methods.addAsync<api::StateControl>(
        [&keeper](CallContext, api::ControlParams params) { return controlNode(keeper, params); });
}

} // namespace muster::agent
