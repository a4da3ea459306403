// SPDX-License-Identifier: Apache-2.0
#include "agent/cli/pairacceptcommand.h"

#include "agent/cli/words.h"
#include "shared/api/pairing.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::agent {

void PairAcceptCommand::declare(CLI::App &parent)
{
    m_app = parent.add_subcommand("accept", "Trusts the console that shows this code");
    m_app->add_option("CODE", m_code, "As the console shows it")->required();
    m_app->add_option("--role", m_role, "viewer, operator or admin; else what the console asked for")
        ->check(checkRoleWord);
}

bool PairAcceptCommand::isChosen() const
{
    return m_app->parsed();
}

QCoro::Task<Result<int>> PairAcceptCommand::ask(RpcPeer &agent)
{
    const auto peer =
        co_await agent.call<api::PairAccept>({QString::fromStdString(m_code), roleOfWord(m_role)});
    if (!peer)
        co_return fail(peer.error());
    print(u"%1 is trusted as %2 (%3)\n"_s.arg(peer->name, roleWord(peer->role), peer->nodeId));
    co_return exitcode::Done;
}

} // namespace muster::agent
