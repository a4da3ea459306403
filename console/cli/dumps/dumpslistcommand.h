// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

namespace muster::console {

/// `muster dumps list`
class DumpsListCommand : public Command
{
public:
    /// @param program `muster dumps`
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    std::string m_target;
    std::string m_type;
    std::string m_state;
    bool m_hasPieces = false;
    bool m_isNotOffloaded = false;
};

} // namespace muster::console
