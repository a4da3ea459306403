// SPDX-License-Identifier: Apache-2.0
#include "console/cli/unitsconfigcommand.h"

#include "console/batch/question.h"
#include "console/fleet/nodecall.h"
#include "console/units/watchtemplate.h"

#include "shared/store/atomicfile.h"
#include "shared/units/unitfile.h"

#include <CLI/CLI.hpp>

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

WatchCheckRow checkRow(const Batch &batch, const WatchAnswer &answer)
{
    WatchCheckRow row{batch.nameOf(answer.nodeId), answer.nodeId, {}, {}, {}};
    if (answer.check) {
        row.check = *answer.check;
        return row;
    }
    row.error = describe(answer.check.error());
    row.errorName = errorName(answer.check.error().code);
    return row;
}

QString changeText(WatchChange change)
{
    switch (change) {
    case WatchChange::Added:
        return u"new"_s;
    case WatchChange::Changed:
        return u"otherwise"_s;
    case WatchChange::Dropped:
        return u"dropped"_s;
    case WatchChange::Kept:
        break;
    }
    return u"as before"_s;
}

Table::Cell remarkCell(const WatchPreview &unit)
{
    if (unit.change == WatchChange::Added && unit.known == UnitKnowledge::NotFound)
        return {u"not there"_s, Tone::Care};
    QStringList how = unit.results;
    if (unit.immediate)
        how.prepend(u"at its first crash"_s);
    if (!unit.recovery.isEmpty())
        how.append(u"%1, %2 times at most"_s.arg(unit.recovery).arg(unit.attempts));
    return {how.join(", "_L1), Tone::Dim};
}

/// What changes; units that stay as they are are only counted.
Table changeTable(const QList<WatchCheckRow> &rows)
{
    Table table({u"NODE"_s, u"UNIT"_s, u"WATCHED"_s, u"REMARK"_s});
    for (const WatchCheckRow &row : rows) {
        if (!row.check)
            continue;
        for (const WatchPreview &unit : row.check->units) {
            if (unit.change != WatchChange::Kept)
                table.addRow({{row.node},
                              {unit.unit, Tone::Strong},
                              {changeText(unit.change),
                               unit.change == WatchChange::Dropped ? Tone::Care : Tone::Plain},
                              remarkCell(unit)});
        }
    }
    return table;
}

qsizetype watchedUnits(const UnitConfigCheck &check)
{
    return std::ranges::count_if(
        check.units, [](const WatchPreview &unit) { return unit.change != WatchChange::Dropped; });
}

QString faultText(const UnitConfigFault &fault)
{
    return describe({ErrorCode::Invalid, fault.text,
                     fault.line > 0 ? u"line %1"_s.arg(fault.line) : QString(), fault.key, fault.remedy});
}

/// Whether a node has something to say against it.
bool isWell(const UnitConfigCheck &check)
{
    return check.faults.isEmpty() && check.findings.isEmpty()
           && std::ranges::none_of(check.units, [](const WatchPreview &unit) {
                  return unit.change == WatchChange::Added && unit.known == UnitKnowledge::NotFound;
              });
}

void noteRemarks(Output &out, const WatchCheckRow &row)
{
    if (!row.error.isEmpty())
        out.note(u"muster: %1: %2"_s.arg(row.node, row.error), Tone::Critical);
    if (!row.check)
        return;
    for (const UnitConfigFault &fault : row.check->faults)
        out.note(u"muster: %1: %2"_s.arg(row.node, faultText(fault)), Tone::Critical);
    for (const QString &finding : row.check->findings)
        out.note(u"muster: %1: %2"_s.arg(row.node, finding), Tone::Care);
}

Result<void> checkAccess(const FleetNode &node)
{
    switch (watchAccess(node)) {
    case WatchAccess::Change:
    case WatchAccess::Silent: // Whoever is called says why it does not answer.
        break;
    case WatchAccess::Read:
        return fail({ErrorCode::Forbidden,
                     u"this console may only read there"_s,
                     node.name,
                     {},
                     u"pair again with --role admin"_s});
    case WatchAccess::Unable:
        return fail({ErrorCode::Unsupported,
                     u"its agent cannot be told from afar what to watch"_s,
                     node.name,
                     {},
                     u"update the agent"_s});
    }
    return {};
}

QString stateText(const UnitConfigFile &file)
{
    if (!file.fault)
        return u"in force"_s;
    return u"refused: %1%2"_s.arg(faultText(*file.fault),
                                  file.olderInForce ? u"; what it said before is in force"_s : QString());
}

} // namespace

void UnitsConfigCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "config", "the files that tell nodes which units are critical");
    verb.require_subcommand(1);
    const auto addTargets = [this](CLI::App &one, const char *description) {
        return one.add_option("TARGET", m_targets, description);
    };
    const auto addName = [this](CLI::App &one, const char *description) {
        return one.add_option("--name", m_name, description);
    };
    m_show = verb.add_subcommand("show", "the files of nodes, and what is wrong with them");
    addTargets(*m_show, "a node's name, the beginning of its id, SYSTEM or SYSTEM/k; all without it");
    addName(*m_show, "only this file; of one node: what it says");
    m_check = verb.add_subcommand("check", "check a file here, and what it would change on nodes");
    m_check->add_option("FILE", m_file, "the file to check")->required();
    addTargets(*m_check, "nodes to ask as well");
    addName(*m_check, "what it is to be called there; its own name if left out");
    m_set = verb.add_subcommand("set", "write a file to nodes; what changes is shown first");
    m_set->add_option("FILE", m_file, "the file to write")->required();
    addTargets(*m_set, "where to")->required();
    addName(*m_set, "what it is to be called there; its own name if left out");
    m_remove = verb.add_subcommand("remove", "remove a file from nodes; what changes is shown first");
    m_remove->add_option("NAME", m_name, "the file's name there")->required();
    addTargets(*m_remove, "where from")->required();
    for (CLI::App *one : {m_set, m_remove})
        one->add_flag("--yes,-y", m_isAgreed, "do not ask");
    m_template = verb.add_subcommand("template", "a file to start from; without a name, which there are");
    m_template->add_option("NAME", m_name, "openbmc, sonic or server");
}

QCoro::Task<ExitCode> UnitsConfigCommand::run(Batch &batch)
{
    if (m_template->parsed())
        return showTemplates(batch);
    if (m_check->parsed())
        return check(batch);
    if (m_show->parsed())
        return show(batch);
    return write(batch);
}

Result<QStringList> UnitsConfigCommand::targets(const Batch &batch) const
{
    if (m_targets.empty())
        return batch.fleet().nodes().keys();
    QStringList nodeIds;
    for (const std::string &word : m_targets) {
        const auto target = batch.target(text(word));
        if (!target)
            return fail(target.error());
        nodeIds += target->nodeIds;
    }
    nodeIds.removeDuplicates();
    return nodeIds;
}

bool UnitsConfigCommand::isRemoval() const
{
    return m_remove->parsed();
}

Result<WatchOrder> UnitsConfigCommand::order() const
{
    const QString path = text(m_file);
    WatchOrder order{m_name.empty() ? QFileInfo(path).fileName() : text(m_name), {}, isRemoval()};
    if (const auto named = checkUnitFileName(order.name); !named)
        return fail(named.error());
    if (isRemoval())
        return order;
    const auto bytes = readFile(path, MaxUnitFileBytes);
    if (!bytes)
        return fail(bytes.error());
    if (const auto parsed = parseUnitFile(*bytes, path); !parsed)
        return fail(parsed.error());
    order.text = QString::fromUtf8(*bytes);
    return order;
}

QCoro::Task<ExitCode> UnitsConfigCommand::show(Batch &batch)
{
    const auto nodeIds = targets(batch);
    if (!nodeIds)
        co_return batch.badInput(nodeIds.error());
    if (!co_await batch.reach(*nodeIds))
        co_return ExitCode::BadInput;
    WatchConfigDocument document;
    auto code = ExitCode::Well;
    for (const QString &nodeId : *nodeIds) {
        const auto config = co_await callNode<api::UnitsConfig>(batch.console.actions(), nodeId,
                                                                {text(m_name)}, batch.timeout);
        WatchConfigRow row{batch.nameOf(nodeId), nodeId, {}, {}, {}};
        if (config) {
            row.config = *config;
            const bool isFaulty = std::ranges::any_of(
                config->files, [](const UnitConfigFile &file) { return file.fault.has_value(); });
            code = worse(code, isFaulty || !config->findings.isEmpty() ? ExitCode::NotWell : ExitCode::Well);
        } else {
            row.error = describe(config.error());
            row.errorName = errorName(config.error().code);
            code = worse(code, batch.failed(config.error()));
        }
        document.nodes.append(row);
    }
    if (batch.out.isJson()) {
        batch.out.json(document);
        co_return code;
    }
    const bool isOne = nodeIds->size() == 1 && !m_name.empty() && document.nodes.first().config;
    if (isOne && document.nodes.first().config->files.first().text) {
        batch.out.bytes(document.nodes.first().config->files.first().text->toUtf8());
        co_return code;
    }
    Table table({u"NODE"_s, u"FILE"_s, u"BYTES"_s, u"WRITTEN"_s, u"STATE"_s});
    for (const WatchConfigRow &row : std::as_const(document.nodes)) {
        for (const UnitConfigFile &file : row.config.value_or(UnitConfig()).files)
            table.addRow({{row.node},
                          {file.name, Tone::Strong},
                          {QString::number(file.size)},
                          {file.modifiedAt ? localTimeText(*file.modifiedAt) : u"-"_s},
                          {stateText(file), file.fault ? Tone::Critical : Tone::Well}});
        for (const QString &finding : row.config.value_or(UnitConfig()).findings)
            batch.out.note(u"muster: %1: %2"_s.arg(row.node, finding), Tone::Care);
    }
    if (table.isEmpty())
        batch.out.note(u"There is no file."_s);
    else
        batch.out.table(table);
    co_return code;
}

QCoro::Task<ExitCode> UnitsConfigCommand::check(Batch &batch)
{
    const auto wanted = order();
    if (!wanted)
        co_return batch.badInput(wanted.error());
    if (m_targets.empty()) {
        if (batch.out.isJson())
            batch.out.json(WatchCheckDocument());
        else
            batch.out.line(u"%1 is well."_s.arg(text(m_file)), Tone::Well);
        co_return ExitCode::Well;
    }
    const auto nodeIds = targets(batch);
    if (!nodeIds)
        co_return batch.badInput(nodeIds.error());
    if (!co_await batch.reach(*nodeIds))
        co_return ExitCode::BadInput;
    const auto answers = co_await checkOnNodes(batch.console.actions(), *nodeIds, *wanted);
    WatchCheckDocument document;
    auto code = ExitCode::Well;
    for (const WatchAnswer &answer : answers) {
        const bool isRefused = !answer.check;
        code = worse(code, isRefused               ? exitCodeOf(answer.check.error().code)
                           : isWell(*answer.check) ? ExitCode::Well
                                                   : ExitCode::NotWell);
        document.nodes.append(checkRow(batch, answer));
    }
    if (batch.out.isJson()) {
        batch.out.json(document);
        co_return code;
    }
    const Table changes = changeTable(document.nodes);
    if (!changes.isEmpty())
        batch.out.table(changes);
    for (const WatchCheckRow &row : std::as_const(document.nodes)) {
        noteRemarks(batch.out, row);
        if (row.check && row.check->faults.isEmpty())
            batch.out.line(u"%1: %2 units would be watched"_s.arg(row.node).arg(watchedUnits(*row.check)));
    }
    co_return code;
}

QCoro::Task<ExitCode> UnitsConfigCommand::write(Batch &batch)
{
    const auto wanted = order();
    if (!wanted)
        co_return batch.badInput(wanted.error());
    const auto nodeIds = targets(batch);
    if (!nodeIds)
        co_return batch.badInput(nodeIds.error());
    if (!co_await batch.reach(*nodeIds))
        co_return ExitCode::BadInput;

    QList<WatchAnswer> answers;
    QStringList able;
    for (const QString &nodeId : *nodeIds) {
        const FleetNode *node = batch.fleet().node(nodeId);
        const auto access = node ? checkAccess(*node) : Result<void>();
        if (access)
            able.append(nodeId);
        else
            answers.append({nodeId, fail(access.error())});
    }
    const auto checks = co_await checkOnNodes(batch.console.actions(), able, *wanted);
    QList<WatchPlace> places;
    QList<WatchCheckRow> preview;
    for (const WatchAnswer &one : checks) {
        preview.append(checkRow(batch, one));
        if (one.check && one.check->faults.isEmpty())
            places.append({one.nodeId, one.check->replaces});
        else
            answers.append(one);
    }
    if (!places.isEmpty() && !m_isAgreed && !co_await isAgreed(batch, *wanted, preview, int(places.size())))
        co_return ExitCode::BrokenOff;
    answers += co_await writeToNodes(batch.console.actions(), places, *wanted);
    co_return tell(batch, *wanted, answers);
}

/// Shows what would change and asks.
QCoro::Task<bool> UnitsConfigCommand::isAgreed(Batch &batch, WatchOrder wanted, QList<WatchCheckRow> preview,
                                               int nodes)
{
    const Table changes = changeTable(preview);
    const QStringList lines =
        changes.isEmpty() ? QStringList{u"Nothing is watched otherwise by it."_s} : changes.lines(0, false);
    for (const QString &line : lines)
        batch.out.note(line);
    for (const WatchCheckRow &row : std::as_const(preview))
        noteRemarks(batch.out, row);
    QStringList replacing;
    for (const WatchCheckRow &row : std::as_const(preview)) {
        if (row.check && !row.check->replaces.isEmpty())
            replacing.append(row.node);
    }
    if (!isRemoval() && !replacing.isEmpty())
        batch.out.note(u"It replaces the %1 of %2."_s.arg(wanted.name, replacing.join(", "_L1)), Tone::Care);
    const QString count = nodes == 1 ? u"1 node"_s : u"%1 nodes"_s.arg(nodes);
    const QString question = isRemoval() ? u"Remove %1 from %2? [y/N]"_s.arg(wanted.name, count)
                                         : u"Write %1 to %2? [y/N]"_s.arg(wanted.name, count);
    const QString answer = co_await ask(batch.out, question, batch.stop);
    const bool isYes = answer.compare("y"_L1, Qt::CaseInsensitive) == 0
                       || answer.compare("yes"_L1, Qt::CaseInsensitive) == 0;
    if (!isYes)
        batch.out.note(isRemoval() ? u"Nothing was removed."_s : u"Nothing was written."_s);
    co_return isYes;
}

ExitCode UnitsConfigCommand::tell(Batch &batch, const WatchOrder &wanted,
                                  const QList<WatchAnswer> &answers) const
{
    WatchCheckDocument document;
    auto code = ExitCode::Well;
    for (const WatchAnswer &answer : answers) {
        const WatchCheckRow row = checkRow(batch, answer);
        document.nodes.append(row);
        const bool isRefused = answer.check && !answer.check->faults.isEmpty();
        if (!answer.check)
            code = worse(code, exitCodeOf(answer.check.error().code));
        else if (isRefused)
            code = worse(code, ExitCode::Refused);
        if (batch.out.isJson())
            continue;
        noteRemarks(batch.out, row);
        if (answer.check && !isRefused)
            batch.out.line(u"%1: %2 %3, %4 units are watched"_s
                               .arg(row.node, isRemoval() ? u"removed"_s : u"wrote"_s, wanted.name)
                               .arg(watchedUnits(*answer.check)),
                           Tone::Well);
    }
    if (batch.out.isJson())
        batch.out.json(document);
    return code;
}

QCoro::Task<ExitCode> UnitsConfigCommand::showTemplates(Batch &batch)
{
    const QList<WatchTemplate> all = WatchTemplates::all();
    if (m_name.empty()) {
        Table table({u"NAME"_s, u"FOR"_s, u"DESCRIPTION"_s});
        for (const WatchTemplate &one : all)
            table.addRow({{one.name, Tone::Strong}, {one.title}, {one.description, Tone::Dim}});
        batch.out.table(table);
        co_return ExitCode::Well;
    }
    const auto found = std::ranges::find(all, text(m_name), &WatchTemplate::name);
    if (found == all.cend()) {
        QStringList names;
        for (const WatchTemplate &one : all)
            names.append(one.name);
        co_return batch.badInput({ErrorCode::NotFound,
                                  u"there is no template \"%1\""_s.arg(text(m_name)),
                                  {},
                                  u"NAME"_s,
                                  u"there are: %1"_s.arg(names.join(", "_L1))});
    }
    batch.out.bytes(found->text());
    co_return ExitCode::Well;
}

} // namespace muster::console
