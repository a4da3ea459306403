// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/cli/command.h"
#include "shared/wire/rpcpeer.h"

#include <QCoroTask>

namespace muster::agent {

/// A subcommand that asks the agent running on this machine, through its local socket.
class LocalCommand : public Command
{
public:
    [[nodiscard]] int run(const AgentConfig &config) override;

protected:
    /// Asks what it has to ask and prints the answer; the agent has said hello already.
    /// @return the exit code, or an error to be told
    [[nodiscard]] virtual QCoro::Task<Result<int>> ask(RpcPeer &agent) = 0;

private:
    [[nodiscard]] QCoro::Task<Result<int>> greetAndAsk(RpcPeer &agent);
};

} // namespace muster::agent
