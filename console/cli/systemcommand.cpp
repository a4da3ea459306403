// SPDX-License-Identifier: Apache-2.0
#include "console/cli/systemcommand.h"

#include "console/batch/noderow.h"
#include "console/fleet/fleethealth.h"

#include <CLI/CLI.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

struct SystemDocument
{
    QString name;
    QString coordinator;
    Health health = Health::Unknown;
    bool stale = true;
    int answering = 0;
    QList<NodeRow> members;

    static constexpr auto fields()
    {
        return std::tuple(field("name", &SystemDocument::name, "The system's name"),
                          field("coordinator", &SystemDocument::coordinator, "Node id of the coordinator"),
                          field("health", &SystemDocument::health, "Worst of its members"),
                          field("stale", &SystemDocument::stale, "A member does not answer"),
                          field("answering", &SystemDocument::answering, "How many members answer"),
                          field("members", &SystemDocument::members, "The members, by number"));
    }
};

struct SystemList
{
    QList<FleetSystem> systems;

    static constexpr auto fields()
    {
        return std::tuple(field("systems", &SystemList::systems, "All systems, by name"));
    }
};

int firstFreeNumber(const FleetSystem &system)
{
    int number = 1;
    while (std::ranges::contains(system.members, number, &SystemMember::instance))
        ++number;
    return number;
}

/// Adds "NODE", which gets the first free number, or "k=NODE".
Result<void> addMember(const Fleet &fleet, FleetSystem &system, const QString &word)
{
    bool hasNumber = false;
    const int number = word.section(u'=', 0, 0).toInt(&hasNumber);
    hasNumber = hasNumber && word.contains(u'=');
    return resolveNode(fleet, hasNumber ? word.section(u'=', 1) : word).transform([&](const QString &nodeId) {
        system.members.append({hasNumber ? number : firstFreeNumber(system), nodeId});
    });
}

Result<void> setCoordinator(const Fleet &fleet, FleetSystem &system, const QString &word)
{
    if (word.isEmpty())
        return {};
    return resolveNode(fleet, word).transform([&](const QString &nodeId) { system.coordinator = nodeId; });
}

Error noSuchSystem(const Fleet &fleet, const QString &name)
{
    const QStringList names = fleet.systems().keys();
    return {ErrorCode::NotFound,
            u"there is no system \"%1\""_s.arg(name),
            {},
            u"NAME"_s,
            names.isEmpty() ? u"make one with \"muster system create NAME MEMBER...\""_s
                            : u"there are: %1"_s.arg(names.join(u", "_s))};
}

} // namespace

void SystemCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "system", "which nodes act as one machine");
    verb.require_subcommand(1);
    m_create = verb.add_subcommand("create", "make a system of paired nodes, numbered as they are named");
    m_create->add_option("NAME", m_name, "the system's name, without \"/\"")->required();
    m_create->add_option("MEMBER", m_members, "a node, or k=NODE to number it yourself")->required();
    m_create->add_option("--coordinator", m_coordinator, "the member that speaks for the whole");
    m_set = verb.add_subcommand("set", "change a system");
    m_set->add_option("NAME", m_name, "the system")->required();
    m_set->add_option("--coordinator", m_coordinator, "the member that speaks for the whole");
    m_set->add_option("--add", m_added, "a node to add, or k=NODE");
    m_set->add_option("--remove", m_removed, "a node to take out");
    m_show = verb.add_subcommand("show", "its members and how they are");
    m_show->add_option("NAME", m_name, "the system")->required();
    m_delete = verb.add_subcommand("delete", "forget the system; its members stay paired");
    m_delete->add_option("NAME", m_name, "the system")->required();
    m_list = verb.add_subcommand("list", "all systems");
}

QCoro::Task<ExitCode> SystemCommand::run(Batch &batch)
{
    if (m_create->parsed())
        return create(batch);
    if (m_set->parsed())
        return change(batch);
    if (m_delete->parsed())
        return remove(batch);
    if (m_show->parsed())
        return show(batch);
    return list(batch);
}

QCoro::Task<ExitCode> SystemCommand::create(Batch &batch)
{
    FleetSystem system{text(m_name), {}, {}};
    if (batch.fleet().systems().contains(system.name)) {
        co_return batch.badInput({ErrorCode::Conflict,
                                  u"there is a system \"%1\" already"_s.arg(system.name),
                                  {},
                                  u"NAME"_s,
                                  u"change it with \"muster system set\""_s});
    }
    for (const std::string &member : m_members) {
        if (const auto added = addMember(batch.fleet(), system, text(member)); !added)
            co_return batch.badInput(added.error());
    }
    if (const auto set = setCoordinator(batch.fleet(), system, text(m_coordinator)); !set)
        co_return batch.badInput(set.error());
    co_return co_await keep(batch, system);
}

QCoro::Task<ExitCode> SystemCommand::change(Batch &batch)
{
    const auto known = batch.fleet().systems().constFind(text(m_name));
    if (known == batch.fleet().systems().cend())
        co_return batch.badInput(noSuchSystem(batch.fleet(), text(m_name)));
    FleetSystem system = *known;
    for (const std::string &member : m_removed) {
        const auto nodeId = resolveNode(batch.fleet(), text(member));
        if (!nodeId)
            co_return batch.badInput(nodeId.error());
        system.members.removeIf([&](const SystemMember &one) { return one.nodeId == *nodeId; });
        if (system.coordinator == *nodeId)
            system.coordinator.clear();
    }
    for (const std::string &member : m_added) {
        if (const auto added = addMember(batch.fleet(), system, text(member)); !added)
            co_return batch.badInput(added.error());
    }
    if (const auto set = setCoordinator(batch.fleet(), system, text(m_coordinator)); !set)
        co_return batch.badInput(set.error());
    co_return co_await keep(batch, system);
}

QCoro::Task<ExitCode> SystemCommand::keep(Batch &batch, FleetSystem system)
{
    const auto kept = co_await batch.console.actions().setSystem(system);
    if (!kept)
        co_return kept.error().code == ErrorCode::Io ? batch.failed(kept.error())
                                                     : batch.badInput(kept.error());
    if (batch.out.isJson()) {
        batch.out.json(batch.fleet().systems().value(system.name));
        co_return ExitCode::Well;
    }
    QStringList members;
    for (const SystemMember &member : batch.fleet().systems().value(system.name).members)
        members.append(u"%1 %2"_s.arg(member.instance).arg(batch.nameOf(member.nodeId)));
    batch.out.line(u"%1: %2"_s.arg(system.name, members.join(u", "_s)));
    co_return ExitCode::Well;
}

QCoro::Task<ExitCode> SystemCommand::remove(Batch &batch)
{
    if (!batch.fleet().systems().contains(text(m_name)))
        co_return batch.badInput(noSuchSystem(batch.fleet(), text(m_name)));
    const auto removed = co_await batch.console.actions().removeSystem(text(m_name));
    if (!removed)
        co_return batch.failed(removed.error());
    if (batch.out.isJson())
        batch.out.json(QByteArrayView("{}"));
    else
        batch.out.line(u"Forgot the system %1; its members stay paired."_s.arg(text(m_name)));
    co_return ExitCode::Well;
}

QCoro::Task<ExitCode> SystemCommand::show(Batch &batch)
{
    const auto known = batch.fleet().systems().constFind(text(m_name));
    if (known == batch.fleet().systems().cend())
        co_return batch.badInput(noSuchSystem(batch.fleet(), text(m_name)));
    const FleetSystem system = *known;
    QStringList nodeIds;
    for (const SystemMember &member : system.members)
        nodeIds.append(member.nodeId);
    if (!co_await batch.reach(nodeIds))
        co_return ExitCode::BadInput;
    const Timestamp at = now();
    const ShownHealth health = healthOf(batch.fleet(), system);
    SystemDocument document{system.name,  system.coordinator, health.health,
                            health.stale, health.answering,   {}};
    for (const QString &nodeId : std::as_const(nodeIds)) {
        if (const FleetNode *node = batch.fleet().node(nodeId))
            document.members.append(nodeRow(batch.fleet(), *node, at));
    }
    if (batch.out.isJson()) {
        batch.out.json(document);
    } else {
        batch.out.line(u"%1: %2, %3 of %4 answer, coordinator %5"_s
                           .arg(system.name, healthText(health.health, health.stale))
                           .arg(health.answering)
                           .arg(health.members)
                           .arg(system.coordinator.isEmpty() ? u"none"_s : batch.nameOf(system.coordinator)),
                       toneOf(health.health));
        batch.out.table(nodeTable(document.members, true, at));
    }
    batch.noteUnreached(nodeIds);
    co_return exitCodeOf(document.members);
}

QCoro::Task<ExitCode> SystemCommand::list(Batch &batch)
{
    if (batch.out.isJson()) {
        batch.out.json(SystemList{batch.fleet().systems().values()});
        co_return ExitCode::Well;
    }
    Table table({u"NAME"_s, u"MEMBERS"_s, u"COORDINATOR"_s});
    for (const FleetSystem &system : batch.fleet().systems()) {
        QStringList members;
        for (const SystemMember &member : system.members)
            members.append(batch.nameOf(member.nodeId));
        table.addRow({{system.name, Tone::Strong},
                      {members.join(u", "_s)},
                      {system.coordinator.isEmpty() ? u"-"_s : batch.nameOf(system.coordinator)}});
    }
    if (table.isEmpty())
        batch.out.note(u"There is no system yet. Make one with \"muster system create NAME MEMBER...\"."_s);
    else
        batch.out.table(table);
    co_return ExitCode::Well;
}

} // namespace muster::console
