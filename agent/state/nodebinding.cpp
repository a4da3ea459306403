// SPDX-License-Identifier: Apache-2.0
#include "agent/state/nodebinding.h"

#include "shared/api/node.h"

#include "agent/platform/nodeplatform.h"
#include "agent/server/methodtable.h"
#include "agent/state/bmcstatus.h"
#include "agent/state/problems.h"

namespace muster::agent {

void bindNode(MethodTable &methods, const NodePlatform &node, const Problems &problems, const BmcStatus &bmc)
{
    methods.add<api::NodeFactsGet>([&node](const CallContext &, const Nothing &) { return node.facts(); });
    methods.add<api::NodeStateGet>(
        [&problems, &bmc](const CallContext &, const Nothing &) -> Result<NodeState> {
            NodeState state = problems.state();
            bmc.fill(state);
            return state;
        });
}

} // namespace muster::agent
