// SPDX-License-Identifier: Apache-2.0
#include "console/cli/unitscommand.h"

#include "console/batch/eventrow.h"
#include "console/batch/unitrow.h"
#include "console/cli/acknowledgeunits.h"
#include "console/cli/failuretext.h"
#include "console/fleet/openfailures.h"

#include <CLI/CLI.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QList<UnitRow> unitRows(const Fleet &fleet, const QStringList &nodeIds)
{
    QList<UnitRow> rows;
    for (const QString &nodeId : nodeIds) {
        const FleetNode *node = fleet.node(nodeId);
        if (!node || !node->units)
            continue;
        for (const UnitStatus &unit : node->units->units)
            rows.append({node->name, nodeId, node->isStale(), unit});
    }
    return rows;
}

QList<FailureRow> failureRows(const Fleet &fleet, const QStringList &nodeIds, bool withOver)
{
    QList<FailureRow> rows;
    for (const QString &nodeId : nodeIds) {
        const FleetNode *node = fleet.node(nodeId);
        if (!node)
            continue;
        for (const UnitFailure &failure : node->failures) {
            if (const bool asks = isOpen(*node, failure); withOver || asks)
                rows.append({node->name, nodeId, node->isStale(), asks, failure, {}});
        }
    }
    std::ranges::stable_sort(rows, std::greater(), [](const FailureRow &row) { return row.failure.at; });
    return rows;
}

/// Whether all answer and watch their units, so that no failure means that nothing failed.
bool isSeen(const Fleet &fleet, const QStringList &nodeIds)
{
    return std::ranges::all_of(nodeIds, [&](const QString &nodeId) {
        const FleetNode *node = fleet.node(nodeId);
        return node && !node->isStale() && node->units && node->units->watching;
    });
}

/// A node that cannot watch its units is not well, whatever they were when it last could.
ExitCode noteUnwatched(const Batch &batch, const QStringList &nodeIds)
{
    auto code = ExitCode::Well;
    for (const QString &nodeId : nodeIds) {
        const FleetNode *node = batch.fleet().node(nodeId);
        if (!node || node->isStale() || !node->units || node->units->watching)
            continue;
        batch.out.note(
            u"muster: %1: units are not watched: %2"_s.arg(node->name, node->units->notWatchingBecause),
            Tone::Care);
        code = ExitCode::NotWell;
    }
    return code;
}

} // namespace

void UnitsCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "units", "watched units: how they are, and what failed");
    verb.require_subcommand(1);
    const auto add = [&](const char *name, const char *description) {
        CLI::App *one = verb.add_subcommand(name, description);
        one->add_option("TARGET", m_target,
                        "a node's name, the beginning of its id, SYSTEM or SYSTEM/k; all without it");
        return one;
    };
    m_list = add("list", "the watched units as they are");
    m_failures = add("failures", "what failed: unit, node, since, why, last lines of its journal");
    m_failures->add_option("--lines", m_lines, "how many lines of the journal")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    m_failures->add_flag("--all", m_showsOver, "also what is over: recovered, and acknowledged");
    m_acknowledge = verb.add_subcommand("acknowledge", "take note of failures, with a reason");
    m_acknowledge
        ->add_option("TARGET", m_target, "a node's name, the beginning of its id, SYSTEM or SYSTEM/k")
        ->required();
    m_acknowledge->add_option("UNIT", m_units, "full names of units that have failed");
    m_acknowledge->add_flag("--all", m_acknowledgesAll, "all that nobody has acknowledged yet");
    m_acknowledge->add_option("--reason", m_reason, "why that is enough; others read it");
    m_config.declare(verb);
    m_watch = add("watch", "what happens to them from now on, until Ctrl+C");
}

bool UnitsCommand::followsEvents() const
{
    return m_watch->parsed();
}

QCoro::Task<ExitCode> UnitsCommand::run(Batch &batch)
{
    if (m_config.isChosen())
        co_return co_await m_config.run(batch);
    AcknowledgeWish wish{{}, m_acknowledgesAll, text(m_reason)};
    std::ranges::transform(m_units, std::back_inserter(wish.units), text);
    if (const auto possible = check(wish); m_acknowledge->parsed() && !possible)
        co_return batch.badInput(possible.error());
    const auto target = batch.target(text(m_target));
    if (!target)
        co_return batch.badInput(target.error());
    if (target->nodeIds.isEmpty())
        batch.out.note(u"No node is paired yet."_s);
    else if (!co_await batch.reach(target->nodeIds))
        co_return ExitCode::BadInput;
    if (m_watch->parsed())
        co_return co_await watch(batch, *target);
    if (m_acknowledge->parsed())
        co_return co_await acknowledgeUnits(batch, *target, wish);
    const auto shown =
        m_failures->parsed() ? co_await failures(batch, *target) : co_await list(batch, *target);
    batch.noteUnreached(target->nodeIds);
    const auto reached = worse(batch.reachCode(target->nodeIds), noteUnwatched(batch, target->nodeIds));
    co_return worse(shown, reached);
}

QCoro::Task<ExitCode> UnitsCommand::list(Batch &batch, Target target)
{
    const UnitsDocument document{unitRows(batch.fleet(), target.nodeIds)};
    if (batch.out.isJson()) {
        batch.out.json(document);
    } else if (document.units.isEmpty()) {
        batch.out.note(u"No unit is watched there."_s);
    } else {
        Table table({u"NODE"_s, u"UNIT"_s, u"STATE"_s, u"RESTARTS"_s, u"SINCE"_s, u"DESCRIPTION"_s});
        for (const UnitRow &row : document.units) {
            const QString state =
                u"%1 (%2)%3"_s.arg(row.unit.activeState, row.unit.subState, row.stale ? u"?"_s : QString());
            table.addRow({{row.node},
                          {row.unit.unit, Tone::Strong},
                          {state, row.stale ? Tone::Dim : toneOf(healthOf(row.unit))},
                          {QString::number(row.unit.restarts)},
                          {row.unit.since ? localTimeText(*row.unit.since) : u"-"_s},
                          {row.unit.description, Tone::Dim}});
        }
        batch.out.table(table);
    }
    const bool allWell = std::ranges::all_of(
        document.units, [](const UnitRow &row) { return healthOf(row.unit) == Health::OK; });
    co_return allWell ? ExitCode::Well : ExitCode::NotWell;
}

QCoro::Task<ExitCode> UnitsCommand::failures(Batch &batch, Target target)
{
    FailuresDocument document{failureRows(batch.fleet(), target.nodeIds, m_showsOver)};
    // One after the other: there are few, and each is a round trip.
    for (FailureRow &row : document.failures) {
        if (batch.stop.stop_requested())
            co_return ExitCode::BrokenOff;
        const auto evidence = co_await batch.console.actions().evidence(row.nodeId, row.failure.id);
        if (evidence)
            row.evidence = *evidence;
    }
    if (batch.out.isJson()) {
        batch.out.json(document);
    } else {
        for (const FailureRow &row : std::as_const(document.failures))
            printFailure(batch.out, row, m_lines);
        if (document.failures.isEmpty() && isSeen(batch.fleet(), target.nodeIds))
            batch.out.line(u"No watched unit is failed."_s, Tone::Well);
        else if (document.failures.isEmpty())
            batch.out.line(u"No failure is known."_s, Tone::Dim);
    }
    co_return std::ranges::any_of(document.failures, &FailureRow::open) ? ExitCode::NotWell : ExitCode::Well;
}

QCoro::Task<ExitCode> UnitsCommand::watch(Batch &batch, Target target)
{
    QObject watch;
    QObject::connect(&batch.fleet(), &Fleet::eventsAppended, &watch, [&](const QList<FleetEvent> &events) {
        for (const FleetEvent &event : events) {
            if (event.event.topic != Topic::Units || !target.nodeIds.contains(event.nodeId))
                continue;
            const EventRow row = eventRow(event, batch.nameOf(event.nodeId));
            if (batch.out.isJson())
                batch.out.json(row);
            else
                batch.out.line(eventLine(row),
                               row.severity == Health::OK ? Tone::Plain : toneOf(row.severity));
        }
    });
    batch.noteUnreached(target.nodeIds);
    co_await batch.stopped();
    co_return ExitCode::BrokenOff;
}

} // namespace muster::console
