// SPDX-License-Identifier: Apache-2.0
#include "console/cli/dumps/remotedump.h"

#include "console/cli/dumps/reachdumps.h"
#include "console/fleet/nodecall.h"

#include "shared/api/dumps.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace muster::console {

bool isRemoteDump(const QString &word)
{
    return !QFileInfo::exists(word) && !word.startsWith(u'/') && !word.startsWith(u'.')
           && !word.contains(".tar"_L1) && !word.endsWith(".zip"_L1) && !word.endsWith(".gz"_L1);
}

QCoro::Task<Result<RemoteDump>> openRemoteDump(Batch &batch, QString word)
{
    const auto reached = co_await reachDumps(batch, batch.fleet().nodes().keys());
    if (!reached.book)
        co_return fail(ErrorCode::Forbidden, u"the console's key is not there"_s);
    const auto ids = resolveDumps(batch, reached, {word});
    if (!ids)
        co_return fail(ids.error());
    const DumpId id = ids->first();
    const auto details = co_await callNode<api::DumpsShow>(batch.console.actions(), id.nodeId, {id.dumpId});
    if (!details)
        co_return fail(details.error());
    if (!details->manifest) {
        co_return fail(ErrorCode::Conflict, u"dump %1 is not whole: %2"_s.arg(id.dumpId, details->entry.why),
                       u"ID"_s);
    }
    co_return RemoteDump{id, u"%1/%2"_s.arg(batch.nameOf(id.nodeId), id.dumpId), *details->manifest};
}

} // namespace muster::console
