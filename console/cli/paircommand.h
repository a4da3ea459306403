// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

namespace muster::console {

/// `muster pair`: makes this console and a node know each other, by code or token.
class PairCommand : public Command
{
public:
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    std::string m_address;
    std::string m_token;
    std::string m_role = "Operator";
};

} // namespace muster::console
