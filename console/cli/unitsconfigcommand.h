// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/watchrow.h"
#include "console/cli/command.h"
#include "console/units/watchwriting.h"

#include <vector>

namespace muster::console {

/// `muster units config`: the files that tell nodes which units are critical.
class UnitsConfigCommand : public Command
{
public:
    /// @param program `muster units`
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    QCoro::Task<ExitCode> show(Batch &batch);
    QCoro::Task<ExitCode> check(Batch &batch);
    QCoro::Task<ExitCode> write(Batch &batch);
    QCoro::Task<ExitCode> showTemplates(Batch &batch);
    QCoro::Task<bool> isAgreed(Batch &batch, WatchOrder wanted, QList<WatchCheckRow> preview, int nodes);
    ExitCode tell(Batch &batch, const WatchOrder &wanted, const QList<WatchAnswer> &answers) const;

    [[nodiscard]] Result<QStringList> targets(const Batch &batch) const; ///< all nodes when none is named
    /// The file as it is to be written; checked here first.
    [[nodiscard]] Result<WatchOrder> order() const;
    [[nodiscard]] bool isRemoval() const;

    std::vector<std::string> m_targets;
    std::string m_file;
    std::string m_name;
    bool m_isAgreed = false;
    CLI::App *m_show = nullptr;
    CLI::App *m_check = nullptr;
    CLI::App *m_set = nullptr;
    CLI::App *m_remove = nullptr;
    CLI::App *m_template = nullptr;
};

} // namespace muster::console
