// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/staterow.h"
#include "console/cli/command.h"

namespace muster::console {

/// `muster state`: the facets of systems, as one and of each member, and of nodes.
class StateCommand : public Command
{
public:
    void declare(CLI::App &program) override;
    [[nodiscard]] bool followsEvents() const override { return m_watches; }
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    /// What a TARGET names, as it is asked.
    struct Subjects
    {
        QStringList systems; ///< by name
        QStringList nodeIds; ///< by themselves
        QStringList all; ///< node ids to be connected to
    };
    [[nodiscard]] static Subjects subjectsOf(const Fleet &fleet, const Target &target, bool isAll);
    QCoro::Task<ExitCode> show(Batch &batch, Subjects subjects);
    QCoro::Task<ExitCode> watch(Batch &batch, Subjects subjects);
    static QCoro::Task<Result<SystemFacets>> askSystem(Batch &batch, QString name);

    std::string m_target;
    bool m_watches = false;
};

} // namespace muster::console
