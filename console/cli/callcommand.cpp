// SPDX-License-Identifier: Apache-2.0
#include "console/cli/callcommand.h"

#include "console/batch/askrow.h"

#include <CLI/CLI.hpp>

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// What came of the call on one member of a system.
struct CallRow
{
    QString node;
    QString nodeId;
    std::optional<RawJson> answer;
    QString error;
    QString errorName;

    static constexpr auto fields()
    {
        return std::tuple(field("node", &CallRow::node, "Name of the node"),
                          field("nodeId", &CallRow::nodeId, "Its id"),
                          field("answer", &CallRow::answer, "What it answered; absent when it refused"),
                          field("error", &CallRow::error, "Why not; empty when it answered"),
                          field("errorName", &CallRow::errorName, "The error's stable name"));
    }
};

} // namespace

void CallCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "call", "call any method of a node, or of each member of a system");
    verb.add_option("TARGET", m_target, "a node's name, the beginning of its id, SYSTEM or SYSTEM/k")
        ->required();
    verb.add_option("METHOD", m_method, "as \"muster methods TARGET\" lists them")->required();
    verb.add_option("JSON", m_params, "the parameters, an object")->capture_default_str();
}

QCoro::Task<ExitCode> CallCommand::run(Batch &batch)
{
    const QByteArray params = QByteArray::fromStdString(m_params);
    if (const auto checked = checkCallParams(params); !checked)
        co_return batch.badInput(checked.error());
    const auto target = resolveTarget(batch.fleet(), text(m_target));
    if (!target)
        co_return batch.badInput(target.error());
    if (!co_await batch.reach(target->nodeIds))
        co_return ExitCode::BadInput;
    auto code = ExitCode::Well;
    QList<CallRow> answers;
    for (const QString &nodeId : target->nodeIds) {
        const auto answer = co_await batch.console.actions().call(nodeId, QByteArray::fromStdString(m_method),
                                                                  params, batch.timeout);
        if (!answer)
            code = worse(code, batch.failed(answer.error()));
        answers.append({batch.nameOf(nodeId), nodeId, answer ? std::optional(RawJson{*answer}) : std::nullopt,
                        answer ? QString() : describe(answer.error()),
                        answer ? QString() : errorName(answer.error().code)});
    }
    const bool isWhole = !target->system.isEmpty();
    if (isWhole && batch.out.isJson()) {
        batch.out.json(answers);
        co_return code;
    }
    for (const CallRow &one : std::as_const(answers)) {
        if (!one.answer)
            continue;
        if (isWhole)
            batch.out.line(one.node, Tone::Strong);
        if (batch.out.isJson())
            batch.out.json(QByteArrayView(one.answer->text));
        else
            batch.out.bytes(QJsonDocument::fromJson(one.answer->text).toJson(QJsonDocument::Indented));
    }
    co_return code;
}

} // namespace muster::console
