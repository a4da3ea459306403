// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"
#include "console/dumps/dumpids.h"

#include <vector>

namespace muster::console {

struct ReachedDumps;

/// `muster dumps offload`
class DumpsOffloadCommand : public Command
{
public:
    /// @param program `muster dumps`
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    [[nodiscard]] Result<QList<DumpId>> wanted(const Batch &batch, const ReachedDumps &reached) const;
    QCoro::Task<ExitCode> fetch(Batch &batch, QList<DumpId> dumps, QString folder);

    std::vector<std::string> m_ids;
    std::string m_folder = ".";
    std::string m_target;
    std::string m_type;
    double m_patience = 60;
    double m_limit = 0;
    bool m_isAll = false;
};

} // namespace muster::console
