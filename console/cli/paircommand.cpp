// SPDX-License-Identifier: Apache-2.0
#include "console/cli/paircommand.h"

#include "console/batch/question.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

struct PairedDocument
{
    QString name;
    QString id;
    QString address;
    Role role = Role::Viewer;

    static constexpr auto fields()
    {
        return std::tuple(field("name", &PairedDocument::name, "Name of the node"),
                          field("id", &PairedDocument::id, "Its node id, now pinned"),
                          field("address", &PairedDocument::address, "Where it is tried"),
                          field("role", &PairedDocument::role, "What this console may do there"));
    }
};

PairingDialogue terminalDialogue(Batch &batch)
{
    return {
        [&batch](const QString &code, std::chrono::seconds expiresIn) {
            batch.out.note(u"Pairing code: %1"_s.arg(code), Tone::Strong);
            batch.out.note(u"On the node run \"muster-agent pair accept %1\" within %2 s."_s.arg(code).arg(
                expiresIn.count()));
        },
        [&batch]() -> QCoro::Task<bool> {
            const QString answer =
                co_await ask(batch.out, u"Did the node accept, and show the same code? [y/N]"_s, batch.stop);
            co_return answer.compare("y"_L1, Qt::CaseInsensitive) == 0
                || answer.compare("yes"_L1, Qt::CaseInsensitive) == 0;
        }};
}

} // namespace

void PairCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "pair",
                             "pair with a node: by a code that a person accepts on the node, or by token");
    verb.add_option("ADDRESS", m_address, "host, host:port or [v6]:port")->required();
    verb.add_option(
        "--token", m_token,
        "a one-time token that \"muster-agent token\" printed on the node; \"-\" reads it from the input");
    verb.add_option("--role", m_role, "what this console asks to be allowed there")
        ->transform(CLI::IsMember({"Viewer", "Operator", "Admin"}, CLI::ignore_case))
        ->capture_default_str();
}

QCoro::Task<ExitCode> PairCommand::run(Batch &batch)
{
    if (!co_await batch.unlock())
        co_return ExitCode::BadInput;
    QString token = text(m_token);
    if (token == "-"_L1)
        token = co_await ask(batch.out, u"Token:"_s, batch.stop);
    const auto role = QMetaEnum::fromType<Role>().keyToValue(m_role.c_str());
    FleetActions &actions = batch.console.actions();
    const auto paired =
        co_await actions.pair({text(m_address), Role(role), token}, terminalDialogue(batch), batch.stop);
    if (!paired)
        co_return batch.failed(paired.error());
    const FleetNode *node = batch.fleet().node(*paired);
    if (!node)
        co_return ExitCode::BrokenOff;
    const PairedDocument document{node->name, node->nodeId, node->address, node->role};
    const QString roleWord = QString::fromLatin1(QMetaEnum::fromType<Role>().valueToKey(int(node->role)));
    if (batch.out.isJson())
        batch.out.json(document);
    else
        batch.out.line(u"Paired with %1 (%2) as %3."_s.arg(document.name, document.id, roleWord));
    co_return ExitCode::Well;
}

} // namespace muster::console
