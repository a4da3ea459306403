// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/cli/command.h"

namespace muster::agent {

/// muster-agent identity: the node's id, from its key.
class IdentityCommand : public Command
{
public:
    void declare(CLI::App &parent) override;
    [[nodiscard]] bool isChosen() const override;
    [[nodiscard]] int run(const AgentConfig &config) override;

private:
    CLI::App *m_app = nullptr;
};

} // namespace muster::agent
