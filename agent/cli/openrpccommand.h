// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/cli/localcommand.h"

namespace muster::agent {

/// muster-agent openrpc: what can be asked of the running agent, as an OpenRPC document.
class OpenRpcCommand : public LocalCommand
{
public:
    void declare(CLI::App &parent) override;
    [[nodiscard]] bool isChosen() const override;

protected:
    [[nodiscard]] QCoro::Task<Result<int>> ask(RpcPeer &agent) override;

private:
    CLI::App *m_app = nullptr;
};

} // namespace muster::agent
