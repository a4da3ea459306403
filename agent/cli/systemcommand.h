// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/cli/localcommand.h"

namespace muster::agent {

/// muster-agent system: the system that this node is a member of, as the node itself knows it.
class SystemCommand : public LocalCommand
{
public:
    void declare(CLI::App &parent) override;
    [[nodiscard]] bool isChosen() const override;

protected:
    [[nodiscard]] QCoro::Task<Result<int>> ask(RpcPeer &agent) override;

private:
    CLI::App *m_app = nullptr;
    bool m_json = false;
};

} // namespace muster::agent
