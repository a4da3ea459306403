// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/systemnote.h"

namespace muster::console {

std::optional<SystemNote> noteOf(const Fleet &fleet, const FleetSystem &system)
{
    const FleetNode *acting = fleet.node(system.lead.acting);
    if (acting && !acting->isStale() && acting->system)
        return acting->system->note;
    std::optional<SystemNote> latest;
    for (const SystemMember &member : system.members) {
        const FleetNode *node = fleet.node(member.nodeId);
        if (node && node->system && node->system->note && (!latest || latest->at < node->system->note->at))
            latest = node->system->note;
    }
    return latest;
}

} // namespace muster::console
