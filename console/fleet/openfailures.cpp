// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/openfailures.h"

#include <algorithm>

namespace muster::console {

bool takesNote(const FleetNode &node)
{
    // Said by agents that know of it: how their management is, or what belongs together.
    const bool tellsState =
        node.state && (node.state->bmcState != BmcState::Unknown || node.state->bmcStateSince);
    return tellsState || std::ranges::any_of(node.failures, [](const UnitFailure &failure) {
               return failure.acknowledged || !failure.incident.isEmpty();
           });
}

bool isOpen(const FleetNode &node, const UnitFailure &failure)
{
    return !failure.recoveredAt || (failure.isOpen() && takesNote(node));
}

bool isUnseen(const FleetNode &node, const UnitFailure &failure)
{
    return !failure.acknowledged && isOpen(node, failure);
}

const QString &incidentOf(const UnitFailure &failure)
{
    return failure.incident.isEmpty() ? failure.id : failure.incident;
}

FailureCounts &FailureCounts::operator+=(const FailureCounts &other)
{
    open += other.open;
    failed += other.failed;
    unseen += other.unseen;
    return *this;
}

FailureCounts countFailures(const FleetNode &node)
{
    const bool noted = takesNote(node);
    FailureCounts counts;
    for (const UnitFailure &failure : node.failures) {
        const bool isFailed = !failure.recoveredAt;
        const bool asks = isFailed || (noted && failure.isOpen());
        counts.failed += isFailed ? 1 : 0;
        counts.open += asks ? 1 : 0;
        counts.unseen += asks && !failure.acknowledged ? 1 : 0;
    }
    return counts;
}

} // namespace muster::console
