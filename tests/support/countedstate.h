// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/simulated/simulatedstate.h"

#include <memory>

namespace muster::test {

/// A simulated machine that counts what is asked of it, beyond the life of its agent.
class CountedState : public agent::SimulatedState
{
    Q_OBJECT
public:
    CountedState(std::chrono::milliseconds step, std::shared_ptr<QList<ControlAction>> asked)
        : SimulatedState(step)
        , m_asked(std::move(asked))
    {
    }
    [[nodiscard]] QCoro::Task<Result<void>> control(ControlAction action) override
    {
        m_asked->append(action);
        return SimulatedState::control(action);
    }

private:
    std::shared_ptr<QList<ControlAction>> m_asked;
};

} // namespace muster::test
