// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"
#include "console/dumps/dumpids.h"

#include "shared/api/dumps.h"

#include <vector>

namespace muster::console {

struct ReachedDumps;

class DumpOutcomeList;

/// `muster dumps delete`
class DumpsDeleteCommand : public Command
{
public:
    /// @param program `muster dumps`
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    [[nodiscard]] Result<QList<DumpId>> wanted(const Batch &batch, const ReachedDumps &reached) const;
    void take(const QString &nodeId, const QStringList &ids, const Result<DumpDeleteAnswer> &answer,
              DumpOutcomeList &outcomes) const;

    std::vector<std::string> m_ids;
    std::string m_target;
    std::string m_type;
    bool m_isAll = false;
    bool m_isAgreed = false;
};

} // namespace muster::console
