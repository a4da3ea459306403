// SPDX-License-Identifier: Apache-2.0
#include "console/cli/dumps/dumpslistcommand.h"

#include "console/batch/dumprow.h"
#include "console/cli/dumps/reachdumps.h"

#include <CLI/CLI.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

void print(Output &out, const DumpsDocument &document)
{
    Table table({u"ID"_s, u"NODE"_s, u"TYPE"_s, u"STATE"_s, u"SIZE"_s, u"MADE"_s, u"BY"_s, u"OFFLOADED"_s,
                 u"REASON"_s});
    for (const DumpRow &row : document.dumps) {
        const DumpEntry &dump = row.dump;
        table.addRow({{dump.id, Tone::Strong},
                      {row.node},
                      {dump.type},
                      {dumpStateText(dump.state) + (row.stale ? u"?"_s : QString()),
                       row.stale ? Tone::Dim : toneOf(dump.state)},
                      {sizeText(dump.size)},
                      {localTimeText(dump.at)},
                      {dump.requestedBy.isEmpty() ? u"agent"_s : dump.requestedBy, Tone::Dim},
                      {offloadedText(dump)},
                      {dump.why.isEmpty() ? dump.reason : dump.why, Tone::Dim}});
    }
    out.table(table);
}

} // namespace

void DumpsListCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "list", "the dumps of all nodes, or of those that are named");
    verb.add_option("TARGET", m_target,
                    "a node's name, the beginning of its id, SYSTEM or SYSTEM/k; all without it");
    verb.add_option("--type", m_type, "only of this kind: bmc");
    verb.add_option("--state", m_state, "only in this state: Complete, Partial, Failed, ...");
    verb.add_flag("--pieces", m_hasPieces, "also the members' pieces of systems' dumps");
    verb.add_flag("--not-offloaded", m_isNotOffloaded, "only those that nobody has fetched yet");
}

QCoro::Task<ExitCode> DumpsListCommand::run(Batch &batch)
{
    const auto target = batch.target(text(m_target));
    if (!target)
        co_return batch.badInput(target.error());
    const auto reached = co_await reachDumps(batch, target->nodeIds);
    if (!reached.book)
        co_return reached.code;
    DumpsDocument document;
    for (const auto &[nodeId, dumps] : reached.book->nodes().asKeyValueRange()) {
        for (const DumpEntry &dump : dumps.entries) {
            if ((m_hasPieces || dump.pieceOf.isEmpty()) && (m_type.empty() || dump.type == text(m_type))
                && (m_state.empty()
                    || dumpStateText(dump.state).compare(text(m_state), Qt::CaseInsensitive) == 0)
                && (!m_isNotOffloaded || dump.offloaded.isEmpty()))
                document.dumps.append(dumpRow(batch.fleet(), nodeId, dump));
        }
    }
    std::ranges::sort(document.dumps, [](const DumpRow &one, const DumpRow &other) {
        return std::tie(other.dump.at, one.node, one.dump.id)
               < std::tie(one.dump.at, other.node, other.dump.id);
    });
    if (batch.out.isJson())
        batch.out.json(document);
    else if (document.dumps.isEmpty())
        batch.out.note(u"No such dump is there."_s);
    else
        print(batch.out, document);
    const bool isAnyFailed = std::ranges::any_of(
        document.dumps, [](const DumpRow &row) { return row.dump.state == DumpState::Failed; });
    co_return worse(reached.code, isAnyFailed ? ExitCode::NotWell : ExitCode::Well);
}

} // namespace muster::console
