// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

namespace muster::console {

/// `muster dumps create`
class DumpsCreateCommand : public Command
{
public:
    /// @param program `muster dumps`
    void declare(CLI::App &program) override;
    [[nodiscard]] bool followsEvents() const override { return m_isWaited; }
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    [[nodiscard]] QStringList makers(const Batch &batch, const Target &target) const;

    std::string m_target;
    std::string m_type = "bmc";
    std::string m_reason;
    std::string m_unit;
    bool m_isWaited = false;
    bool m_isAgreed = false;
};

} // namespace muster::console
