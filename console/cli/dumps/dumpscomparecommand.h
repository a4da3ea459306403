// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

namespace muster::console {

/// `muster dumps compare`: two dumps that are here, member by member.
class DumpsCompareCommand : public Command
{
public:
    /// @param program `muster dumps`
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    std::string m_left;
    std::string m_right;
    bool m_isWithLines = false;
    bool m_isWithSame = false;
};

} // namespace muster::console
