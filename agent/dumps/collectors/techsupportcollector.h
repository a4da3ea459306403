// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/collector.h"

namespace muster::agent {

/// SONiC's own tech-support archive, taken in as one member. Its program makes one at a time for the whole
/// machine and says by its exit code when another one runs (2), or that it is to be run again (4).
class TechSupportCollector : public Collector
{
public:
    static constexpr int MaxTries = 3;

    /// @param program its name, looked up where programs are, or its absolute path
    explicit TechSupportCollector(QString program);

    [[nodiscard]] QString word() const override;
    [[nodiscard]] QList<CollectStep> plan(const CollectRequest &request) const override;
    [[nodiscard]] QString unavailable() const override;

private:
    QString m_program;
};

} // namespace muster::agent
