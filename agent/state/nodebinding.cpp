// SPDX-License-Identifier: Apache-2.0
#include "agent/state/nodebinding.h"

#include "shared/api/node.h"

#include "agent/platform/nodeplatform.h"
#include "agent/server/methodtable.h"
#include "agent/state/problems.h"

namespace muster::agent {

void bindNode(MethodTable &methods, const NodePlatform &node, const Problems &problems)
{
    methods.add<api::NodeFactsGet>([&node](const CallContext &, const Nothing &) { return node.facts(); });
    methods.add<api::NodeStateGet>(
        [&problems](const CallContext &, const Nothing &) { return problems.state(); });
}

} // namespace muster::agent
