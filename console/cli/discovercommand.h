// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

namespace muster::console {

/// `muster discover`: looks for nodes that are not paired yet.
class DiscoverCommand : public Command
{
public:
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    int m_seconds = 3;
    std::string m_range;
    std::string m_list;
};

} // namespace muster::console
