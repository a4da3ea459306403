// SPDX-License-Identifier: Apache-2.0
#include "console/cli/methodscommand.h"

#include "shared/json/jsonvalue.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr const char *DescriptionMethod = "rpc.discover";

QString member(const JsonValue &object, QByteArrayView name)
{
    const auto value = object.find(name);
    return value ? value->toString().value_or(QString()) : QString();
}

QString paramNames(const JsonValue &method)
{
    QStringList names;
    if (const auto params = method.find("params")) {
        params->forEachElement([&](const JsonValue &param) {
            names.append(member(param, "name"));
            return true;
        });
    }
    return names.join(u", "_s);
}

} // namespace

void MethodsCommand::declare(CLI::App &program)
{
    CLI::App &verb =
        addVerb(program, "methods", "what a node can be asked; with --json its OpenRPC document");
    verb.add_option("TARGET", m_target, "a node's name, the beginning of its id, or SYSTEM/k")->required();
}

QCoro::Task<ExitCode> MethodsCommand::run(Batch &batch)
{
    const auto nodeId = resolveNode(batch.fleet(), text(m_target));
    if (!nodeId)
        co_return batch.badInput(nodeId.error());
    if (!co_await batch.reach({*nodeId}))
        co_return ExitCode::BadInput;
    const auto document =
        co_await batch.console.actions().call(*nodeId, DescriptionMethod, "{}", batch.timeout);
    if (!document)
        co_return batch.failed(document.error());
    if (batch.out.isJson()) {
        batch.out.json(QByteArrayView(*document));
        co_return ExitCode::Well;
    }
    JsonParser parser;
    const auto parsed = parser.parse(*document, document->size());
    const auto methods = parsed ? parsed->find("methods") : std::nullopt;
    Table table({u"METHOD"_s, u"ROLE"_s, u"PARAMETERS"_s, u"WHAT IT DOES"_s});
    if (methods) {
        methods->forEachElement([&](const JsonValue &method) {
            table.addRow({{member(method, "name"), Tone::Strong},
                          {member(method, "x-role")},
                          {paramNames(method)},
                          {member(method, "summary")}});
            return true;
        });
    }
    batch.out.table(table);
    co_return ExitCode::Well;
}

} // namespace muster::console
