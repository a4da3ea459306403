// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

namespace muster::console {

/// `muster dumps cat`: a member of a dump that is here, to the output.
class DumpsCatCommand : public Command
{
public:
    /// @param program `muster dumps`
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    QCoro::Task<ExitCode> catRemote(Batch &batch);

    std::string m_file;
    std::string m_path;
    bool m_isRaw = false;
};

} // namespace muster::console
