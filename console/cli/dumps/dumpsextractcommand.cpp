// SPDX-License-Identifier: Apache-2.0
#include "console/cli/dumps/dumpsextractcommand.h"

#include "console/archive/extract.h"
#include "console/archive/inbackground.h"
#include "console/batch/dumprow.h"
#include "console/cli/dumps/localdump.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// The names are stable.
struct LeftOutRow
{
    QString path;
    QString why;

    static constexpr auto fields()
    {
        return std::tuple(field("path", &LeftOutRow::path, "The member"),
                          field("why", &LeftOutRow::why, "Why it was not extracted"));
    }
};

struct ExtractDocument
{
    QString folder;
    qint64 files = 0;
    qint64 bytes = 0;
    QList<LeftOutRow> leftOut;
    bool isStopped = false;

    static constexpr auto fields()
    {
        return std::tuple(
            field("folder", &ExtractDocument::folder, "Where the files are"),
            field("files", &ExtractDocument::files, "How many"),
            field("bytes", &ExtractDocument::bytes, "Bytes of all together"),
            field("leftOut", &ExtractDocument::leftOut, "What was not extracted"),
            field("isStopped", &ExtractDocument::isStopped, "Somebody stopped it before the end"));
    }
};

} // namespace

void DumpsExtractCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "extract", "members of a dump on this machine, to a folder");
    verb.add_option("FILE", m_file, "the dump")->required();
    verb.add_option("PATH", m_paths, "members, or folders with all that is below them; all without it");
    verb.add_option("-o", m_folder, "the folder; made when it is missing")->required();
    verb.add_flag("--overwrite", m_mayOverwrite, "replace files that are there already");
}

QCoro::Task<ExitCode> DumpsExtractCommand::run(Batch &batch)
{
    const auto dump = co_await openLocalDump(batch, text(m_file));
    if (!dump)
        co_return batch.failed(dump.error());
    ExtractOrder order{{}, text(m_folder), m_mayOverwrite};
    for (const std::string &path : m_paths) {
        const auto found = (*dump)->find(text(path));
        if (!found)
            co_return batch.failed(found.error());
        order.entries.append(*found);
    }
    const WorkWatch watch = watchFor(batch, u"extracting"_s);
    const auto report =
        co_await inBackground([dump = *dump, order, watch] { return extract(*dump, order, {}, watch); });
    if (!report)
        co_return batch.failed(report.error());
    ExtractDocument document{order.folder, report->files, report->bytes, {}, report->isStopped};
    for (const LeftOut &one : report->leftOut) {
        document.leftOut.append({one.path, one.why});
        if (!batch.out.isJson())
            batch.out.note(u"left out %1: %2"_s.arg(one.path, one.why), Tone::Care);
    }
    if (batch.out.isJson())
        batch.out.json(document);
    else
        batch.out.line(
            u"%1 files, %2, in %3"_s.arg(report->files).arg(sizeText(report->bytes), order.folder));
    if (report->isStopped)
        co_return ExitCode::BrokenOff;
    co_return worse(report->leftOut.isEmpty() ? ExitCode::Well : ExitCode::NotWell,
                    noteDamage(batch, **dump));
}

} // namespace muster::console
