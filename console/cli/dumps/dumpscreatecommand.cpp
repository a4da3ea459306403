// SPDX-License-Identifier: Apache-2.0
#include "console/cli/dumps/dumpscreatecommand.h"

#include "console/cli/dumps/dumpoutcomes.h"
#include "console/cli/dumps/hoststop.h"
#include "console/dumps/awaitdump.h"
#include "console/dumps/listdumps.h"
#include "console/fleet/nodecall.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

struct Begun
{
    QString nodeId;
    QString dumpId;
};

QCoro::Task<Result<DumpStarted>> begin(Batch &batch, QString nodeId, DumpCreateParams params)
{
    const FleetNode *node = batch.fleet().node(nodeId);
    if (!node || node->isStale()) {
        const bool isSaid = node && !node->linkError.text.isEmpty();
        co_return fail(ErrorCode::Unavailable, isSaid ? node->linkError.text : u"it did not answer"_s);
    }
    if (!node->capabilities.contains(DumpsCapability))
        co_return fail(ErrorCode::Unsupported, u"its agent is too old to have a dump service"_s);
    co_return co_await callNode<api::DumpsCreate>(batch.console.actions(), nodeId, params);
}

void tell(DumpOutcomeList &outcomes, const Begun &dump, const Result<DumpEntry> &end)
{
    if (!end)
        outcomes.failed(dump.nodeId, dump.dumpId, end.error());
    else if (end->state == DumpState::Complete)
        outcomes.done(dump.nodeId, dump.dumpId, dumpStateText(end->state));
    else
        outcomes.notWell(dump.nodeId, dump.dumpId, dumpStateText(end->state), end->why);
}

} // namespace

void DumpsCreateCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "create", "has nodes make a dump");
    verb.add_option("TARGET", m_target, "a node's name, the beginning of its id, SYSTEM or SYSTEM/k")
        ->required();
    verb.add_option("--type", m_type, "the kind of dump")->capture_default_str();
    verb.add_option("--reason", m_reason, "why it is made; others read it");
    verb.add_option("--unit", m_unit, "the unit that it is about");
    verb.add_flag("--wait", m_isWaited, "until it is whole or has failed");
    verb.add_flag("--yes,-y", m_isAgreed, "without asking, where hosts are stopped for it");
}

QCoro::Task<ExitCode> DumpsCreateCommand::run(Batch &batch)
{
    const auto target = batch.target(text(m_target));
    if (!target)
        co_return batch.badInput(target.error());
    // The dump of a system is made by its coordinator, whoever of it is asked.
    QStringList reached = target->nodeIds;
    if (m_isWaited && target->nodeIds.size() == 1) {
        const FleetSystem *system = batch.fleet().systemOf(target->nodeIds.first());
        for (const SystemMember &member : system ? system->members : QList<SystemMember>()) {
            if (!reached.contains(member.nodeId))
                reached.append(member.nodeId);
        }
    }
    if (!co_await batch.reach(reached))
        co_return ExitCode::BadInput;
    const DumpCreateParams params{text(m_type), text(m_reason), text(m_unit)};
    DumpOutcomeList outcomes(batch);
    QList<Begun> begun;
    const QStringList nodeIds = makers(batch, *target);
    if (!m_isAgreed) {
        if (const auto end = co_await agreeToHostStop(batch, nodeIds, params.type))
            co_return *end;
    }
    for (const QString &nodeId : nodeIds) {
        const auto started = co_await begin(batch, nodeId, params);
        if (!started) {
            outcomes.failed(nodeId, {}, started.error());
            continue;
        }
        const QString maker = started->nodeId.isEmpty() ? nodeId : started->nodeId;
        if (m_isWaited)
            begun.append({maker, started->id});
        else
            outcomes.done(maker, started->id, dumpStateText(DumpState::Requested));
    }
    for (const Begun &dump : std::as_const(begun)) {
        batch.out.progress(u"waiting for %1/%2"_s.arg(batch.nameOf(dump.nodeId), dump.dumpId));
        const auto end =
            co_await awaitDump(batch.fleet(), batch.console.actions(), dump.nodeId, dump.dumpId, batch.stop);
        tell(outcomes, dump, end);
    }
    const ExitCode code = outcomes.end();
    co_return batch.stop.stop_requested() ? ExitCode::BrokenOff : code;
}

/// A system's dump is made once, for all members, by whoever coordinates; any member that answers leads
/// there.
QStringList DumpsCreateCommand::makers(const Batch &batch, const Target &target) const
{
    const bool isOfSystem = m_type == "system" || m_type == "checkstop";
    const auto system = batch.fleet().systems().constFind(target.system);
    if (!isOfSystem || system == batch.fleet().systems().cend())
        return target.nodeIds;
    QStringList candidates{system->lead.acting};
    candidates.append(target.nodeIds);
    for (const QString &nodeId : std::as_const(candidates)) {
        const FleetNode *node = batch.fleet().node(nodeId);
        if (node && !node->isStale())
            return {nodeId};
    }
    return target.nodeIds.first(1);
}

} // namespace muster::console
