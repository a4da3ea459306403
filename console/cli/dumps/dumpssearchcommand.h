// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

#include <vector>

namespace muster::console {

/// `muster dumps search`: lines in all members of dumps that are here.
class DumpsSearchCommand : public Command
{
public:
    /// @param program `muster dumps`
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    std::vector<std::string> m_words;
    bool m_isRegularExpression = false;
    bool m_isCaseSensitive = false;
    bool m_isWithBinaries = false;
    int m_most = 10'000;
};

} // namespace muster::console
