// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/cli/localcommand.h"

#include <string>

namespace muster::agent {

/// muster-agent pair remove ID: trusts a console no more, and ends its connections.
class PairRemoveCommand : public LocalCommand
{
public:
    void declare(CLI::App &parent) override;
    [[nodiscard]] bool isChosen() const override;

protected:
    [[nodiscard]] QCoro::Task<Result<int>> ask(RpcPeer &agent) override;

private:
    CLI::App *m_app = nullptr;
    std::string m_id;
};

} // namespace muster::agent
