// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

#include <vector>

namespace muster::console {

/// `muster dumps extract`: members of a dump that is here, to a folder.
class DumpsExtractCommand : public Command
{
public:
    /// @param program `muster dumps`
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    std::string m_file;
    std::vector<std::string> m_paths;
    std::string m_folder;
    bool m_mayOverwrite = false;
};

} // namespace muster::console
