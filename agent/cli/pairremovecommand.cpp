// SPDX-License-Identifier: Apache-2.0
#include "agent/cli/pairremovecommand.h"

#include "shared/api/pairing.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::agent {

void PairRemoveCommand::declare(CLI::App &parent)
{
    m_app = parent.add_subcommand("remove", "Trusts a console no more, and ends its connections");
    m_app->add_option("ID", m_id, "Its id, the beginning of it, or its name")->required();
}

bool PairRemoveCommand::isChosen() const
{
    return m_app->parsed();
}

QCoro::Task<Result<int>> PairRemoveCommand::ask(RpcPeer &agent)
{
    const auto peer = co_await agent.call<api::PeersRemove>({QString::fromStdString(m_id)});
    if (!peer)
        co_return fail(peer.error());
    print(u"%1 is not trusted any more (%2)\n"_s.arg(peer->name, peer->nodeId));
    co_return exitcode::Done;
}

} // namespace muster::agent
