// SPDX-License-Identifier: Apache-2.0
#include "console/cli/dumps/dumpsshowcommand.h"

#include "console/batch/dumprow.h"
#include "console/cli/dumps/reachdumps.h"
#include "console/fleet/nodecall.h"

#include "shared/api/dumps.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

struct ShownDump
{
    DumpRow dump;
    std::optional<DumpManifest> manifest;
    QStringList copies = {};
    QString copiesMissing = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("dump", &ShownDump::dump, "As it is listed"),
            field("manifest", &ShownDump::manifest, "What is in it; absent until it is whole"),
            field("copies", &ShownDump::copies, "Members that have a copy of its files").optional(),
            field("copiesMissing", &ShownDump::copiesMissing,
                  "Why there are fewer copies than there should be")
                .optional());
    }
};

void fact(Output &out, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        out.line(u"%1 %2"_s.arg(name + u':', -14).arg(value));
}

void printMembers(Output &out, const DumpManifest &manifest)
{
    Table table({u"MEMBER"_s, u"SIZE"_s, u"SHA-256"_s, u"REDACTED"_s, u"MISSING"_s});
    for (const DumpMember &member : manifest.members) {
        const bool isThere = member.missing.isEmpty();
        table.addRow({{member.name, Tone::Strong},
                      {member.sha256.isEmpty() ? u"-"_s : sizeText(member.size)},
                      {member.sha256.left(12), Tone::Dim},
                      {member.redacted > 0 ? QString::number(member.redacted) : QString()},
                      {member.missing, isThere ? Tone::Plain : Tone::Care}});
    }
    for (const DumpPiece &piece : manifest.pieces)
        table.addRow({{u"%1 (%2)"_s.arg(piece.node).arg(piece.instance), Tone::Strong},
                      {sizeText(piece.size)},
                      {piece.digest.left(12), Tone::Dim},
                      {dumpStateText(piece.state)},
                      {piece.missing, Tone::Care}});
    out.table(table);
}

void print(Output &out, const ShownDump &shown)
{
    const DumpEntry &dump = shown.dump.dump;
    out.line(u"%1/%2"_s.arg(shown.dump.node, dump.id), Tone::Strong);
    fact(out, u"Type"_s, dump.type);
    out.line(u"%1 %2"_s.arg(u"State:"_s, -14).arg(dumpStateText(dump.state)), toneOf(dump.state));
    fact(out, u"Why"_s, dump.why);
    fact(out, u"Reason"_s, dump.reason);
    fact(out, u"Unit"_s, dump.unit);
    fact(out, u"Asked for by"_s, dump.requestedBy.isEmpty() ? u"the agent itself"_s : dump.requestedBy);
    fact(out, u"At"_s, localTimeText(dump.at));
    fact(out, u"Size"_s, sizeText(dump.size));
    fact(out, u"Digest"_s, dump.digest);
    for (const DumpCopy &copy : dump.offloaded)
        fact(out, u"Offloaded"_s, u"%1, %2"_s.arg(copy.to, localTimeText(copy.at)));
    for (const QString &who : dump.offloading)
        fact(out, u"Fetched by"_s, who);
    for (const QString &member : shown.copies)
        fact(out, u"Copy on"_s, member);
    fact(out, u"Copies"_s, shown.copiesMissing);
    if (shown.manifest)
        printMembers(out, *shown.manifest);
}

} // namespace

void DumpsShowCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "show", "one dump: who, why, when, what is in it and what is missing");
    verb.add_option("ID", m_id, "id of the dump, or NODE/ID")->required();
}

QCoro::Task<ExitCode> DumpsShowCommand::run(Batch &batch)
{
    const auto reached = co_await reachDumps(batch, batch.fleet().nodes().keys());
    if (!reached.book)
        co_return reached.code;
    const auto ids = resolveDumps(batch, reached, {text(m_id)});
    if (!ids)
        co_return batch.failed(ids.error());
    const DumpId id = ids->first();
    const auto details = co_await callNode<api::DumpsShow>(batch.console.actions(), id.nodeId, {id.dumpId});
    if (!details)
        co_return batch.failed(details.error());
    const ShownDump shown{dumpRow(batch.fleet(), id.nodeId, details->entry), details->manifest,
                          details->copies, details->copiesMissing};
    if (batch.out.isJson())
        batch.out.json(shown);
    else
        print(batch.out, shown);
    co_return details->entry.state == DumpState::Failed ? ExitCode::NotWell : ExitCode::Well;
}

} // namespace muster::console
