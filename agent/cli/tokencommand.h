// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/cli/localcommand.h"

#include <string>

namespace muster::agent {

/// muster-agent token --role R [--expires D]: prints a one-time token with which a console enrols itself.
class TokenCommand : public LocalCommand
{
public:
    void declare(CLI::App &parent) override;
    [[nodiscard]] bool isChosen() const override;

protected:
    [[nodiscard]] QCoro::Task<Result<int>> ask(RpcPeer &agent) override;

private:
    CLI::App *m_app = nullptr;
    std::string m_role;
    std::string m_expires = "1h";
    bool m_json = false;
};

} // namespace muster::agent
