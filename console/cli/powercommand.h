// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/actflow.h"
#include "console/cli/command.h"

namespace muster::console {

/// `muster power`: of a system as one, of a member, of a node.
class PowerCommand : public Command
{
public:
    void declare(CLI::App &program) override;
    [[nodiscard]] bool followsEvents() const override { return true; }
    QCoro::Task<ExitCode> run(Batch &batch) override;

protected:
    /// The options that all such verbs have.
    void addOptions(CLI::App &verb);
    [[nodiscard]] virtual ControlAction action() const;

    std::string m_word;

private:
    [[nodiscard]] Result<QList<ActOrder>> ordersFor(Batch &batch, const Target &target) const;
    [[nodiscard]] Result<ActOrder> orderOfMember(Batch &batch, const FleetSystem &system,
                                                 const QString &nodeId) const;

    std::string m_target;
    bool m_isOnlyNode = false;
    bool m_isWaited = false;
    bool m_isAgreed = false;
    int m_patience = 0;
};

/// `muster bmc reboot`
class BmcCommand : public PowerCommand
{
public:
    void declare(CLI::App &program) override;

protected:
    [[nodiscard]] ControlAction action() const override { return ControlAction::BmcReboot; }
};

} // namespace muster::console
