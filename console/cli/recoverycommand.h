// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

#include "shared/api/recovery.h"

#include <string>
#include <vector>

namespace muster::console {

/// `muster recovery`: what machines do by themselves when their hosts or their management fail.
class RecoveryCommand : public Command
{
public:
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

protected:
    void addActions(CLI::App &verb, const std::vector<std::string> &actions, const char *described);
    /// Those that are shown and switched; empty: all that a node has.
    [[nodiscard]] virtual QList<RecoveryPart> parts() const { return {}; }

private:
    std::string m_action;
    std::string m_target;
};

/// `muster host-reboot`: whether a host that has failed is restarted.
class HostRebootCommand : public RecoveryCommand
{
public:
    void declare(CLI::App &program) override;

protected:
    [[nodiscard]] QList<RecoveryPart> parts() const override { return {RecoveryPart::HostReboot}; }
};

} // namespace muster::console
