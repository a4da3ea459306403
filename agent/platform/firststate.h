// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/stateplatform.h"

#include <memory>
#include <vector>

namespace muster::agent {

/// Several sources for one machine: the first that has any facets speaks for it. On an OpenBMC, what systemd
/// says is about the management, and not about the host.
class FirstState : public StatePlatform
{
    Q_OBJECT
public:
    /// @param sources the one that knows best first; at least one
    explicit FirstState(std::vector<std::unique_ptr<StatePlatform>> sources);

    [[nodiscard]] QList<FacetValue> facets() const override { return chosen().facets(); }
    [[nodiscard]] QList<ControlAction> actions() const override { return chosen().actions(); }
    [[nodiscard]] QCoro::Task<Result<void>> control(ControlAction action) override;
    [[nodiscard]] QCoro::Task<Result<void>> noteStartCause(StartCause cause) override
    {
        return chosen().noteStartCause(cause);
    }
    [[nodiscard]] StateFacts facts() const override { return chosen().facts(); }

private:
    [[nodiscard]] StatePlatform &chosen() const;

    std::vector<std::unique_ptr<StatePlatform>> m_sources;
};

} // namespace muster::agent
