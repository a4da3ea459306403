// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

namespace muster::console {

/// `muster report`: the state of the fleet as a document, to be mailed or kept.
class ReportCommand : public Command
{
public:
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    std::string m_target;
    std::string m_format = "html";
    std::string m_file;
};

} // namespace muster::console
