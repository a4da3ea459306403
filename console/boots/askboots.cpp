// SPDX-License-Identifier: Apache-2.0
#include "console/boots/askboots.h"

#include "console/fleet/nodecall.h"

#include <vector>

namespace muster::console {

QCoro::Task<QList<NodeBoots>> askBoots(FleetActions &actions, QStringList nodeIds,
                                       std::chrono::milliseconds deadline)
{
    std::vector<QCoro::Task<Result<BootHistory>>> asked;
    for (const QString &nodeId : std::as_const(nodeIds))
        asked.push_back(callNode<api::StateBoots>(actions, nodeId, BootsParams(), deadline));
    QList<NodeBoots> all;
    for (qsizetype i = 0; i < nodeIds.size(); ++i) {
        QCoro::Task<Result<BootHistory>> &task = asked[std::size_t(i)];
        const Result<BootHistory> history = co_await task;
        all.append({nodeIds[i], history});
    }
    co_return all;
}

} // namespace muster::console
