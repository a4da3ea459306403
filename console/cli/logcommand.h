// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/logrow.h"
#include "console/cli/command.h"

#include <string>
#include <vector>

namespace muster::console {

/// `muster log`: the machines' own logs of what went wrong. Entries and their ids are a node's own.
class LogCommand : public Command
{
public:
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    [[nodiscard]] Result<void> check(const Target &target) const;
    QCoro::Task<ExitCode> list(Batch &batch, Target target);
    QCoro::Task<ExitCode> show(Batch &batch, Target target);
    QCoro::Task<ExitCode> remove(Batch &batch, Target target);
    QCoro::Task<ExitCode> blocks(Batch &batch, Target target);
    QCoro::Task<LogRow> listed(Batch &batch, QString nodeId, int most);
    QCoro::Task<LogRow> blocking(Batch &batch, QString nodeId);
    QCoro::Task<ExitCode> gather(Batch &batch, Target target, std::vector<QCoro::Task<LogRow>> asked,
                                 LogDocument &document);
    QCoro::Task<LogRow> shown(Batch &batch, QString nodeId);
    QCoro::Task<LogDeletedRow> removed(Batch &batch, QString nodeId);
    [[nodiscard]] LogSeverity severity() const;
    [[nodiscard]] QStringList ids() const;

    std::string m_target;
    std::vector<std::string> m_ids;
    std::string m_severity;
    int m_most = 100;
    bool m_isAll = false;
    bool m_isAgreed = false;
    CLI::App *m_list = nullptr;
    CLI::App *m_show = nullptr;
    CLI::App *m_delete = nullptr;
    CLI::App *m_blocks = nullptr;
};

} // namespace muster::console
