// SPDX-License-Identifier: Apache-2.0
#include "console/cli/unpaircommand.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

struct UnpairedDocument
{
    QString name;
    QString id;
    bool told = false;

    static constexpr auto fields()
    {
        return std::tuple(
            field("name", &UnpairedDocument::name, "Name of the node"),
            field("id", &UnpairedDocument::id, "Its node id"),
            field("told", &UnpairedDocument::told, "Whether the node has forgotten this console too"));
    }
};

} // namespace

void UnpairCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "unpair", "forget a node, and ask it to forget this console");
    verb.add_option("TARGET", m_target, "a node's name, the beginning of its id, or SYSTEM/k")->required();
}

QCoro::Task<ExitCode> UnpairCommand::run(Batch &batch)
{
    const auto nodeId = resolveNode(batch.fleet(), text(m_target));
    if (!nodeId)
        co_return batch.badInput(nodeId.error());
    if (!co_await batch.reach({*nodeId}))
        co_return ExitCode::BadInput;
    const QString name = batch.nameOf(*nodeId);
    const auto unpaired = co_await batch.console.actions().unpair(*nodeId);
    // A member of a system stays, by the word of the others.
    if (const FleetNode *node = batch.fleet().node(*nodeId); node && node->isPaired)
        co_return batch.failed(unpaired.error_or(Error()));
    if (batch.out.isJson())
        batch.out.json(UnpairedDocument{name, *nodeId, unpaired.has_value()});
    else
        batch.out.line(u"Forgot %1 (%2)."_s.arg(name, *nodeId));
    co_return unpaired ? ExitCode::Well : batch.failed(unpaired.error());
}

} // namespace muster::console
