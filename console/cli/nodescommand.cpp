// SPDX-License-Identifier: Apache-2.0
#include "console/cli/nodescommand.h"

#include "console/batch/noderow.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

struct NodesDocument
{
    Timestamp at{};
    QList<NodeRow> nodes;

    static constexpr auto fields()
    {
        return std::tuple(field("at", &NodesDocument::at, "When, by the console's clock"),
                          field("nodes", &NodesDocument::nodes, "The paired nodes, by name"));
    }
};

} // namespace

void NodesCommand::declare(CLI::App &program)
{
    addVerb(program, "nodes", "every node: name, id, address, platform, state, health, age");
}

QCoro::Task<ExitCode> NodesCommand::run(Batch &batch)
{
    const QStringList nodeIds = batch.fleet().nodes().keys();
    if (!nodeIds.isEmpty()) {
        if (!co_await batch.reach(nodeIds))
            co_return ExitCode::BadInput;
    }
    NodesDocument document{now(), {}};
    for (const FleetNode &node : batch.fleet().nodes())
        document.nodes.append(nodeRow(batch.fleet(), node, document.at));
    std::ranges::sort(document.nodes, {}, &NodeRow::name);
    if (batch.out.isJson())
        batch.out.json(document);
    else if (document.nodes.isEmpty())
        batch.out.note(
            u"No node is paired yet. Look for some with \"muster discover\", then \"muster pair ADDRESS\"."_s);
    else
        batch.out.table(nodeTable(document.nodes, false, document.at));
    batch.noteUnreached(nodeIds);
    co_return exitCodeOf(document.nodes);
}

} // namespace muster::console
