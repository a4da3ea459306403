// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"
#include "console/cli/unitsconfigcommand.h"

#include <vector>

namespace muster::console {

/// `muster units`: the watched units of nodes, their failures, who takes note of them, and what happens.
class UnitsCommand : public Command
{
public:
    void declare(CLI::App &program) override;
    [[nodiscard]] bool followsEvents() const override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    QCoro::Task<ExitCode> list(Batch &batch, Target target);
    QCoro::Task<ExitCode> failures(Batch &batch, Target target);
    QCoro::Task<ExitCode> watch(Batch &batch, Target target);

    UnitsConfigCommand m_config;
    std::string m_target;
    int m_lines = 10;
    bool m_showsOver = false;
    std::vector<std::string> m_units;
    bool m_acknowledgesAll = false;
    std::string m_reason;
    CLI::App *m_list = nullptr;
    CLI::App *m_failures = nullptr;
    CLI::App *m_acknowledge = nullptr;
    CLI::App *m_watch = nullptr;
};

} // namespace muster::console
