// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

namespace muster::console {

/// `muster unpair`: makes this console and a node forget each other.
class UnpairCommand : public Command
{
public:
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    std::string m_target;
};

} // namespace muster::console
