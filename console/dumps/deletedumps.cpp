// SPDX-License-Identifier: Apache-2.0
#include "console/dumps/deletedumps.h"

#include "console/fleet/nodecall.h"

namespace muster::console {

QCoro::Task<>
deleteDumps(FleetActions &actions, QString nodeId, QStringList ids,
            std::function<void(const QStringList &some, const Result<DumpDeleteAnswer> &answer)> told,
            std::stop_token stop)
{
    for (qsizetype from = 0; from < ids.size() && !stop.stop_requested(); from += DeletedAtOnce) {
        const QStringList some = ids.mid(from, DeletedAtOnce);
        const DumpDeleteParams params{some};
        const auto answer = co_await callNode<api::DumpsDelete>(actions, nodeId, params, DeleteDeadline);
        told(some, answer);
    }
}

} // namespace muster::console
