// SPDX-License-Identifier: Apache-2.0
#include "console/cli/bootscommand.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// An agent too old to tell is no wrong usage.
ExitCode codeOfBoots(const NodeBoots &boots, bool isAlone)
{
    if (boots.history)
        return bootFindings(*boots.history).isEmpty() ? ExitCode::Well : ExitCode::NotWell;
    const ExitCode code = exitCodeOf(boots.history.error().code);
    const bool isMinor =
        boots.history.error().code == ErrorCode::Unsupported || (code == ExitCode::Unreachable && !isAlone);
    return isMinor ? ExitCode::NotWell : code;
}

void noteBoots(const Batch &batch, const BootsRow &row, const NodeBoots &boots)
{
    const auto say = [&](const QString &text, Tone tone) {
        batch.out.note(u"muster: %1: %2"_s.arg(row.node, text), tone);
    };
    if (!boots.history) {
        say(row.error, Tone::Care);
        return;
    }
    const QStringList findings = bootFindings(*boots.history);
    for (const QString &finding : findings)
        say(finding, Tone::Care);
    if (!row.hasProgress)
        say(row.whyNone, Tone::Plain);
    else if (row.boots.isEmpty())
        say(u"no boot of its host was seen yet"_s, Tone::Plain);
}

} // namespace

void BootsCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(
        program, "boots", "how long the hosts' boots took, stage by stage, what is usual, and which stalls");
    verb.add_option("TARGET", m_target,
                    "SYSTEM: all its members; SYSTEM/k, a node's name or the beginning of its id: that one")
        ->required();
    verb.add_option("--last", m_last, "how many boots of each; the last one without it")
        ->check(CLI::Range(1, KeptBoots));
}

BootsRow BootsCommand::rowOf(const Batch &batch, const NodeBoots &boots) const
{
    BootsRow row;
    row.node = batch.nameOf(boots.nodeId);
    row.nodeId = boots.nodeId;
    if (const FleetSystem *system = batch.fleet().systemOf(boots.nodeId)) {
        const SystemMember *member = system->member(boots.nodeId);
        row.system = system->name;
        row.instance = member ? member->instance : 0;
    }
    if (!boots.history) {
        row.error = describe(boots.history.error());
        row.errorName = errorName(boots.history.error().code);
        return row;
    }
    row.hasProgress = boots.history->hasProgress;
    row.whyNone = boots.history->whyNone;
    row.bootStallSeconds = boots.history->bootStallSeconds;
    row.stall = boots.history->stall;
    // What is usual stands on all boots, however few are shown.
    row.boots = compareBoots(*boots.history);
    if (row.boots.size() > m_last)
        row.boots.resize(m_last);
    return row;
}

QCoro::Task<ExitCode> BootsCommand::run(Batch &batch)
{
    const auto target = batch.target(text(m_target));
    if (!target)
        co_return batch.badInput(target.error());
    const QStringList nodeIds = target->nodeIds;
    if (!co_await batch.reach(nodeIds))
        co_return ExitCode::BadInput;
    const QList<NodeBoots> all = co_await askBoots(batch.console.actions(), nodeIds, batch.timeout);
    auto code = ExitCode::Well;
    BootsDocument document;
    for (const NodeBoots &boots : all) {
        document.nodes.append(rowOf(batch, boots));
        code = worse(code, codeOfBoots(boots, all.size() == 1));
    }
    if (batch.out.isJson())
        batch.out.json(document);
    else if (const Table boots = bootTable(document.nodes); !boots.isEmpty()) {
        batch.out.table(boots);
        batch.out.line({});
        batch.out.table(bootStageTable(document.nodes));
    }
    for (qsizetype i = 0; i < all.size(); ++i) {
        const QString present = presentBootText(document.nodes[i]);
        if (!batch.out.isJson() && !present.isEmpty())
            batch.out.line(u"%1: %2"_s.arg(document.nodes[i].node, present), Tone::Strong);
        noteBoots(batch, document.nodes[i], all[i]);
    }
    const ExitCode reached = batch.reachCode(nodeIds);
    co_return reached == ExitCode::Unreachable ? reached : code;
}

} // namespace muster::console
