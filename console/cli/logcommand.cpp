// SPDX-License-Identifier: Apache-2.0
#include "console/cli/logcommand.h"

#include "console/batch/question.h"
#include "console/batch/terminaltext.h"
#include "console/fleet/nodecall.h"

#include "shared/api/log.h"

#include <CLI/CLI.hpp>

#include <QMetaEnum>

#include <algorithm>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// A log keeps no more than a few hundred; a journal is cut by its node.
constexpr int AllEntries = 10'000;

template <typename Row>
void noteError(Row &row, const Error &error)
{
    row.error = describe(errorAt(row.node, error));
    row.errorName = errorName(error.code);
}

/// One that cannot be reached is named among others, and is the end where it is the only one.
ExitCode codeAmong(ExitCode code, qsizetype nodes)
{
    return code == ExitCode::Unreachable && nodes > 1 ? ExitCode::NotWell : code;
}

/// What a node has no means for is refused by it, and no wrong usage.
ExitCode refusalCode(const QString &name)
{
    return name == errorName(ErrorCode::Unsupported) ? ExitCode::Refused
                                                     : exitCodeOf(errorCodeFromName(name));
}

template <typename Row>
void printErrors(const Batch &batch, const QList<Row> &rows)
{
    for (const Row &row : rows) {
        if (!row.error.isEmpty())
            batch.out.note("muster: "_L1 + row.error, Tone::Care);
    }
}

/// The entries of all nodes, and who could not be asked.
/// @param none said of a node whose log has no such entry
void printLogs(const Batch &batch, const LogDocument &document, const QString &none)
{
    if (batch.out.isJson()) {
        batch.out.json(document);
    } else {
        const Table table = logTable(document.nodes, document.nodes.size() > 1);
        if (!table.isEmpty())
            batch.out.table(table);
        for (const LogRow &row : document.nodes) {
            if (row.error.isEmpty() && row.total == 0)
                batch.out.line(u"%1: %2"_s.arg(row.node, none), Tone::Well);
        }
    }
    printErrors(batch, document.nodes);
}

} // namespace

void LogCommand::declare(CLI::App &program)
{
    CLI::App &verb =
        addVerb(program, "log", "the machines' own logs of what went wrong, of each node its own");
    verb.require_subcommand(1);
    const char *target = "a node's name, the beginning of its id, SYSTEM/k; SYSTEM: all its members";
    m_list = verb.add_subcommand("list", "the entries, newest first");
    m_list->add_option("TARGET", m_target, target);
    m_list->add_option("--severity", m_severity, "only such and worse")
        ->transform(CLI::IsMember(
            {"Emergency", "Alert", "Critical", "Error", "Warning", "Notice", "Informational", "Debug"},
            CLI::ignore_case));
    m_list->add_option("--most", m_most, "how many of each node")
        ->check(CLI::Range(1, AllEntries))
        ->capture_default_str();
    m_show = verb.add_subcommand("show", "entries with all that belongs to them");
    m_show->add_option("TARGET", m_target, target)->required();
    m_show->add_option("ID", m_ids, "what the node's log calls them");
    m_show->add_flag("--all", m_isAll, "all entries, of each node of the target");
    m_delete = verb.add_subcommand("delete", "delete entries for good");
    m_delete->add_option("TARGET", m_target, target)->required();
    m_delete->add_option("ID", m_ids, "what the node's log calls them");
    m_delete->add_flag("--all", m_isAll, "all entries, of each node of the target");
    m_delete->add_flag("--yes,-y", m_isAgreed, "without asking, where --all is said");
    m_blocks = verb.add_subcommand("blocks", "the entries that keep hosts from being started");
    m_blocks->add_option("TARGET", m_target, target);
}

LogSeverity LogCommand::severity() const
{
    if (m_severity.empty())
        return LogSeverity::Unknown;
    return LogSeverity(QMetaEnum::fromType<LogSeverity>().keyToValue(m_severity.c_str()));
}

QStringList LogCommand::ids() const
{
    QStringList ids;
    for (const std::string &one : m_ids) {
        // obmcutil shows entries by their object's path.
        const QString id = text(one).section(u'/', -1);
        if (!ids.contains(id))
            ids.append(id);
    }
    return ids;
}

Result<void> LogCommand::check(const Target &target) const
{
    if (!m_show->parsed() && !m_delete->parsed())
        return {};
    const QString what = m_show->parsed() ? u"show"_s : u"delete"_s;
    if (m_isAll && !m_ids.empty())
        return fail({ErrorCode::Invalid,
                     u"--all means all entries, and some are named"_s,
                     {},
                     u"--all"_s,
                     u"say one of the two"_s});
    if (m_isAll)
        return {};
    if (!target.system.isEmpty())
        return fail(
            {ErrorCode::Invalid,
             u"entries are a node's own, and %1 is a whole system"_s.arg(target.system),
             {},
             u"TARGET"_s,
             u"muster log %1 %2 --all means all entries of all its members; %2/k names one member"_s.arg(
                 what, target.system)});
    if (m_ids.empty())
        return fail({ErrorCode::Invalid,
                     u"no entry is named"_s,
                     {},
                     u"ID"_s,
                     u"name some, as muster log list shows them, or say --all"_s});
    if (std::ranges::any_of(ids(), [](const QString &id) { return id.isEmpty() || id.size() > MaxLogId; }))
        return fail(
            {ErrorCode::Invalid, u"that is no entry's id"_s, {}, u"ID"_s, u"muster log list shows them"_s});
    if (ids().size() > MaxLogDelete)
        return fail({ErrorCode::Invalid,
                     u"at most %1 entries at once"_s.arg(MaxLogDelete),
                     {},
                     u"ID"_s,
                     u"name fewer, or say --all"_s});
    return {};
}

QCoro::Task<ExitCode> LogCommand::run(Batch &batch)
{
    const auto target = batch.target(text(m_target));
    if (!target)
        co_return batch.badInput(target.error());
    if (target->nodeIds.isEmpty()) {
        batch.out.note(u"No node is paired yet."_s);
        co_return ExitCode::Well;
    }
    if (const auto possible = check(*target); !possible)
        co_return batch.badInput(possible.error());
    if (!co_await batch.reach(target->nodeIds))
        co_return ExitCode::BadInput;
    if (m_delete->parsed())
        co_return co_await remove(batch, *target);
    if (m_show->parsed())
        co_return co_await show(batch, *target);
    if (m_blocks->parsed())
        co_return co_await blocks(batch, *target);
    co_return co_await list(batch, *target);
}

QCoro::Task<LogRow> LogCommand::listed(Batch &batch, QString nodeId, int most)
{
    LogRow row;
    row.node = batch.nameOf(nodeId);
    row.nodeId = nodeId;
    LogListParams params;
    params.worst = severity();
    bool isLast = false;
    while (!isLast && row.entries.size() < most) {
        params.limit = std::min(MaxLogPage, most - int(row.entries.size()));
        const auto page =
            co_await callNode<api::LogList>(batch.console.actions(), nodeId, params, batch.timeout);
        if (!page && page.error().code == ErrorCode::NotFound && !params.after.isEmpty()) {
            row.partial = u"entries went while they were read; ask again for all"_s;
            co_return row;
        }
        if (!page) {
            noteError(row, page.error());
            co_return row;
        }
        row.log = page->log;
        row.total = page->total;
        row.open = page->open;
        row.partial = page->partial;
        row.entries.append(page->entries);
        isLast = page->isLast || page->entries.isEmpty();
        if (!isLast)
            params.after = page->entries.last().id;
    }
    co_return row;
}

/// Waits for all, which were asked at the same time.
QCoro::Task<ExitCode> LogCommand::gather(Batch &batch, Target target, std::vector<QCoro::Task<LogRow>> asked,
                                         LogDocument &document)
{
    auto code = ExitCode::Well;
    for (auto &one : asked) {
        const LogRow row = co_await std::move(one);
        code = worse(code, codeAmong(exitCodeOf(row), target.nodeIds.size()));
        document.nodes.append(row);
    }
    const ExitCode reached = batch.reachCode(target.nodeIds);
    co_return reached == ExitCode::Unreachable ? reached : code;
}

QCoro::Task<ExitCode> LogCommand::list(Batch &batch, Target target)
{
    LogDocument document;
    std::vector<QCoro::Task<LogRow>> asked;
    for (const QString &nodeId : std::as_const(target.nodeIds))
        asked.push_back(listed(batch, nodeId, m_most));
    const ExitCode code = co_await gather(batch, target, std::move(asked), document);
    printLogs(batch, document, m_severity.empty() ? u"no entry."_s : u"no entry of that kind."_s);
    for (const LogRow &row : batch.out.isJson() ? QList<LogRow>() : document.nodes) {
        if (row.total > row.entries.size())
            batch.out.note(
                u"muster: %1: %2 more; --most shows more"_s.arg(row.node).arg(row.total - row.entries.size()),
                Tone::Care);
        if (!row.partial.isEmpty())
            batch.out.note(u"muster: %1: %2"_s.arg(row.node, row.partial), Tone::Care);
    }
    co_return code;
}

QCoro::Task<LogRow> LogCommand::shown(Batch &batch, QString nodeId)
{
    LogRow row;
    row.node = batch.nameOf(nodeId);
    row.nodeId = nodeId;
    QStringList wanted = ids();
    if (m_isAll) {
        row = co_await listed(batch, nodeId, AllEntries);
        for (const LogEntry &entry : std::exchange(row.entries, {}))
            wanted.append(entry.id);
    }
    for (const QString &id : std::as_const(wanted)) {
        const LogIdParams params{id};
        const auto entry =
            co_await callNode<api::LogShow>(batch.console.actions(), nodeId, params, batch.timeout);
        if (entry)
            row.entries.append(*entry);
        else if (!m_isAll || entry.error().code != ErrorCode::NotFound) // it may have gone meanwhile
            noteError(row, entry.error());
        if (batch.stop.stop_requested())
            break;
    }
    co_return row;
}

QCoro::Task<ExitCode> LogCommand::show(Batch &batch, Target target)
{
    LogDocument document;
    std::vector<QCoro::Task<LogRow>> asked;
    for (const QString &nodeId : std::as_const(target.nodeIds))
        asked.push_back(shown(batch, nodeId));
    auto code = ExitCode::Well;
    for (auto &one : asked) {
        const LogRow row = co_await std::move(one);
        if (!row.errorName.isEmpty())
            code =
                worse(code, codeAmong(exitCodeOf(errorCodeFromName(row.errorName)), target.nodeIds.size()));
        document.nodes.append(row);
        if (batch.out.isJson())
            continue;
        for (const LogEntry &entry : row.entries) {
            const QStringList lines = logLines(row.node, entry);
            batch.out.line(lines.first(), toneOf(entry));
            for (const QString &line : lines.sliced(1))
                batch.out.line(line);
        }
    }
    const ExitCode reached = batch.reachCode(target.nodeIds);
    if (batch.out.isJson())
        batch.out.json(document);
    printErrors(batch, document.nodes);
    if (batch.stop.stop_requested())
        co_return ExitCode::BrokenOff;
    co_return reached == ExitCode::Unreachable ? reached : code;
}

QCoro::Task<LogDeletedRow> LogCommand::removed(Batch &batch, QString nodeId)
{
    LogDeletedRow row;
    row.node = batch.nameOf(nodeId);
    row.nodeId = nodeId;
    const LogDeleteParams params{m_isAll ? QStringList() : ids(), m_isAll};
    const auto deleted =
        co_await callNode<api::LogDelete>(batch.console.actions(), nodeId, params, MaxDeadline);
    if (deleted) {
        row.gone = deleted->gone;
        row.left = deleted->left;
    } else {
        noteError(row, deleted.error());
    }
    co_return row;
}

QCoro::Task<ExitCode> LogCommand::remove(Batch &batch, Target target)
{
    if (m_isAll && !m_isAgreed) {
        if (::isatty(STDIN_FILENO) != 1)
            co_return batch.badInput({ErrorCode::Invalid,
                                      u"nothing was deleted: nobody is there to ask"_s,
                                      {},
                                      u"--all"_s,
                                      u"say --yes to do it without a person at the terminal"_s});
        QStringList names;
        for (const QString &nodeId : std::as_const(target.nodeIds))
            names.append(batch.nameOf(nodeId));
        const QString question = u"Delete all log entries of %1 for good? [y/N]"_s.arg(names.join(u", "_s));
        const QString answer = co_await console::ask(batch.out, question, batch.stop);
        if (!answer.startsWith(u'y', Qt::CaseInsensitive)) {
            batch.out.note(u"Nothing was deleted."_s);
            co_return ExitCode::BrokenOff;
        }
    }
    LogDeletedDocument document;
    std::vector<QCoro::Task<LogDeletedRow>> asked;
    for (const QString &nodeId : std::as_const(target.nodeIds))
        asked.push_back(removed(batch, nodeId));
    auto code = ExitCode::Well;
    for (auto &one : asked) {
        const LogDeletedRow row = co_await std::move(one);
        if (!row.errorName.isEmpty())
            code = worse(code, codeAmong(refusalCode(row.errorName), target.nodeIds.size()));
        for (const LogNotDeleted &left : row.left)
            code = worse(code, exitCodeOf(errorCodeFromName(left.error)));
        document.nodes.append(row);
    }
    const ExitCode reached = batch.reachCode(target.nodeIds);
    code = reached == ExitCode::Unreachable ? reached : code;
    if (batch.out.isJson()) {
        batch.out.json(document);
        printErrors(batch, document.nodes);
        co_return code;
    }
    for (const LogDeletedRow &row : std::as_const(document.nodes)) {
        if (row.error.isEmpty())
            batch.out.line(u"%1: %2 entries are gone."_s.arg(row.node).arg(row.gone),
                           row.left.isEmpty() ? Tone::Well : Tone::Plain);
        for (const LogNotDeleted &left : row.left)
            batch.out.note(u"muster: %1: entry %2 is there still: %3"_s.arg(row.node, left.id, left.text),
                           Tone::Care);
    }
    printErrors(batch, document.nodes);
    co_return code;
}

QCoro::Task<LogRow> LogCommand::blocking(Batch &batch, QString nodeId)
{
    LogRow row;
    row.node = batch.nameOf(nodeId);
    row.nodeId = nodeId;
    const Nothing nothing;
    const auto told =
        co_await callNode<api::LogBlocksGet>(batch.console.actions(), nodeId, nothing, batch.timeout);
    if (told) {
        row.entries = told->entries;
        row.total = row.open = told->total;
    } else {
        noteError(row, told.error());
    }
    co_return row;
}

QCoro::Task<ExitCode> LogCommand::blocks(Batch &batch, Target target)
{
    LogDocument document;
    std::vector<QCoro::Task<LogRow>> asked;
    for (const QString &nodeId : std::as_const(target.nodeIds))
        asked.push_back(blocking(batch, nodeId));
    const ExitCode code = co_await gather(batch, target, std::move(asked), document);
    printLogs(batch, document, u"nothing in its log keeps its host from being started."_s);
    co_return code;
}

} // namespace muster::console
