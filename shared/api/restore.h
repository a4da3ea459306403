// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/restore.h"

namespace muster {

struct RestorePolicyParams
{
    RestorePolicy policy = RestorePolicy::Restore;
    bool isOnce = false;

    static constexpr auto fields()
    {
        return std::tuple(
            field("policy", &RestorePolicyParams::policy, "What the node does after an outage"),
            field("isOnce", &RestorePolicyParams::isOnce, "The next time only; not in a system").optional());
    }
    friend bool operator==(const RestorePolicyParams &, const RestorePolicyParams &) = default;
};

/// The coordinator's own order, after an outage.
struct RestoreOrder
{
    ControlAction action = ControlAction::PowerOn;
    qint64 generation = 0;
    qint64 term = 0;
    StartCause cause = StartCause::PowerPolicyPreviousState;

    static constexpr auto fields()
    {
        return std::tuple(
            field("action", &RestoreOrder::action, "What the member shall do"),
            field("generation", &RestoreOrder::generation, "The membership of the coordinator")
                .between(1, INT64_MAX),
            field("term", &RestoreOrder::term, "Its fencing number").between(0, INT64_MAX),
            field("cause", &RestoreOrder::cause, "Which policy starts its host; the host keeps it")
                .optional());
    }
    friend bool operator==(const RestoreOrder &, const RestoreOrder &) = default;
};

namespace api {

struct RestoreShow
{
    static constexpr const char *Name = "restore.show";
    static constexpr const char *Doc =
        "What becomes of the power after an outage: of this node, and of its system";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = RestoreView;
};

/// Errors: Unsupported where the platform has no such policy; Conflict for isOnce in a system; Unavailable,
/// Timeout, Forbidden; Io.
struct RestoreSetPolicy
{
    static constexpr const char *Name = "restore.setPolicy";
    static constexpr const char *Doc =
        "Sets the node's own policy; in a system it is kept for when the node is alone";
    static constexpr Role MinRole = Role::Admin;
    static constexpr bool Changes = true;
    using Params = RestorePolicyParams;
    using Answer = Nothing;
};

/// Answers once it is known. Errors: Unavailable while it is not; it can then be asked again.
struct RestoreOutage
{
    static constexpr const char *Name = "restore.outage";
    static constexpr const char *Doc = "Whether this node lost its power before its agent started";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = Nothing;
    using Answer = Outage;
};

/// Errors: Forbidden, Conflict from who does not coordinate; those of state.control.
struct RestoreOrdered
{
    static constexpr const char *Name = "restore.order";
    static constexpr const char *Doc = "The coordinator has its member change its power after an outage";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = true;
    static constexpr bool ForMembers = true;
    using Params = RestoreOrder;
    using Answer = Nothing;
};

} // namespace api

} // namespace muster
