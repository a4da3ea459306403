// SPDX-License-Identifier: Apache-2.0
#include "console/cli/dumps/dumpscatcommand.h"

#include "console/archive/contentkind.h"
#include "console/archive/inbackground.h"
#include "console/cli/dumps/localdump.h"
#include "console/cli/dumps/remotedump.h"
#include "console/fleet/nodecall.h"

#include "shared/api/dumps.h"

#include <CLI/CLI.hpp>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qint64 CatStep = 1 << 20;

/// The names are stable.
struct CatDocument
{
    QString path;
    DumpContent kind = DumpContent::Text;
    qint64 size = 0;
    QString text;

    static constexpr auto fields()
    {
        return std::tuple(
            field("path", &CatDocument::path, "Path in the dump"),
            field("kind", &CatDocument::kind, "What it is"),
            field("size", &CatDocument::size, "Bytes, unpacked"),
            field("text", &CatDocument::text, "Its text; empty where it is none, or above 1 MiB"));
    }
};

bool isReadable(DumpContent kind)
{
    return kind == DumpContent::Text || kind == DumpContent::Json || kind == DumpContent::Journal;
}

Error noText(const QString &path)
{
    return {ErrorCode::Invalid,
            u"this is no text, and the output is a terminal"_s,
            path,
            {},
            u"send the output to a file or another program"_s};
}

} // namespace

void DumpsCatCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "cat", "a member of a dump, to the output");
    verb.add_option("FILE", m_file, "the dump on this machine; or its id on a node, or NODE/ID")->required();
    verb.add_option("PATH", m_path, "the member, as `dumps files` lists it")->required();
    verb.add_flag("--raw", m_isRaw, "as it is in the dump, also where it is packed by itself");
}

QCoro::Task<ExitCode> DumpsCatCommand::catRemote(Batch &batch)
{
    const auto dump = co_await openRemoteDump(batch, text(m_file));
    if (!dump)
        co_return batch.failed(dump.error());
    const QString path = text(m_path);
    const auto member = std::ranges::find(dump->manifest.members, path, &DumpMember::name);
    if (member == dump->manifest.members.cend() || member->sha256.isEmpty()) {
        const bool isNamed = member != dump->manifest.members.cend();
        co_return batch.badInput({ErrorCode::NotFound,
                                  isNamed ? u"%1 is missing: %2"_s.arg(path, member->missing)
                                          : u"there is no member %1 in it"_s.arg(path),
                                  dump->name, u"PATH"_s,
                                  u"\"muster dumps files %1\" lists them"_s.arg(dump->name)});
    }
    const bool isTerminal = ::isatty(STDOUT_FILENO) == 1;
    if (isTerminal && !isReadable(member->content))
        co_return batch.badInput(noText(path));
    CatDocument document{path, member->content, member->size, {}};
    for (qint64 at = 0; at < member->size;) {
        if (batch.stop.stop_requested())
            co_return ExitCode::BrokenOff;
        const auto chunk = co_await callNode<api::DumpsRead>(batch.console.actions(), dump->id.nodeId,
                                                             {dump->id.dumpId, path, at});
        if (!chunk)
            co_return batch.failed(chunk.error());
        const QByteArray bytes = QByteArray::fromBase64(chunk->data.toLatin1());
        if (bytes.isEmpty())
            break;
        at += bytes.size();
        if (!batch.out.isJson())
            batch.out.bytes(isTerminal ? readableText(bytes).toUtf8() : bytes);
        else if (isReadable(member->content) && member->size <= CatStep)
            document.text += readableText(bytes);
    }
    if (batch.out.isJson())
        batch.out.json(document);
    if (!member->missing.isEmpty())
        batch.out.note(u"muster: %1: %2"_s.arg(path, member->missing), Tone::Care);
    co_return member->missing.isEmpty() ? ExitCode::Well : ExitCode::NotWell;
}

QCoro::Task<ExitCode> DumpsCatCommand::run(Batch &batch)
{
    if (isRemoteDump(text(m_file)))
        co_return co_await catRemote(batch);
    const auto dump = co_await openLocalDump(batch, text(m_file));
    if (!dump)
        co_return batch.failed(dump.error());
    const auto found = (*dump)->find(text(m_path));
    if (!found)
        co_return batch.failed(found.error());
    const WorkWatch watch = watchFor(batch, u"unpacking %1"_s.arg(text(m_path)));
    auto content =
        co_await inBackground([dump = *dump, entry = *found, watch] { return dump->content(entry, watch); });
    if (!content)
        co_return batch.failed(content.error());
    if (m_isRaw) {
        const auto stored = (*dump)->bytes(*found);
        if (!stored)
            co_return batch.failed(stored.error());
        content->bytes = *stored;
    }
    if (!content->damage.isEmpty())
        batch.out.note(u"muster: %1: %2"_s.arg(text(m_path), content->damage), Tone::Care);
    const bool isTerminal = ::isatty(STDOUT_FILENO) == 1;
    if (isTerminal && (m_isRaw || !isReadable(content->kind)))
        co_return batch.badInput(noText(text(m_path)));
    const SharedBytes bytes = content->bytes;
    CatDocument document{(*dump)->entries().at(*found).path, content->kind, bytes->size(), {}};
    if (batch.out.isJson()) {
        if (isReadable(content->kind) && bytes->size() <= CatStep)
            document.text = readableText(bytes->read(0, CatStep).value_or(QByteArray()));
        batch.out.json(document);
        co_return content->damage.isEmpty() ? ExitCode::Well : ExitCode::NotWell;
    }
    for (qint64 at = 0; at < bytes->size(); at += CatStep) {
        if (batch.stop.stop_requested())
            co_return ExitCode::BrokenOff;
        const auto step = co_await inBackground([bytes, at] { return bytes->read(at, CatStep); });
        if (!step)
            co_return batch.failed(step.error());
        // What a dump holds must not steer the terminal.
        batch.out.bytes(isTerminal ? readableText(*step).toUtf8() : *step);
    }
    co_return content->damage.isEmpty() ? ExitCode::Well : ExitCode::NotWell;
}

} // namespace muster::console
