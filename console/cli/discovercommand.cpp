// SPDX-License-Identifier: Apache-2.0
#include "console/cli/discovercommand.h"

#include "console/discovery/addressrange.h"

#include "shared/store/atomicfile.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qint64 MaxListBytes = 1024 * 1024;

struct FoundRow
{
    QString name;
    QString id;
    QString address;
    QString via;

    static constexpr auto fields()
    {
        return std::tuple(
            field("name", &FoundRow::name, "What it calls itself; not proven"),
            field("id", &FoundRow::id, "Its node id; proven by a sweep, only claimed by DNS-SD"),
            field("address", &FoundRow::address, "Where it answers"),
            field("via", &FoundRow::via, "How it was found"));
    }
};

struct FoundDocument
{
    QList<FoundRow> found;
    QString note;

    static constexpr auto fields()
    {
        return std::tuple(field("found", &FoundDocument::found, "Nodes that are not paired"),
                          field("note", &FoundDocument::note, "What could not be searched, and why"));
    }
};

Result<QStringList> readList(const QString &path)
{
    const auto text = readFile(path, MaxListBytes);
    if (!text)
        return fail(text.error());
    const AddressList list = addressListFrom(QString::fromUtf8(*text));
    if (!list.faults.isEmpty())
        return fail(Error{ErrorCode::Invalid, list.faults.join(u"; "_s), path, {}, {}});
    return list.addresses;
}

} // namespace

void DiscoverCommand::declare(CLI::App &program)
{
    CLI::App &verb =
        addVerb(program, "discover", "look for nodes: those that announce themselves, a range, a list");
    verb.add_option("--seconds", m_seconds, "how long to listen for announcements")
        ->check(CLI::Range(1, 300))
        ->capture_default_str();
    verb.add_option("--range", m_range, "an address range to ask through, as 10.117.1.0/24");
    verb.add_option("--list", m_list, "a file with one address a line to ask through");
}

QCoro::Task<ExitCode> DiscoverCommand::run(Batch &batch)
{
    const auto list = m_list.empty() ? Result<QStringList>() : readList(text(m_list));
    if (!list) {
        batch.out.fault(list.error());
        co_return ExitCode::BadInput;
    }
    if (!co_await batch.unlock())
        co_return ExitCode::BadInput;
    const auto progress = [&batch](int done, int total) {
        batch.out.progress(u"asked %1 of %2 addresses"_s.arg(done).arg(total));
    };
    FoundDocument document;
    FleetActions &actions = batch.console.actions();
    QObject watch;
    QObject::connect(&actions, &FleetActions::noted, &watch,
                     [&document](const Error &what) { document.note = describe(what); });
    auto found = list->isEmpty() ? Result<int>(0) : co_await actions.probe(*list, progress, batch.stop);
    if (found && (list->isEmpty() || !m_range.empty()))
        found =
            co_await actions.discover(text(m_range), std::chrono::seconds(m_seconds), progress, batch.stop);
    if (!found && found.error().code != ErrorCode::Unavailable)
        co_return batch.failed(found.error());
    if (!found)
        document.note = describe(found.error());
    for (const FoundNode &one : batch.fleet().found())
        document.found.append({one.name, one.nodeId, one.address, one.via});
    if (batch.out.isJson()) {
        batch.out.json(document);
    } else {
        Table table({u"NAME"_s, u"ID"_s, u"ADDRESS"_s, u"FOUND BY"_s});
        for (const FoundRow &row : std::as_const(document.found))
            table.addRow({{row.name, Tone::Strong}, {row.id.section(u'-', 0, 0)}, {row.address}, {row.via}});
        if (!table.isEmpty())
            batch.out.table(table);
        if (!document.note.isEmpty())
            batch.out.note("muster: "_L1 + document.note, Tone::Care);
        if (found)
            batch.out.note(table.isEmpty() ? u"No node was found that is not paired."_s
                                           : u"Pair with \"muster pair ADDRESS\"."_s);
    }
    co_return found ? ExitCode::Well : ExitCode::Unreachable;
}

} // namespace muster::console
