// SPDX-License-Identifier: Apache-2.0
#include "console/store/fleetdocument.h"

namespace muster::console {

PairedNode pairedNodeOf(const FleetNode &node)
{
    return {node.nodeId, node.name, node.address, node.role, node.pairedAt, node.highestVersion};
}

FleetNode fleetNodeOf(const PairedNode &node)
{
    FleetNode made;
    made.nodeId = node.nodeId;
    made.name = node.name;
    made.address = node.address;
    made.role = node.role;
    made.pairedAt = node.pairedAt;
    made.highestVersion = node.highestVersion;
    return made;
}

} // namespace muster::console
