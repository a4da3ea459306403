// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/fleetsystem.h"

#include <algorithm>

namespace muster::console {

const SystemMember *FleetSystem::member(QStringView nodeId) const
{
    const auto found = std::ranges::find(members, nodeId, &SystemMember::nodeId);
    return found == members.end() ? nullptr : &*found;
}

QStringList FleetSystem::memberIds() const
{
    QStringList ids;
    for (const SystemMember &one : members)
        ids.append(one.nodeId);
    return ids;
}

} // namespace muster::console
