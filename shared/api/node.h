// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/node.h"

namespace muster::api {

struct NodeFactsGet
{
    static constexpr const char *Name = "node.facts";
    static constexpr const char *Doc = "What the node is: names, ids, system, clock";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = NodeFacts;
};

struct NodeStateGet
{
    static constexpr const char *Name = "node.state";
    static constexpr const char *Doc = "How the node is and what is not well on it";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = NodeState;
};

} // namespace muster::api
