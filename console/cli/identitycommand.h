// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

namespace muster::console {

/// `muster identity`: who this console is, and where its key is kept.
class IdentityCommand : public Command
{
public:
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;
};

} // namespace muster::console
