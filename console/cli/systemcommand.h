// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

#include <vector>

namespace muster::console {

/// `muster system`: which nodes act as one machine.
class SystemCommand : public Command
{
public:
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    QCoro::Task<ExitCode> create(Batch &batch);
    QCoro::Task<ExitCode> change(Batch &batch);
    QCoro::Task<ExitCode> remove(Batch &batch);
    QCoro::Task<ExitCode> show(Batch &batch);
    QCoro::Task<ExitCode> list(Batch &batch);
    QCoro::Task<ExitCode> keep(Batch &batch, FleetSystem system);

    std::string m_name;
    std::vector<std::string> m_members;
    std::vector<std::string> m_added;
    std::vector<std::string> m_removed;
    std::string m_coordinator;
    CLI::App *m_create = nullptr;
    CLI::App *m_set = nullptr;
    CLI::App *m_delete = nullptr;
    CLI::App *m_show = nullptr;
    CLI::App *m_list = nullptr;
};

} // namespace muster::console
