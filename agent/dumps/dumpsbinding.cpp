// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpsbinding.h"

#include "shared/api/dumps.h"

#include "agent/dumps/dumpservice.h"
#include "agent/server/methodtable.h"

namespace muster::agent {

void bindDumps(MethodTable &methods, DumpService &dumps)
{
    methods.add<api::DumpsKinds>([&dumps](const CallContext &, const Nothing &) -> Result<DumpKinds> {
        return dumps.abilities().all();
    });
    methods.add<api::DumpsList>(
        [&dumps](const CallContext &, const DumpListParams &params) { return dumps.access().list(params); });
    methods.addAsync<api::DumpsShow>([&dumps](const CallContext &, DumpIdParams params) {
        return dumps.access().show(std::move(params.id));
    });
    methods.addAsync<api::DumpsCreate>([&dumps](const CallContext &context, DumpCreateParams params) {
        return dumps.create({std::move(params), context.peerName, {}, {}, {}, {}});
    });
    methods.addAsync<api::DumpsDelete>([&dumps](const CallContext &, DumpDeleteParams params) {
        return dumps.access().remove(std::move(params.ids));
    });
    methods.addAsync<api::DumpsRead>([&dumps](const CallContext &, DumpReadParams params) {
        return dumps.access().read(std::move(params));
    });
}

} // namespace muster::agent
