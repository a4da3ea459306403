// SPDX-License-Identifier: Apache-2.0
#include "console/cli/recoverycommand.h"

#include "console/batch/table.h"
#include "console/fleet/nodecall.h"

#include <CLI/CLI.hpp>

#include <QMetaEnum>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// What `muster recovery --json` tells of one node. The names are stable.
struct RecoveryRow
{
    QString node = {};
    QString nodeId = {};
    QString recovery = {};
    QList<RecoveryState> parts = {};
    QString error = {};
    QString errorName = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("node", &RecoveryRow::node, "Name of the node"),
            field("nodeId", &RecoveryRow::nodeId, "Its id"),
            field("recovery", &RecoveryRow::recovery, "On or Off where all parts are, else Mixed or Unknown"),
            field("parts", &RecoveryRow::parts, "What it does by itself"),
            field("error", &RecoveryRow::error, "Why it did not tell, or was not switched; empty otherwise"),
            field("errorName", &RecoveryRow::errorName, "The error's stable name"));
    }
};

struct RecoveryDocument
{
    QList<RecoveryRow> nodes = {};

    static constexpr auto fields()
    {
        return std::tuple(field("nodes", &RecoveryDocument::nodes, "One of each node"));
    }
};

template <typename Enum>
QString recoveryKey(Enum value)
{
    return QString::fromLatin1(QMetaEnum::fromType<Enum>().valueToKey(int(value)));
}

/// obmcutil's word for all; what is not known is never one of the others.
QString wholeOf(const QList<RecoveryState> &parts)
{
    const auto areAll = [&](RecoverySwitch state) {
        return std::ranges::all_of(parts, [state](const RecoveryState &one) { return one.state == state; });
    };
    if (parts.isEmpty() || std::ranges::contains(parts, RecoverySwitch::Unknown, &RecoveryState::state))
        return u"Unknown"_s;
    if (areAll(RecoverySwitch::On))
        return u"On"_s;
    return areAll(RecoverySwitch::Off) ? u"Off"_s : u"Mixed"_s;
}

QCoro::Task<RecoveryRow> askRecovery(const Batch &batch, QString nodeId, QList<RecoveryPart> parts,
                                     std::optional<RecoverySwitch> wanted)
{
    RecoveryRow row;
    row.node = batch.nameOf(nodeId);
    row.nodeId = nodeId;
    Result<RecoveryView> view;
    if (wanted) {
        const RecoveryWish wish{parts, *wanted};
        view = co_await callNode<api::RecoverySet>(batch.console.actions(), nodeId, wish, batch.timeout);
    } else {
        const Nothing nothing;
        view = co_await callNode<api::RecoveryShow>(batch.console.actions(), nodeId, nothing, batch.timeout);
    }
    if (!view) {
        row.error = describe(errorAt(row.node, view.error()));
        row.errorName = errorName(view.error().code);
        co_return row;
    }
    for (const RecoveryState &one : view->parts) {
        if (parts.isEmpty() || parts.contains(one.part))
            row.parts.append(one);
    }
    row.recovery = wholeOf(row.parts);
    co_return row;
}

/// A node that has nothing of the kind is no wrong usage.
ExitCode recoveryCode(const RecoveryRow &row, bool isSwitch)
{
    if (row.errorName == errorName(ErrorCode::Unsupported))
        return isSwitch ? ExitCode::Refused : ExitCode::NotWell;
    if (!row.errorName.isEmpty())
        return exitCodeOf(errorCodeFromName(row.errorName));
    return row.recovery == "Unknown"_L1 ? ExitCode::NotWell : ExitCode::Well;
}

void printRecovery(const Batch &batch, const QList<RecoveryRow> &rows)
{
    Table table({u"NODE"_s, u"PART"_s, u"STATE"_s, u"WHY"_s});
    for (const RecoveryRow &row : rows) {
        if (row.parts.size() > 1)
            table.addRow({{row.node, Tone::Strong}, {u"recovery"_s}, {row.recovery}, {QString()}});
        for (const RecoveryState &one : row.parts)
            table.addRow(
                {{row.node, Tone::Strong},
                 {recoveryKey(one.part)},
                 {recoveryKey(one.state), one.state == RecoverySwitch::On ? Tone::Plain : Tone::Care},
                 {one.why}});
    }
    if (!table.isEmpty())
        batch.out.table(table);
}

void printRecoveryErrors(const Batch &batch, const QList<RecoveryRow> &rows)
{
    for (const RecoveryRow &row : rows) {
        if (!row.error.isEmpty())
            batch.out.note("muster: "_L1 + row.error, Tone::Care);
    }
}

} // namespace

void RecoveryCommand::declare(CLI::App &program)
{
    CLI::App &verb =
        addVerb(program, "recovery", "what machines do by themselves when a host or the management fails");
    addActions(
        verb, {"show", "on", "off"},
        "show; on, off: all that is done about hosts. Restarts of a BMC are shown, and switched on the "
        "node itself only");
}

void HostRebootCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "host-reboot", "whether a host that has failed is restarted by itself");
    addActions(verb, {"show", "on", "off", "off-once"},
               "show, on, off, off-once (until the chassis goes off the next time)");
}

void RecoveryCommand::addActions(CLI::App &verb, const std::vector<std::string> &actions,
                                 const char *described)
{
    verb.add_option("ACTION", m_action, described)->required()->check(CLI::IsMember(actions));
    verb.add_option("TARGET", m_target,
                    "SYSTEM: all its members; SYSTEM/k, a node's name or the beginning of its id: that one")
        ->required();
}

QCoro::Task<ExitCode> RecoveryCommand::run(Batch &batch)
{
    const auto target = batch.target(text(m_target));
    if (!target)
        co_return batch.badInput(target.error());
    if (!co_await batch.reach(target->nodeIds))
        co_return ExitCode::BadInput;
    std::optional<RecoverySwitch> wanted;
    if (m_action != "show")
        wanted = m_action == "on"         ? RecoverySwitch::On
                 : m_action == "off-once" ? RecoverySwitch::OffOnce
                                          : RecoverySwitch::Off;
    std::vector<QCoro::Task<RecoveryRow>> asked;
    for (const QString &nodeId : target->nodeIds)
        asked.push_back(askRecovery(batch, nodeId, parts(), wanted));
    RecoveryDocument document;
    auto code = ExitCode::Well;
    for (auto &one : asked) {
        const RecoveryRow row = co_await std::move(one);
        const ExitCode mine = recoveryCode(row, wanted.has_value());
        const bool isAlone = target->nodeIds.size() == 1;
        code = worse(code, mine == ExitCode::Unreachable && !isAlone ? ExitCode::NotWell : mine);
        document.nodes.append(row);
    }
    const ExitCode reached = batch.reachCode(target->nodeIds);
    if (batch.out.isJson())
        batch.out.json(document);
    else
        printRecovery(batch, document.nodes);
    printRecoveryErrors(batch, document.nodes);
    co_return reached == ExitCode::Unreachable ? reached : code;
}

} // namespace muster::console
