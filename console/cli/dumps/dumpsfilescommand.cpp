// SPDX-License-Identifier: Apache-2.0
#include "console/cli/dumps/dumpsfilescommand.h"

#include "console/batch/dumprow.h"
#include "console/cli/dumps/localdump.h"
#include "console/cli/dumps/remotedump.h"

#include <CLI/CLI.hpp>

#include <QSet>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// The names are stable.
struct FileRow
{
    QString path;
    EntryKind kind = EntryKind::File;
    qint64 size = 0;
    int mode = 0;
    std::optional<Timestamp> modifiedAt;
    QString target;
    QString damage;
    QString missing;

    static constexpr auto fields()
    {
        return std::tuple(
            field("path", &FileRow::path, "Path in the dump"), field("kind", &FileRow::kind, "What it is"),
            field("size", &FileRow::size, "Bytes"), field("mode", &FileRow::mode, "Permissions, as a number"),
            field("modifiedAt", &FileRow::modifiedAt, "When it was changed last"),
            field("target", &FileRow::target, "Where a link leads"),
            field("damage", &FileRow::damage, "Why its bytes are not all there; empty when they are"),
            field("missing", &FileRow::missing, "Why it was not collected, or not all; empty when it was"));
    }
};

struct FilesDocument
{
    QString file;
    QString format;
    QString damage;
    QList<FileRow> files;

    static constexpr auto fields()
    {
        return std::tuple(
            field("file", &FilesDocument::file, "The dump"),
            field("format", &FilesDocument::format, "How it is packed"),
            field("damage", &FilesDocument::damage, "Why this is not everything; empty when it is"),
            field("files", &FilesDocument::files, "What is in it, and what is missing"));
    }
};

FilesDocument documentOf(const DumpArchive &dump)
{
    FilesDocument document{
        dump.path(), dump.format(), dump.damage().value_or(Error{{}, {}, {}, {}, {}}).text, {}};
    QSet<QString> names;
    for (const ArchiveEntry &entry : dump.entries()) {
        const DumpMember *member = dump.member(entry);
        names.insert(dump.relativePath(entry));
        document.files.append({entry.path, entry.kind, entry.size, entry.mode, entry.modifiedAt, entry.target,
                               entry.damage, member ? member->missing : QString()});
    }
    const auto members = dump.manifest() ? dump.manifest()->members : QList<DumpMember>();
    for (const DumpMember &member : members) {
        if (!names.contains(member.name))
            document.files.append({dump.root() + member.name,
                                   EntryKind::File,
                                   0,
                                   0,
                                   {},
                                   {},
                                   {},
                                   member.missing.isEmpty()
                                       ? u"it is in the manifest, and not in the archive"_s
                                       : member.missing});
    }
    return document;
}

FilesDocument documentOf(const RemoteDump &dump)
{
    FilesDocument document{dump.name, u"on its node"_s, {}, {}};
    for (const DumpMember &member : dump.manifest.members) {
        document.files.append(
            {member.name, EntryKind::File, member.size, 0, dump.manifest.at, {}, {}, member.missing});
    }
    return document;
}

QString remarkOf(const FileRow &row)
{
    if (!row.damage.isEmpty())
        return row.damage;
    if (!row.missing.isEmpty())
        return u"missing: "_s + row.missing;
    return row.target.isEmpty() ? QString() : u"-> "_s + row.target;
}

ExitCode tell(Output &out, const FilesDocument &document)
{
    bool isAllThere = true;
    Table table({u"SIZE"_s, u"KIND"_s, u"MODIFIED"_s, u"PATH"_s, u"REMARK"_s});
    for (const FileRow &row : document.files) {
        isAllThere = isAllThere && row.missing.isEmpty() && row.damage.isEmpty();
        table.addRow({{row.kind == EntryKind::File ? sizeText(row.size) : u"-"_s},
                      {entryKindText(row.kind), Tone::Dim},
                      {row.modifiedAt ? localTimeText(*row.modifiedAt) : u"-"_s, Tone::Dim},
                      {row.path, Tone::Strong},
                      {remarkOf(row), row.target.isEmpty() ? Tone::Care : Tone::Dim}});
    }
    if (out.isJson())
        out.json(document);
    else
        out.table(table);
    return isAllThere ? ExitCode::Well : ExitCode::NotWell;
}

} // namespace

void DumpsFilesCommand::declare(CLI::App &program)
{
    CLI::App &verb =
        addVerb(program, "files", "what is in a dump: a file or folder on this machine, or one on its node");
    verb.add_option("FILE", m_file,
                    "the dump: .tar.zst, .tar.xz, .tar.gz, .tar, .zip, or a folder; or its id, or NODE/ID")
        ->required();
}

QCoro::Task<ExitCode> DumpsFilesCommand::run(Batch &batch)
{
    if (isRemoteDump(text(m_file))) {
        const auto dump = co_await openRemoteDump(batch, text(m_file));
        co_return dump ? tell(batch.out, documentOf(*dump)) : batch.failed(dump.error());
    }
    const auto dump = co_await openLocalDump(batch, text(m_file));
    if (!dump)
        co_return batch.failed(dump.error());
    const ExitCode told = tell(batch.out, documentOf(**dump));
    co_return worse(told, noteDamage(batch, **dump));
}

} // namespace muster::console
