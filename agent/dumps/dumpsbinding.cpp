// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpsbinding.h"

#include "shared/api/dumps.h"

#include "agent/dumps/dumpservice.h"
#include "agent/server/methodtable.h"

namespace muster::agent {

void bindDumps(MethodTable &methods, DumpService &dumps)
{
    methods.add<api::DumpsKinds>(
        [&dumps](const CallContext &, const Nothing &) -> Result<DumpKinds> { return dumps.kinds(); });
    methods.add<api::DumpsList>(
        [&dumps](const CallContext &, const DumpListParams &params) { return dumps.list(params); });
    methods.addAsync<api::DumpsShow>(
        [&dumps](const CallContext &, DumpIdParams params) { return dumps.show(std::move(params.id)); });
    methods.add<api::DumpsCreate>([&dumps](const CallContext &context, const DumpCreateParams &params) {
        return dumps.create({params, context.peerName, {}, {}, {}, {}});
    });
    methods.addAsync<api::DumpsDelete>([&dumps](const CallContext &, DumpDeleteParams params) {
        return dumps.remove(std::move(params.ids));
    });
    methods.addAsync<api::DumpsRead>(
        [&dumps](const CallContext &, DumpReadParams params) { return dumps.read(std::move(params)); });
}

} // namespace muster::agent
