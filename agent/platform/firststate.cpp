// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/firststate.h"

#include <algorithm>

namespace muster::agent {

FirstState::FirstState(std::vector<std::unique_ptr<StatePlatform>> sources)
    : m_sources(std::move(sources))
{
    for (const auto &source : m_sources) {
        connect(source.get(), &StatePlatform::changed, this, &StatePlatform::changed);
        connect(source.get(), &StatePlatform::actionsChanged, this, &StatePlatform::actionsChanged);
    }
}

StatePlatform &FirstState::chosen() const
{
    const auto found =
        std::ranges::find_if(m_sources, [](const auto &source) { return !source->facets().isEmpty(); });
    return found == m_sources.cend() ? *m_sources.back() : **found;
}

QCoro::Task<Result<void>> FirstState::control(ControlAction action)
{
    return chosen().control(action);
}

} // namespace muster::agent
