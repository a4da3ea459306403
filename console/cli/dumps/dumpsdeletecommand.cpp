// SPDX-License-Identifier: Apache-2.0
#include "console/cli/dumps/dumpsdeletecommand.h"

#include "console/batch/question.h"
#include "console/cli/dumps/dumpoutcomes.h"
#include "console/cli/dumps/reachdumps.h"
#include "console/dumps/awaitdump.h"
#include "console/dumps/deletedumps.h"

#include <CLI/CLI.hpp>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::console {

void DumpsDeleteCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "delete", "deletes dumps; one that is being fetched is refused");
    verb.add_option("ID", m_ids, "ids of dumps, or NODE/ID");
    verb.add_flag("--all", m_isAll, "all that are over, of the fleet or of --target and --type");
    verb.add_option("--target", m_target, "with --all: a node, SYSTEM or SYSTEM/k");
    verb.add_option("--type", m_type, "with --all: only of this kind");
    verb.add_flag("--yes", m_isAgreed, "without asking, where --all is said");
}

QCoro::Task<ExitCode> DumpsDeleteCommand::run(Batch &batch)
{
    if (m_isAll == !m_ids.empty())
        co_return batch.badInput({ErrorCode::Invalid, u"name the dumps, or say --all"_s, {}, u"ID"_s, {}});
    const auto target = batch.target(text(m_target));
    if (!target)
        co_return batch.badInput(target.error());
    const auto reached = co_await reachDumps(batch, target->nodeIds);
    if (!reached.book)
        co_return reached.code;
    const auto ids = wanted(batch, reached);
    if (!ids)
        co_return batch.failed(ids.error());
    if (m_isAll && !ids->isEmpty() && !m_isAgreed) {
        if (::isatty(STDIN_FILENO) != 1)
            co_return batch.badInput({ErrorCode::Invalid,
                                      u"%1 dumps would be deleted"_s.arg(ids->size()),
                                      {},
                                      u"--all"_s,
                                      u"say --yes to do it without a person at the terminal"_s});
        const QString answer =
            co_await ask(batch.out, u"Delete %1 dumps for good? [y/N]"_s.arg(ids->size()), batch.stop);
        if (answer.compare(u"y"_s, Qt::CaseInsensitive) != 0
            && answer.compare(u"yes"_s, Qt::CaseInsensitive) != 0)
            co_return ExitCode::BrokenOff;
    }
    QMap<QString, QStringList> byNode;
    for (const DumpId &one : *ids)
        byNode[one.nodeId].append(one.dumpId);
    DumpOutcomeList outcomes(batch);
    for (const auto &[nodeId, dumps] : byNode.asKeyValueRange()) {
        const auto told = [&, id = nodeId](const QStringList &some, const Result<DumpDeleteAnswer> &answer) {
            take(id, some, answer, outcomes);
        };
        co_await deleteDumps(batch.console.actions(), nodeId, dumps, told, batch.stop);
    }
    if (ids->isEmpty() && !batch.out.isJson())
        batch.out.note(u"No such dump is there."_s);
    const ExitCode code = worse(outcomes.end(), m_isAll ? reached.code : ExitCode::Well);
    co_return batch.stop.stop_requested() ? ExitCode::BrokenOff : code;
}

Result<QList<DumpId>> DumpsDeleteCommand::wanted(const Batch &batch, const ReachedDumps &reached) const
{
    if (!m_isAll) {
        QStringList words;
        std::ranges::transform(m_ids, std::back_inserter(words), text);
        return resolveDumps(batch, reached, words);
    }
    QList<DumpId> ids;
    for (const auto &[nodeId, dumps] : reached.book->nodes().asKeyValueRange()) {
        for (const DumpEntry &dump : dumps.entries) {
            if (isOver(dump.state) && (m_type.empty() || dump.type == text(m_type)))
                ids.append({nodeId, dump.id});
        }
    }
    return ids;
}

void DumpsDeleteCommand::take(const QString &nodeId, const QStringList &ids,
                              const Result<DumpDeleteAnswer> &answer, DumpOutcomeList &outcomes) const
{
    for (qsizetype i = 0; i < ids.size(); ++i) {
        if (!answer)
            outcomes.failed(nodeId, ids[i], answer.error());
        else if (i >= answer->dumps.size())
            outcomes.failed(nodeId, ids[i], u"Internal"_s, u"the node did not say what became of it"_s);
        else if (m_isAll && answer->dumps[i].error == errorName(ErrorCode::NotFound))
            // A piece goes with its whole, which may have been deleted a moment before.
            outcomes.done(nodeId, ids[i], u"gone already"_s);
        else if (!answer->dumps[i].error.isEmpty())
            outcomes.failed(nodeId, ids[i], answer->dumps[i].error, answer->dumps[i].text);
        else
            outcomes.done(nodeId, ids[i], u"deleted"_s);
    }
}

} // namespace muster::console
