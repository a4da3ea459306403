// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"
#include "console/cli/systemorder.h"
#include "console/systems/systemdraft.h"

namespace muster::console {

/// `muster system`: which nodes act as one machine.
class SystemCommand : public Command
{
public:
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    void declareReading(CLI::App &verb);
    void declareChanging(CLI::App &verb);

    QCoro::Task<ExitCode> create(Batch &batch);
    QCoro::Task<ExitCode> change(Batch &batch);
    QCoro::Task<ExitCode> remove(Batch &batch);
    QCoro::Task<ExitCode> handOver(Batch &batch);
    QCoro::Task<ExitCode> letTakeOver(Batch &batch, QString acting, QString nodeId);
    QCoro::Task<ExitCode> ask(Batch &batch);
    QCoro::Task<ExitCode> note(Batch &batch);
    QCoro::Task<ExitCode> show(Batch &batch);
    QCoro::Task<ExitCode> list(Batch &batch);

    /// Asks the members, shows what changes, asks whoever is there, does it.
    QCoro::Task<ExitCode> carryOut(Batch &batch, Result<SystemDraft> draft, QString question);
    QCoro::Task<bool> isYes(Batch &batch, QString question);
    QCoro::Task<bool> isAgreed(Batch &batch, SystemDraft draft, QString question);

    SystemOrder m_order;
    std::string m_name;
    std::string m_node;
    std::string m_method;
    std::string m_params = "{}";
    std::string m_text;
    double m_deadline = 10;
    bool m_isAgreed = false;
    bool m_isDryRun = false;
    CLI::App *m_create = nullptr;
    CLI::App *m_set = nullptr;
    CLI::App *m_delete = nullptr;
    CLI::App *m_handOver = nullptr;
    CLI::App *m_ask = nullptr;
    CLI::App *m_note = nullptr;
    CLI::App *m_show = nullptr;
    CLI::App *m_list = nullptr;
};

} // namespace muster::console
