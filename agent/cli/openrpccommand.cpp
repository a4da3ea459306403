// SPDX-License-Identifier: Apache-2.0
#include "agent/cli/openrpccommand.h"

#include "shared/api/hello.h"

#include <CLI/CLI.hpp>

#include <QJsonDocument>

namespace muster::agent {

void OpenRpcCommand::declare(CLI::App &parent)
{
    m_app = parent.add_subcommand("openrpc", "The methods of the running agent, as an OpenRPC document");
}

bool OpenRpcCommand::isChosen() const
{
    return m_app->parsed();
}

QCoro::Task<Result<int>> OpenRpcCommand::ask(RpcPeer &agent)
{
    const auto document = co_await agent.call<api::Discover>();
    if (!document)
        co_return fail(document.error());
    print(QString::fromUtf8(QJsonDocument::fromJson(document->text).toJson()));
    co_return exitcode::Done;
}

} // namespace muster::agent
