// SPDX-License-Identifier: Apache-2.0
#include "console/cli/dumps/reachdumps.h"

#include "console/dumps/listdumps.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

void noteUnlisted(const Batch &batch, const QString &nodeId, const QString &why)
{
    batch.out.note(u"muster: %1: its dumps are not listed: %2"_s.arg(batch.nameOf(nodeId), why), Tone::Care);
}

} // namespace

QCoro::Task<ReachedDumps> reachDumps(Batch &batch, QStringList nodeIds)
{
    if (nodeIds.isEmpty()) {
        batch.out.note(u"No node is paired yet."_s);
        co_return ReachedDumps{std::make_shared<DumpBook>(), ExitCode::Well};
    }
    if (!co_await batch.reach(nodeIds))
        co_return ReachedDumps{nullptr, ExitCode::BadInput};
    ReachedDumps reached{std::make_shared<DumpBook>(), batch.reachCode(nodeIds)};
    batch.noteUnreached(nodeIds);
    // All are asked at once; each is awaited in turn.
    std::vector<std::pair<QString, QCoro::Task<Result<QList<DumpEntry>>>>> lists;
    for (const QString &nodeId : std::as_const(nodeIds)) {
        const FleetNode *node = batch.fleet().node(nodeId);
        if (!node || node->isStale())
            continue;
        if (node->capabilities.contains(DumpsCapability)) {
            lists.emplace_back(nodeId, listDumps(batch.console.actions(), nodeId));
        } else {
            noteUnlisted(batch, nodeId, u"its agent is too old to have a dump service"_s);
            reached.code = worse(reached.code, ExitCode::NotWell);
        }
    }
    for (auto &[nodeId, list] : lists) {
        const auto entries = co_await std::move(list);
        if (entries) {
            reached.book->setAll(nodeId, *entries);
            continue;
        }
        noteUnlisted(batch, nodeId, entries.error().text);
        reached.code = worse(reached.code, exitCodeOf(entries.error().code));
    }
    co_return reached;
}

Result<QList<DumpId>> resolveDumps(const Batch &batch, const ReachedDumps &reached, const QStringList &words)
{
    QList<DumpId> found;
    for (const QString &word : words) {
        const auto one = resolveDump(batch.fleet(), *reached.book, word);
        if (!one && one.error().code == ErrorCode::NotFound && reached.code != ExitCode::Well) {
            return fail(Error{ErrorCode::Unavailable,
                              u"no dump is called %1 on the nodes that could be asked"_s.arg(word),
                              {},
                              u"ID"_s,
                              {}});
        }
        if (!one)
            return fail(one.error());
        if (!found.contains(*one))
            found.append(*one);
    }
    return found;
}

} // namespace muster::console
