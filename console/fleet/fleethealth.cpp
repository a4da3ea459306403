// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/fleethealth.h"

#include "console/fleet/systemfindings.h"

#include <algorithm>

namespace muster::console {

namespace {

struct RollUp
{
    ShownHealth sum{Health::OK, false, 0, 0, 0, {}};

    void add(const ShownHealth &one)
    {
        sum.health = std::max(sum.health, one.health);
        sum.stale |= one.stale;
        sum.problems += one.problems;
        sum.members += one.members;
        sum.answering += one.answering;
        if (one.oldest && (!sum.oldest || *one.oldest < *sum.oldest))
            sum.oldest = one.oldest;
    }
};

} // namespace

Health saidHealth(const FleetNode &node)
{
    if (!node.state)
        return Health::Unknown;
    // Degraded until somebody has acknowledged what failed, whatever else there is.
    const bool isQuiesced = node.state->bmcState == BmcState::Quiesced;
    return isQuiesced ? std::max(node.state->health, Health::Warning) : node.state->health;
}

ShownHealth healthOf(const FleetNode &node)
{
    ShownHealth shown;
    shown.stale = node.isStale();
    shown.answering = shown.stale ? 0 : 1;
    shown.oldest = node.heardAt;
    shown.health = saidHealth(node);
    if (node.state)
        shown.problems = int(node.state->problems.size());
    if (shown.stale && shown.health == Health::OK)
        shown.health = Health::Unknown;
    if (node.link == LinkState::Refused)
        shown.health = std::max(shown.health, Health::Warning);
    return shown;
}

ShownHealth healthOf(const Fleet &fleet, const FleetSystem &system)
{
    RollUp rollUp;
    for (const SystemMember &member : system.members) {
        if (const FleetNode *node = fleet.node(member.nodeId))
            rollUp.add(healthOf(*node));
    }
    if (isAmiss(system))
        rollUp.sum.health = std::max(rollUp.sum.health, Health::Warning);
    return rollUp.sum;
}

ShownHealth healthOf(const Fleet &fleet)
{
    RollUp rollUp;
    for (const FleetNode &node : fleet.nodes())
        rollUp.add(healthOf(node));
    return rollUp.sum;
}

} // namespace muster::console
