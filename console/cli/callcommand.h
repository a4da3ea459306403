// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

namespace muster::console {

/// `muster call`: any method of a node, JSON in and out.
class CallCommand : public Command
{
public:
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    std::string m_target;
    std::string m_method;
    std::string m_params = "{}";
};

} // namespace muster::console
