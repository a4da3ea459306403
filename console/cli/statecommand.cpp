// SPDX-License-Identifier: Apache-2.0
#include "console/cli/statecommand.h"

#include "console/batch/systemrow.h"
#include "console/fleet/nodecall.h"

#include "shared/api/state.h"
#include "shared/wire/completion.h"

#include <CLI/CLI.hpp>

#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// Changes within this time are shown together.
constexpr std::chrono::milliseconds ShownTogether{200};

void printFindings(Batch &batch, const QString &where, const QStringList &findings)
{
    for (const QString &finding : findings)
        batch.out.note(u"muster: %1: %2"_s.arg(where, finding), Tone::Care);
}

/// An agent too old to tell is no wrong usage where all were asked.
ExitCode codeOf(const Error &error)
{
    return error.code == ErrorCode::Unsupported ? ExitCode::NotWell : exitCodeOf(error.code);
}

ExitCode printSystem(Batch &batch, const SystemStateRow &row, const Result<SystemFacets> &state)
{
    if (!state) {
        batch.out.note(u"muster: %1: %2"_s.arg(row.system, describe(state.error())), Tone::Care);
        return codeOf(state.error());
    }
    if (!batch.out.isJson()) {
        batch.out.line(u"%1: %2; told by %3"_s.arg(row.system, healthText(state->health, false),
                                                   batch.nameOf(state->coordinator)),
                       toneOf(state->health));
        batch.out.table(stateTable(*state));
        printFindings(batch, row.system, stateFindings(*state));
        if (state->facets.isEmpty())
            batch.out.note(u"muster: %1: no member tells its state"_s.arg(row.system), Tone::Care);
    }
    return exitCodeOf(*state);
}

ExitCode printNode(Batch &batch, const NodeStateRow &row, const Result<NodeFacets> &state)
{
    if (!state) {
        batch.out.note(u"muster: %1: %2"_s.arg(row.node, describe(state.error())), Tone::Care);
        return codeOf(state.error());
    }
    if (!batch.out.isJson()) {
        batch.out.line(row.node, Tone::Strong);
        batch.out.table(stateTable(*state));
        for (const QString &line : factLines(state->facts))
            batch.out.line(line);
        printFindings(batch, row.node, stateFindings(*state));
        if (state->facets.isEmpty())
            batch.out.note(u"muster: %1: nothing of its state is known there"_s.arg(row.node), Tone::Care);
    }
    return exitCodeOf(*state);
}

} // namespace

void StateCommand::declare(CLI::App &program)
{
    CLI::App &verb =
        addVerb(program, "state", "power, host, boot and management: of systems as one, of nodes");
    verb.add_option("TARGET", m_target,
                    "a node's name, the beginning of its id, SYSTEM or SYSTEM/k; all without it");
    verb.add_flag("--watch,-w", m_watches, "show each change as it happens, until Ctrl+C");
}

StateCommand::Subjects StateCommand::subjectsOf(const Fleet &fleet, const Target &target, bool isAll)
{
    Subjects subjects{{}, target.nodeIds, target.nodeIds};
    for (const FleetSystem &system : fleet.systems()) {
        // A group that only this console knows has nobody who speaks for it.
        if (system.isOwn() || (!isAll && target.system != system.name))
            continue;
        subjects.systems.append(system.name);
        for (const QString &nodeId : system.memberIds())
            subjects.nodeIds.removeAll(nodeId);
    }
    return subjects;
}

QCoro::Task<ExitCode> StateCommand::run(Batch &batch)
{
    const auto target = batch.target(text(m_target));
    if (!target)
        co_return batch.badInput(target.error());
    if (target->nodeIds.isEmpty()) {
        batch.out.note(u"No node is paired yet."_s);
        co_return ExitCode::Well;
    }
    if (!co_await batch.reach(target->nodeIds))
        co_return ExitCode::BadInput;
    // Only now it is known who is in which system.
    const Subjects subjects = subjectsOf(batch.fleet(), *target, m_target.empty());
    const ExitCode shown = co_await show(batch, subjects);
    if (!m_watches || batch.stop.stop_requested())
        co_return shown;
    co_return co_await watch(batch, subjects);
}

QCoro::Task<ExitCode> StateCommand::show(Batch &batch, Subjects subjects)
{
    auto code = ExitCode::Well;
    StateDocument document;
    for (const QString &name : subjects.systems) {
        const auto state = co_await askSystem(batch, name);
        SystemStateRow row{name, {}, {}, {}};
        if (state) {
            row.state = *state;
        } else {
            row.error = describe(state.error());
            row.errorName = errorName(state.error().code);
        }
        code = worse(code, printSystem(batch, row, state));
        document.systems.append(row);
    }
    for (const QString &nodeId : subjects.nodeIds) {
        const auto state =
            co_await callNode<api::StateFacetsGet>(batch.console.actions(), nodeId, Nothing(), batch.timeout);
        NodeStateRow row{batch.nameOf(nodeId), nodeId, {}, {}, {}};
        if (state) {
            row.state = *state;
        } else {
            row.error = describe(state.error());
            row.errorName = errorName(state.error().code);
        }
        const ExitCode one = printNode(batch, row, state);
        const bool isAlone = subjects.nodeIds.size() + subjects.systems.size() == 1;
        code = worse(code, one == ExitCode::Unreachable && !isAlone ? ExitCode::NotWell : one);
        document.nodes.append(row);
    }
    if (batch.out.isJson())
        batch.out.json(document);
    const ExitCode reached = batch.reachCode(subjects.all);
    co_return reached == ExitCode::Unreachable ? reached : code;
}

/// By who acts; where that is not known, by whoever says that the members are connected to it.
QCoro::Task<Result<SystemFacets>> StateCommand::askSystem(Batch &batch, QString name)
{
    const FleetSystem system = batch.fleet().systems().value(name);
    QStringList asked = system.memberIds();
    for (const QString &first : {system.coordinator, system.lead.acting}) {
        if (asked.removeAll(first) > 0)
            asked.prepend(first);
    }
    Result<SystemFacets> answer = fail(ErrorCode::Unavailable, u"no member of %1 answers"_s.arg(name));
    for (const QString &nodeId : std::as_const(asked)) {
        const FleetNode *node = batch.fleet().node(nodeId);
        if (!node || node->isStale())
            continue;
        answer =
            co_await callNode<api::StateSystemGet>(batch.console.actions(), nodeId, Nothing(), batch.timeout);
        if (answer || batch.stop.stop_requested())
            break;
    }
    co_return answer;
}

/// Shows all again when one of them has told a change, or has come or gone.
QCoro::Task<ExitCode> StateCommand::watch(Batch &batch, Subjects subjects)
{
    QObject watch;
    Completion<bool> next;
    QTimer together;
    together.setSingleShot(true);
    together.setInterval(ShownTogether);
    QObject::connect(&together, &QTimer::timeout, &watch, [&] {
        const auto waiting = next;
        waiting.complete(true);
    });
    const auto changeSoon = [&] {
        if (!together.isActive())
            together.start();
    };
    QObject::connect(&batch.fleet(), &Fleet::eventsAppended, &watch, [&](const QList<FleetEvent> &events) {
        const bool isOurs = std::ranges::any_of(events, [&](const FleetEvent &one) {
            return one.event.topic == Topic::State && subjects.all.contains(one.nodeId);
        });
        if (isOurs)
            changeSoon();
    });
    QObject::connect(&batch.fleet(), &Fleet::nodesChanged, &watch,
                     [&](const QHash<QString, NodeAspects> &changed) {
                         const bool isOurs = std::ranges::any_of(subjects.all, [&](const QString &nodeId) {
                             return changed.value(nodeId).testFlag(NodeAspect::Link);
                         });
                         if (isOurs)
                             changeSoon();
                     });
    const std::stop_callback onStop(batch.stop, [&] {
        const auto waiting = next;
        waiting.complete(false);
    });
    while (!batch.stop.stop_requested()) {
        co_await next;
        if (batch.stop.stop_requested())
            break;
        next = Completion<bool>(); // what changes while this is shown is shown after it
        if (!batch.out.isJson())
            batch.out.line(localTimeText(now()), Tone::Dim);
        (void)co_await show(batch, subjects);
    }
    co_return ExitCode::BrokenOff;
}

} // namespace muster::console
