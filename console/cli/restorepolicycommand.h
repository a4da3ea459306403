// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

#include "shared/model/restore.h"

namespace muster::console {

/// `muster restore-policy`: what becomes of the power after an outage, of a system or a node.
class RestorePolicyCommand : public Command
{
public:
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    QCoro::Task<ExitCode> show(Batch &batch, Target target);
    QCoro::Task<ExitCode> setSystem(Batch &batch, QString name);
    QCoro::Task<ExitCode> setNode(Batch &batch, QString nodeId);
    [[nodiscard]] RestorePolicy policy() const;

    std::string m_target;
    std::string m_policy;
    bool m_isOnce = false;
    bool m_isAgreed = false;
    CLI::App *m_show = nullptr;
    CLI::App *m_set = nullptr;
};

} // namespace muster::console
