// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/bootrow.h"
#include "console/boots/askboots.h"
#include "console/cli/command.h"

namespace muster::console {

/// `muster boots`: how long the hosts' boots took, stage by stage, and which stalls.
class BootsCommand : public Command
{
public:
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    [[nodiscard]] BootsRow rowOf(const Batch &batch, const NodeBoots &boots) const;

    std::string m_target;
    int m_last = 1;
};

} // namespace muster::console
