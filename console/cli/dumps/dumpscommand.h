// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

#include <memory>
#include <vector>

namespace muster::console {

/// `muster dumps`: each verb below it is a command of its own.
class DumpsCommand : public Command
{
public:
    DumpsCommand();

    void declare(CLI::App &program) override;
    [[nodiscard]] bool followsEvents() const override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    [[nodiscard]] Command *chosen() const;

    std::vector<std::unique_ptr<Command>> m_verbs;
};

} // namespace muster::console
