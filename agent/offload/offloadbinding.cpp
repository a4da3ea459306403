// SPDX-License-Identifier: Apache-2.0
#include "agent/offload/offloadbinding.h"

#include "agent/offload/offloadservice.h"
#include "agent/server/methodtable.h"

namespace muster::agent {

namespace {

OffloadService::Caller callerOf(const CallContext &context)
{
    return {context.peer.nodeId, context.peerName};
}

} // namespace

void bindOffload(MethodTable &methods, OffloadService &offload)
{
    methods.addAsync<api::DumpsOffload>([&offload](CallContext context, DumpOffloadParams params) {
        return offload.offload(callerOf(context), std::move(params));
    });
    methods.add<api::DumpsAcknowledge>(
        [&offload](const CallContext &context, const DumpAcknowledgeParams &params) {
            return offload.acknowledge(callerOf(context), params);
        });
    methods.add<api::DumpsRelease>(
        [&offload](const CallContext &context, const DumpReleaseParams &params) -> Result<Nothing> {
            offload.release(callerOf(context), params.ticket);
            return Nothing();
        });
}

} // namespace muster::agent
