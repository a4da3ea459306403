// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/cli/localcommand.h"

#include <string>

namespace muster::agent {

/// muster-agent pair accept CODE [--role R]: trusts the console that shows this code.
class PairAcceptCommand : public LocalCommand
{
public:
    void declare(CLI::App &parent) override;
    [[nodiscard]] bool isChosen() const override;

protected:
    [[nodiscard]] QCoro::Task<Result<int>> ask(RpcPeer &agent) override;

private:
    CLI::App *m_app = nullptr;
    std::string m_code;
    std::string m_role; ///< empty: what was asked for
};

} // namespace muster::agent
