// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/facet.h"

namespace muster::api {

struct StateFacetsGet
{
    static constexpr const char *Name = "state.facets";
    static constexpr const char *Doc = "The facets of this node, and what may be asked of it";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = NodeFacets;
};

/// Errors: Conflict where this node does not coordinate a system.
struct StateSystemGet
{
    static constexpr const char *Name = "state.system";
    static constexpr const char *Doc = "The state of the whole system (instance 0), by its coordinator";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = SystemFacets;
};

/// What is asked of one node.
struct ControlParams
{
    ControlAction action = ControlAction::PowerOn;
    StartCause cause = StartCause::RemoteCommand;

    static constexpr auto fields()
    {
        return std::tuple(
            field("action", &ControlParams::action, "What the node shall do"),
            field("cause", &ControlParams::cause, "On whose account its host is started; it keeps it")
                .optional());
    }
    friend bool operator==(const ControlParams &, const ControlParams &) = default;
};

/// The node has taken the request; what comes of it its facets tell. Errors: Unsupported, Conflict while the
/// opposite is under way, Busy while a dump needs the host, Unavailable, Timeout, Forbidden.
struct StateControl
{
    static constexpr const char *Name = "state.control";
    static constexpr const char *Doc = "Asks this node to change its power, or to restart its management";
    static constexpr Role MinRole = Role::Operator;
    static constexpr bool Changes = true;
    using Params = ControlParams;
    using Answer = Nothing;
};

} // namespace muster::api
