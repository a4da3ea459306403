// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

namespace muster::console {

/// `muster dumps show`
class DumpsShowCommand : public Command
{
public:
    /// @param program `muster dumps`
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    std::string m_id;
};

} // namespace muster::console
