// SPDX-License-Identifier: Apache-2.0
#include "console/dumps/awaitdump.h"

#include "console/fleet/eventheard.h"
#include "console/fleet/nodecall.h"

using namespace Qt::StringLiterals;

namespace muster::console {

QCoro::Task<Result<DumpEntry>> awaitDump(Fleet &fleet, FleetActions &actions, QString nodeId, QString dumpId,
                                         std::stop_token stop)
{
    for (;;) {
        const auto shown = co_await callNode<api::DumpsShow>(actions, nodeId, {dumpId});
        if (!shown)
            co_return fail(shown.error());
        if (isOver(shown->entry.state))
            co_return shown->entry;
        const bool goesOn = co_await eventHeard(
            fleet,
            [nodeId](const FleetEvent &one) {
                return one.nodeId == nodeId && one.event.topic == Topic::Dumps;
            },
            stop);
        if (!goesOn)
            co_return fail(ErrorCode::Cancelled, u"the dump is still being made"_s);
    }
}

} // namespace muster::console
