// SPDX-License-Identifier: Apache-2.0
#include "console/cli/dumps/dumpssearchcommand.h"

#include "console/archive/inbackground.h"
#include "console/archive/searchdumps.h"
#include "console/cli/dumps/localdump.h"

#include <CLI/CLI.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// The names are stable.
struct HitRow
{
    QString file;
    QString path;
    qint64 line = 0;
    QString text;

    static constexpr auto fields()
    {
        return std::tuple(field("file", &HitRow::file, "The dump"),
                          field("path", &HitRow::path, "The member"),
                          field("line", &HitRow::line, "Number of the line, from 1"),
                          field("text", &HitRow::text, "The line, around what was found where it is long"));
    }
};

struct SearchDocument
{
    QList<HitRow> hits;
    qint64 members = 0;
    qint64 skipped = 0;
    bool isCutShort = false;

    static constexpr auto fields()
    {
        return std::tuple(
            field("hits", &SearchDocument::hits, "Lines, by dump, member and number"),
            field("members", &SearchDocument::members, "How many members were searched"),
            field("skipped", &SearchDocument::skipped, "How many were not, being no text"),
            field("isCutShort", &SearchDocument::isCutShort, "There are more than were asked for"));
    }
};

struct Searched
{
    SearchOutcome outcome;
    QList<SearchHit> hits;
};

} // namespace

void DumpsSearchCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "search", "lines in all members of dumps on this machine");
    verb.add_option("FILES", m_words, "the dumps, and last the text to search for: FILE... TEXT")
        ->required()
        ->expected(2, 10'000);
    verb.add_flag("-E,--regex", m_isRegularExpression, "the text is a regular expression");
    verb.add_flag("--case-sensitive", m_isCaseSensitive, "capital letters count");
    verb.add_flag("--binaries", m_isWithBinaries, "also in members that are no text");
    verb.add_option("--limit", m_most, "how many lines at most")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
}

QCoro::Task<ExitCode> DumpsSearchCommand::run(Batch &batch)
{
    const auto pattern = TextPattern::make(text(m_words.back()), {m_isRegularExpression, m_isCaseSensitive});
    if (!pattern)
        co_return batch.badInput(pattern.error());
    SearchOrder order{{}, *pattern, m_isWithBinaries, m_most};
    auto code = ExitCode::Well;
    for (size_t i = 0; i + 1 < m_words.size(); ++i) {
        const auto dump = co_await openLocalDump(batch, text(m_words[i]));
        if (!dump) {
            code = worse(code, batch.failed(dump.error()));
            continue;
        }
        code = worse(code, noteDamage(batch, **dump));
        order.dumps.append(*dump);
    }
    const WorkWatch watch = watchFor(batch, u"searching"_s);
    Searched searched = co_await inBackground([order, watch] {
        Searched all;
        all.outcome = searchDumps(order, watch, [&all](const QList<SearchHit> &hits) { all.hits += hits; });
        std::ranges::sort(all.hits, {},
                          [](const SearchHit &hit) { return std::tuple(hit.dump, hit.entry, hit.line); });
        return all;
    });
    SearchDocument document{
        {}, searched.outcome.members, searched.outcome.skipped, searched.outcome.isCutShort};
    for (const SearchHit &hit : std::as_const(searched.hits)) {
        const DumpArchive &dump = *order.dumps.at(hit.dump);
        document.hits.append({dump.path(), dump.entries().at(hit.entry).path, hit.line + 1, hit.text});
    }
    if (batch.out.isJson()) {
        batch.out.json(document);
    } else {
        for (const HitRow &row : std::as_const(document.hits))
            batch.out.line(
                u"%1%2:%3: %4"_s.arg(order.dumps.size() > 1 ? row.file + u':' : QString(), row.path)
                    .arg(row.line)
                    .arg(row.text));
    }
    for (const auto &[path, why] : std::as_const(searched.outcome.unread)) {
        batch.out.note(u"muster: %1: %2"_s.arg(path, why), Tone::Care);
        code = worse(code, ExitCode::NotWell);
    }
    if (searched.outcome.isCutShort)
        batch.out.note(u"There are more than %1 lines; --limit shows more."_s.arg(m_most), Tone::Care);
    if (searched.outcome.isStopped)
        co_return ExitCode::BrokenOff;
    co_return document.hits.isEmpty() ? worse(code, ExitCode::NotWell) : code;
}

} // namespace muster::console
