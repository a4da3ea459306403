// SPDX-License-Identifier: Apache-2.0
#include "console/store/keptstate.h"

namespace muster::console {

KeptState keptStateOf(const FleetNode &node)
{
    return {.heardAt = node.heardAt,
            .clockOffset = node.clockOffset,
            .platforms = node.platforms,
            .capabilities = node.capabilities,
            .facts = node.facts,
            .state = node.state,
            .units = node.units,
            .failures = node.failures,
            .failuresSequence = node.failuresSequence,
            .jobs = node.jobs,
            .epoch = node.eventEpoch,
            .lastSequence = node.lastSequence};
}

void restore(FleetNode &node, const KeptState &state)
{
    node.heardAt = state.heardAt;
    node.clockOffset = state.clockOffset;
    node.platforms = state.platforms;
    node.capabilities = state.capabilities;
    node.facts = state.facts;
    node.state = state.state;
    node.units = state.units;
    node.failures = state.failures;
    node.failuresSequence = state.failuresSequence;
    node.jobs = state.jobs;
    node.eventEpoch = state.epoch;
    node.lastSequence = state.lastSequence;
}

} // namespace muster::console
