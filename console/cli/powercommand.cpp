// SPDX-License-Identifier: Apache-2.0
#include "console/cli/powercommand.h"

#include "console/cli/actingnode.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::console {

void PowerCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "power", "power of systems as one, or of nodes");
    verb.add_option("ACTION", m_word,
                    "on, off (at once), soft-off (the operating system shuts down first), reboot, cycle")
        ->required()
        ->check(CLI::IsMember({"on", "off", "soft-off", "reboot", "cycle"}));
    addOptions(verb);
}

void PowerCommand::addOptions(CLI::App &verb)
{
    verb.add_option(
            "TARGET", m_target,
            "SYSTEM: all its members at the same time; SYSTEM/k, a node's name or the beginning of its "
            "id: that one")
        ->required();
    verb.add_flag("--only-node", m_isOnlyNode, "ask the node itself, and not its system's coordinator");
    verb.add_flag("--wait", m_isWaited, "until each member shows that it is done, or that it failed");
    verb.add_option("--patience", m_patience, "seconds that each member may take for it; 0: what is usual")
        ->check(CLI::Range(0, 86'400));
    verb.add_flag("--yes,-y", m_isAgreed, "without asking, whatever speaks against it");
}

ControlAction PowerCommand::action() const
{
    if (m_word == "on")
        return ControlAction::PowerOn;
    if (m_word == "off")
        return ControlAction::PowerOff;
    if (m_word == "soft-off")
        return ControlAction::SoftOff;
    return m_word == "reboot" ? ControlAction::Reboot : ControlAction::PowerCycle;
}

void BmcCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "bmc", "the management of systems as one, or of nodes");
    verb.add_option("ACTION", m_word, "reboot: it restarts, and hosts go on")
        ->required()
        ->check(CLI::IsMember({"reboot"}));
    addOptions(verb);
}

Result<ActOrder> PowerCommand::orderOfMember(Batch &batch, const FleetSystem &system,
                                             const QString &nodeId) const
{
    const SystemMember *member = system.member(nodeId);
    const QString name = batch.nameOf(nodeId);
    const QString number = QString::number(member ? member->instance : 0);
    if (m_isOnlyNode || !member) {
        batch.out.note(u"%1 is member %2 of %3; it is asked by itself, past the coordinator."_s.arg(
            name, number, system.name));
        return ActOrder{{}, nodeId, {action(), {}, true, m_patience}};
    }
    auto acting = actingNode(batch.fleet(), system);
    if (!acting) {
        Error error = acting.error();
        error.remedy = u"--only-node asks the node itself"_s;
        return fail(error);
    }
    batch.out.note(u"%1 is member %2 of %3; it alone is asked, through %4. All of it: TARGET %3."_s.arg(
        name, number, system.name, batch.nameOf(*acting)));
    return ActOrder{system.name, *acting, {action(), {member->instance}, false, m_patience}};
}

Result<QList<ActOrder>> PowerCommand::ordersFor(Batch &batch, const Target &target) const
{
    QList<ActOrder> orders;
    const auto named = batch.fleet().systems().constFind(target.system);
    if (!target.system.isEmpty() && named != batch.fleet().systems().cend() && !named->isOwn()) {
        if (m_isOnlyNode) {
            return fail(Error{ErrorCode::Invalid,
                              u"--only-node is for one member, and %1 is a whole system"_s.arg(target.system),
                              {},
                              u"--only-node"_s,
                              u"name a member: %1/1"_s.arg(target.system)});
        }
        const auto acting = actingNode(batch.fleet(), *named);
        if (!acting)
            return fail(acting.error());
        orders.append({target.system, *acting, {action(), {}, false, m_patience}});
        return orders;
    }
    for (const QString &nodeId : target.nodeIds) {
        const FleetSystem *system = batch.fleet().systemOf(nodeId);
        if (!system || system->isOwn()) {
            orders.append({{}, nodeId, {action(), {}, true, m_patience}});
            continue;
        }
        const auto order = orderOfMember(batch, *system, nodeId);
        if (!order)
            return fail(order.error());
        orders.append(*order);
    }
    return orders;
}

QCoro::Task<ExitCode> PowerCommand::run(Batch &batch)
{
    const auto target = batch.target(text(m_target));
    if (!target)
        co_return batch.badInput(target.error());
    // Who coordinates a member's system is known by the others.
    const QStringList reached = m_isOnlyNode ? target->nodeIds : withFellows(batch.fleet(), target->nodeIds);
    if (!co_await batch.reach(reached))
        co_return ExitCode::BadInput;
    const auto orders = ordersFor(batch, *target);
    if (!orders) {
        const bool isUsage = orders.error().code == ErrorCode::Invalid;
        co_return isUsage ? batch.badInput(orders.error()) : batch.failed(orders.error());
    }
    ActDocument document;
    auto code = ExitCode::Well;
    const ActManner manner{m_isWaited, m_isAgreed};
    for (const ActOrder &order : *orders) {
        ActRow row;
        const ExitCode one = co_await act(batch, order, manner, row);
        code = worse(code, one);
        document.acts.append(row);
        if (batch.stop.stop_requested())
            break;
    }
    if (batch.out.isJson())
        batch.out.json(document);
    co_return batch.stop.stop_requested() ? ExitCode::BrokenOff : code;
}

} // namespace muster::console
