// SPDX-License-Identifier: Apache-2.0
#include "console/cli/systemcommand.h"

#include "console/batch/askrow.h"
#include "console/batch/question.h"
#include "console/batch/systemrow.h"
#include "console/fleet/nodecall.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

struct SystemListRow
{
    QString name;
    QString id;
    qint64 generation = 0;
    QString coordinator;
    QList<SystemMember> members;

    static constexpr auto fields()
    {
        return std::tuple(
            field("name", &SystemListRow::name, "The system's name"),
            field("id", &SystemListRow::id, "Its id; empty for a group that only this console knows"),
            field("generation", &SystemListRow::generation, "Which change of it is known"),
            field("coordinator", &SystemListRow::coordinator, "Node id of the coordinator"),
            field("members", &SystemListRow::members, "Its members, by number"));
    }
};

struct SystemList
{
    QList<SystemListRow> systems;

    static constexpr auto fields()
    {
        return std::tuple(field("systems", &SystemList::systems, "All systems, by name"));
    }
};

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

bool hasPerson()
{
    return ::isatty(STDIN_FILENO) == 1;
}

ExitCode endOf(const SystemDraft &draft, const QList<MemberResult> &results)
{
    auto code = ExitCode::Well;
    for (const MemberResult &result : results) {
        if (result.answer)
            continue;
        code = worse(code, takesOverLater(draft, result) ? ExitCode::NotWell
                                                         : exitCodeOf(result.answer.error().code));
    }
    return code;
}

/// The worst of what stops a change.
ExitCode objectionCode(const SystemDraft &draft)
{
    auto code = ExitCode::Well;
    for (const MemberChange &change : draft.changes) {
        if (change.objection && change.objection->blocks)
            code = worse(code, exitCodeOf(change.objection->why.code));
    }
    return code;
}

/// Those who may have to be told of another membership, and those who may join.
QStringList concerned(const FleetSystem *known, const MembershipWish &wish)
{
    QStringList ids;
    if (known) {
        ids = known->memberIds();
        if (known->membership && known->membership->terms.fence)
            ids.append(known->membership->terms.fence->coordinator);
    }
    for (const NewMember &member : wish.added)
        ids.append(member.nodeId);
    for (const NewMember &member : wish.replaced)
        ids.append(member.nodeId);
    ids.removeDuplicates();
    return ids;
}

} // namespace

void SystemCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "system", "which nodes act as one machine");
    verb.require_subcommand(1);
    declareChanging(verb);
    declareReading(verb);
}

void SystemCommand::declareChanging(CLI::App &verb)
{
    const auto addName = [this](CLI::App &one) { one.add_option("NAME", m_name, "the system")->required(); };
    m_create = verb.add_subcommand("create", "make a system of nodes, numbered as they are named");
    m_create->add_option("NAME", m_name, "the system's name, without \"/\"")->required();
    m_order.declareMembers(*m_create);
    m_set = verb.add_subcommand(
        "set", "change a system; without any change: tell members that do not have the last one");
    addName(*m_set);
    m_order.declareChanges(*m_set);
    m_delete = verb.add_subcommand("delete", "dissolve the system; its members stay paired");
    addName(*m_delete);
    m_handOver = verb.add_subcommand("handover", "let another member coordinate");
    addName(*m_handOver);
    m_handOver->add_option("NODE", m_node, "the member that is to coordinate")->required();
    for (CLI::App *one : {m_create, m_set}) {
        m_order.declareCoordinator(*one);
        m_order.declareSettings(*one);
    }
    for (CLI::App *one : {m_set, m_delete})
        m_order.declareForce(*one);
    for (CLI::App *one : {m_create, m_set, m_delete, m_handOver}) {
        one->add_flag("--yes,-y", m_isAgreed, "do not ask");
        one->add_flag("--dry-run", m_isDryRun, "only show what would change");
    }
}

void SystemCommand::declareReading(CLI::App &verb)
{
    m_note = verb.add_subcommand("note", "write or remove the note that all members show");
    m_note->add_option("NAME", m_name, "the system")->required();
    m_note->add_option("TEXT", m_text, "at most 1,000 characters; without it the note is removed");
    m_show = verb.add_subcommand("show", "who coordinates, its members and how they are");
    m_show->add_option("NAME", m_name, "the system")->required();
    m_list = verb.add_subcommand("list", "all systems");
    m_ask = verb.add_subcommand("ask", "call a method on all members, through the coordinator");
    m_ask->add_option("NAME", m_name, "the system")->required();
    m_ask->add_option("METHOD", m_method, "as \"muster methods TARGET\" lists them")->required();
    m_ask->add_option("JSON", m_params, "the parameters, an object")->capture_default_str();
    m_ask->add_option("--deadline", m_deadline, "how long each member has, seconds")
        ->check(CLI::Range(0.001, 180.0))
        ->capture_default_str();
}

QCoro::Task<ExitCode> SystemCommand::run(Batch &batch)
{
    if (m_list->parsed())
        return list(batch);
    if (m_create->parsed())
        return create(batch);
    if (m_set->parsed())
        return change(batch);
    if (m_delete->parsed())
        return remove(batch);
    if (m_handOver->parsed())
        return handOver(batch);
    if (m_ask->parsed())
        return ask(batch);
    if (m_note->parsed())
        return note(batch);
    return show(batch);
}

QCoro::Task<ExitCode> SystemCommand::create(Batch &batch)
{
    auto wish = m_order.wish(batch.fleet(), nullptr);
    if (!wish)
        co_return batch.badInput(wish.error());
    wish->name = text(m_name);
    if (!co_await batch.reach(concerned(nullptr, *wish)))
        co_return ExitCode::BadInput;
    co_return co_await carryOut(batch, draftSystem(batch.fleet(), batch.console.actions(), {}, *wish),
                                u"Create the system %1? [y/N]"_s.arg(text(m_name)));
}

QCoro::Task<ExitCode> SystemCommand::change(Batch &batch)
{
    const FleetSystem known = batch.fleet().systems().value(text(m_name));
    if (known.name.isEmpty())
        co_return batch.badInput(noSuchSystem(batch.fleet(), text(m_name)));
    const auto wish = m_order.wish(batch.fleet(), &known);
    if (!wish)
        co_return batch.badInput(wish.error());
    if (!co_await batch.reach(concerned(&known, *wish)))
        co_return ExitCode::BadInput;
    const auto draft = wish->isEmpty()
                           ? draftRepeat(batch.fleet(), known.name)
                           : draftSystem(batch.fleet(), batch.console.actions(), known.name, *wish);
    co_return co_await carryOut(batch, draft, u"Change the system %1? [y/N]"_s.arg(known.name));
}

QCoro::Task<ExitCode> SystemCommand::remove(Batch &batch)
{
    const FleetSystem known = batch.fleet().systems().value(text(m_name));
    if (known.name.isEmpty())
        co_return batch.badInput(noSuchSystem(batch.fleet(), text(m_name)));
    if (known.isOwn()) {
        const auto forgotten = co_await batch.console.actions().forgetSystem(known.name);
        if (!forgotten)
            co_return batch.failed(forgotten.error());
        if (batch.out.isJson())
            batch.out.json(QByteArrayView("{}"));
        else
            batch.out.line(u"Forgot the group %1; its members stay paired."_s.arg(known.name));
        co_return ExitCode::Well;
    }
    auto wish = m_order.wish(batch.fleet(), &known);
    if (!wish)
        co_return batch.badInput(wish.error());
    wish->isDissolved = true;
    if (!co_await batch.reach(concerned(&known, *wish)))
        co_return ExitCode::BadInput;
    co_return co_await carryOut(
        batch, draftSystem(batch.fleet(), batch.console.actions(), known.name, *wish),
        u"Dissolve the system %1 of %2 members? [y/N]"_s.arg(known.name).arg(known.members.size()));
}

QCoro::Task<ExitCode> SystemCommand::handOver(Batch &batch)
{
    const FleetSystem known = batch.fleet().systems().value(text(m_name));
    if (known.name.isEmpty())
        co_return batch.badInput(noSuchSystem(batch.fleet(), text(m_name)));
    const auto nodeId = resolveNode(batch.fleet(), text(m_node));
    if (!nodeId)
        co_return batch.badInput(nodeId.error());
    if (!co_await batch.reach(known.memberIds()))
        co_return ExitCode::BadInput;
    const FleetSystem now = batch.fleet().systems().value(known.name);
    const bool isElected =
        now.membership && now.membership->terms.settings.coordinatorMode == CoordinatorMode::Etcd;
    if (isElected)
        co_return co_await letTakeOver(batch, now.lead.acting, *nodeId);
    MembershipWish wish;
    wish.coordinator = *nodeId;
    const FleetNode *before = batch.fleet().node(now.coordinator);
    if (before && before->isStale()) {
        co_return batch.failed(
            {ErrorCode::Unavailable,
             u"%1 coordinates and does not answer, so it cannot hand over"_s.arg(before->name),
             {},
             {},
             u"replace it: muster system set %1 --coordinator %2"_s.arg(known.name, text(m_node))});
    }
    co_return co_await carryOut(batch, draftSystem(batch.fleet(), batch.console.actions(), known.name, wish),
                                u"Let %1 coordinate %2? [y/N]"_s.arg(batch.nameOf(*nodeId), known.name));
}

/// Where the coordinator is elected, the one that acts lets another act.
QCoro::Task<ExitCode> SystemCommand::letTakeOver(Batch &batch, QString acting, QString nodeId)
{
    if (acting.isEmpty())
        co_return batch.failed(
            {ErrorCode::Conflict, u"no member is known to coordinate, so none can hand over"_s, {}, {}, {}});
    if (m_isDryRun) {
        batch.out.line(u"%1 would let %2 coordinate."_s.arg(batch.nameOf(acting), batch.nameOf(nodeId)));
        co_return ExitCode::Well;
    }
    const QString question = u"Let %1 coordinate instead of %2? [y/N]"_s;
    if (!m_isAgreed && hasPerson()
        && !co_await isYes(batch, question.arg(batch.nameOf(nodeId), batch.nameOf(acting))))
        co_return ExitCode::BrokenOff;
    const auto view = co_await callNode<api::SystemHandOver>(batch.console.actions(), acting, {nodeId});
    if (!view)
        co_return batch.failed(view.error());
    if (batch.out.isJson())
        batch.out.json(*view);
    else
        batch.out.line(u"%1 coordinates now."_s.arg(batch.nameOf(view->acting)), Tone::Well);
    co_return ExitCode::Well;
}

QCoro::Task<ExitCode> SystemCommand::carryOut(Batch &batch, Result<SystemDraft> draft, QString question)
{
    if (!draft)
        co_return batch.failed(draft.error());
    const SystemDraft checked = co_await checkDraft(batch.console.actions(), *draft);
    const SystemChangeDocument plan = changeDocument(checked, {});
    if (m_isDryRun && batch.out.isJson())
        batch.out.json(plan);
    else if (m_isDryRun)
        batch.out.table(changeTable(plan, false));
    for (const QString &warning : plan.warnings)
        batch.out.note("muster: "_L1 + warning, Tone::Care);
    for (const MemberChange &change : checked.changes) {
        if (change.objection)
            batch.out.note("muster: "_L1 + describe(change.objection->why),
                           change.objection->blocks ? Tone::Critical : Tone::Care);
    }
    if (checked.isBlocked())
        co_return objectionCode(checked);
    if (m_isDryRun)
        co_return ExitCode::Well;
    if (!m_isAgreed && hasPerson() && !co_await isAgreed(batch, checked, question))
        co_return ExitCode::BrokenOff;
    const auto results = co_await applyDraft(batch.console.actions(), checked);
    const SystemChangeDocument done = changeDocument(checked, results);
    if (batch.out.isJson()) {
        batch.out.json(done);
    } else {
        batch.out.table(changeTable(done, true));
        const QString how = done.dissolved ? u"is dissolved"_s : u"has generation %1"_s.arg(done.generation);
        if (done.done)
            batch.out.line(u"%1 %2."_s.arg(done.name, how), Tone::Well);
    }
    if (!done.done && !done.dissolved)
        batch.out.note(u"Try those that failed again: muster system set %1"_s.arg(done.name));
    co_return endOf(checked, results);
}

QCoro::Task<bool> SystemCommand::isAgreed(Batch &batch, SystemDraft draft, QString question)
{
    const SystemChangeDocument plan = changeDocument(draft, {});
    for (const QString &line : changeTable(plan, false).lines(0, false))
        batch.out.note(line);
    for (const QString &setting : plan.settings)
        batch.out.note(setting);
    co_return co_await isYes(batch, question);
}

QCoro::Task<bool> SystemCommand::isYes(Batch &batch, QString question)
{
    const QString answer = co_await console::ask(batch.out, question, batch.stop);
    const bool is = answer.compare("y"_L1, Qt::CaseInsensitive) == 0
                    || answer.compare("yes"_L1, Qt::CaseInsensitive) == 0;
    if (!is)
        batch.out.note(u"Nothing was changed."_s);
    co_return is;
}

QCoro::Task<ExitCode> SystemCommand::ask(Batch &batch)
{
    const FleetSystem known = batch.fleet().systems().value(text(m_name));
    if (known.name.isEmpty())
        co_return batch.badInput(noSuchSystem(batch.fleet(), text(m_name)));
    const QByteArray params = QByteArray::fromStdString(m_params);
    if (const auto checked = checkCallParams(params); !checked)
        co_return batch.badInput(checked.error());
    if (!co_await batch.reach(known.memberIds()))
        co_return ExitCode::BadInput;
    const FleetSystem now = batch.fleet().systems().value(known.name);
    if (now.lead.acting.isEmpty())
        co_return batch.failed({ErrorCode::Unavailable, leadText(batch.fleet(), now), now.name, {}, {}});
    AskParams order;
    order.method = text(m_method);
    order.params = RawJson{params};
    order.deadline = int(m_deadline * 1000);
    // The coordinator answers when the last member has, or its time is over.
    const auto deadline = std::chrono::milliseconds(order.deadline) + batch.timeout;
    const auto answer =
        co_await callNode<api::SystemAsk>(batch.console.actions(), now.lead.acting, order, deadline);
    if (!answer)
        co_return batch.failed(answer.error());
    AskDocument document;
    for (const MemberAnswer &one : answer->members) {
        const SystemMember *member = now.member(one.nodeId);
        document.members.append(askRow(member ? member->name : batch.nameOf(one.nodeId), one));
    }
    if (batch.out.isJson())
        batch.out.json(document);
    else
        batch.out.table(askTable(document));
    co_return exitCodeOf(document);
}

QCoro::Task<ExitCode> SystemCommand::note(Batch &batch)
{
    const FleetSystem known = batch.fleet().systems().value(text(m_name));
    if (known.name.isEmpty())
        co_return batch.badInput(noSuchSystem(batch.fleet(), text(m_name)));
    if (text(m_text).size() > SystemNote::MaxText) {
        co_return batch.badInput({ErrorCode::TooLarge,
                                  u"a note has at most %1 characters"_s.arg(SystemNote::MaxText),
                                  {},
                                  u"TEXT"_s,
                                  {}});
    }
    if (!co_await batch.reach(known.memberIds()))
        co_return ExitCode::BadInput;
    // Any member takes it, and gives it to the others.
    QStringList members = known.memberIds();
    members.prepend(batch.fleet().systems().value(known.name).lead.acting);
    const auto answers = [&](const QString &nodeId) {
        const FleetNode *node = batch.fleet().node(nodeId);
        return node && !node->isStale();
    };
    const auto member = std::ranges::find_if(members, answers);
    if (member == members.end()) {
        batch.noteUnreached(known.memberIds());
        co_return ExitCode::Unreachable;
    }
    const auto noted =
        co_await callNode<api::SystemNoteSet>(batch.console.actions(), *member, {text(m_text)});
    if (!noted)
        co_return batch.failed(noted.error());
    if (batch.out.isJson())
        batch.out.json(QByteArrayView("{}"));
    else
        batch.out.line(m_text.empty() ? u"The note about %1 is removed."_s.arg(known.name)
                                      : u"Noted about %1."_s.arg(known.name));
    co_return ExitCode::Well;
}

QCoro::Task<ExitCode> SystemCommand::show(Batch &batch)
{
    const FleetSystem known = batch.fleet().systems().value(text(m_name));
    if (known.name.isEmpty())
        co_return batch.badInput(noSuchSystem(batch.fleet(), text(m_name)));
    const QStringList nodeIds = known.memberIds();
    if (!co_await batch.reach(nodeIds))
        co_return ExitCode::BadInput;
    const auto system = batch.fleet().systems().constFind(known.name);
    if (system == batch.fleet().systems().cend())
        co_return batch.failed(
            {ErrorCode::NotFound, u"%1 is no more: its members say so"_s.arg(known.name), {}, {}, {}});
    const Timestamp at = now();
    const SystemDocument document = systemDocument(batch.fleet(), *system, at);
    if (batch.out.isJson()) {
        batch.out.json(document);
        co_return exitCodeOf(document);
    }
    batch.out.line(
        u"%1: %2, %3 of %4 answer; %5"_s.arg(system->name, healthText(document.health, document.stale))
            .arg(document.answering)
            .arg(document.members.size())
            .arg(leadText(batch.fleet(), *system)),
        toneOf(document.health));
    if (document.changedAt)
        batch.out.line(u"generation %1, by %2, %3"_s.arg(document.generation)
                           .arg(document.changedBy, localTimeText(*document.changedAt)));
    if (document.note) {
        batch.out.line(u"note by %1, %2: %3"_s.arg(document.note->by, localTimeText(document.note->at),
                                                   document.note->text));
    }
    batch.out.table(memberTable(document, at));
    for (const SystemFindingRow &finding : document.findings) {
        batch.out.note(finding.node.isEmpty() ? u"muster: %1: %2"_s.arg(document.name, finding.text)
                                              : u"muster: %1: %2"_s.arg(finding.node, finding.text),
                       Tone::Care);
    }
    batch.noteUnreached(nodeIds);
    co_return exitCodeOf(document);
}

QCoro::Task<ExitCode> SystemCommand::list(Batch &batch)
{
    SystemList all;
    Table table({u"NAME"_s, u"GENERATION"_s, u"MEMBERS"_s, u"COORDINATOR"_s});
    for (const FleetSystem &system : batch.fleet().systems()) {
        all.systems.append(
            {system.name, system.id(), system.generation(), system.coordinator, system.members});
        QStringList members;
        for (const SystemMember &member : system.members)
            members.append(batch.nameOf(member.nodeId));
        table.addRow({{system.name, Tone::Strong},
                      system.isOwn() ? Table::Cell(u"only here"_s, Tone::Care)
                                     : Table::Cell(QString::number(system.generation())),
                      {members.join(u", "_s)},
                      {system.coordinator.isEmpty() ? u"-"_s : batch.nameOf(system.coordinator)}});
    }
    if (batch.out.isJson())
        batch.out.json(all);
    else if (table.isEmpty())
        batch.out.note(u"There is no system yet. Make one with \"muster system create NAME MEMBER...\"."_s);
    else
        batch.out.table(table);
    co_return ExitCode::Well;
}

} // namespace muster::console
