// SPDX-License-Identifier: Apache-2.0
#include "console/dumps/listdumps.h"

#include "console/fleet/nodecall.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int MaxPages = 2000; ///< two million dumps: no node has them

} // namespace

QCoro::Task<Result<QList<DumpEntry>>> listDumps(FleetActions &actions, QString nodeId)
{
    QList<DumpEntry> all;
    DumpListParams params;
    for (int page = 0; page < MaxPages; ++page) {
        const auto answer = co_await callNode<api::DumpsList>(actions, nodeId, params);
        if (!answer)
            co_return fail(answer.error());
        all.append(answer->entries);
        if (answer->isLast || answer->entries.isEmpty())
            co_return all;
        params.after = answer->entries.last().id;
    }
    co_return fail(ErrorCode::Invalid, u"the node lists dumps without end"_s);
}

} // namespace muster::console
