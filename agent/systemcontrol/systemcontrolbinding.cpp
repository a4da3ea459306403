// SPDX-License-Identifier: Apache-2.0
#include "agent/systemcontrol/systemcontrolbinding.h"

#include "shared/api/control.h"

#include "agent/server/methodtable.h"
#include "agent/systemcontrol/systemcontrol.h"

#include <utility>

namespace muster::agent {

void bindSystemControl(MethodTable &methods, SystemControl &control)
{
    methods.add<api::StateAct>([&control](const CallContext &context, const ActParams &params) {
        return control.act(context, params);
    });
    methods.addAsync<api::StatePreview>([&control](CallContext context, ActParams params) {
        return control.preview(std::move(context), std::move(params));
    });
    methods.add<api::StateActed>(
        [&control](const CallContext &, const ActedParams &params) { return control.acted(params.job); });
}

} // namespace muster::agent
