// SPDX-License-Identifier: Apache-2.0
#include "console/store/keptstate.h"

namespace muster::console {

KeptState keptStateOf(const FleetNode &node)
{
    return {node.heardAt,   node.clockOffset, node.platforms, node.capabilities,     node.facts,
            node.state,     node.units,       node.failures,  node.failuresSequence, node.jobs,
            node.eventEpoch};
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
}

} // namespace muster::console
