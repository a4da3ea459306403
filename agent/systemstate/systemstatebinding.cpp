// SPDX-License-Identifier: Apache-2.0
#include "agent/systemstate/systemstatebinding.h"

#include "agent/server/methodtable.h"
#include "agent/systemstate/systemstate.h"
#include "shared/api/state.h"

namespace muster::agent {

void bindSystemState(MethodTable &methods, SystemState &state)
{
    methods.add<api::StateSystemGet>([&state](const CallContext &, const Nothing &) { return state.view(); });
}

} // namespace muster::agent
