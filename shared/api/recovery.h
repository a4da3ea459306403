// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/recovery.h"
#include "shared/model/words.h"

namespace muster {

/// What a node does by itself to recover; each part that it has, once.
struct RecoveryView
{
    QList<RecoveryState> parts = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("parts", &RecoveryView::parts, "What it does by itself; only parts that it has")
                .between(0, 16));
    }
    friend bool operator==(const RecoveryView &, const RecoveryView &) = default;
};

struct RecoveryWish
{
    QList<RecoveryPart> parts = {};
    RecoverySwitch wanted = RecoverySwitch::On;

    static constexpr auto fields()
    {
        return std::tuple(
            field("parts", &RecoveryWish::parts, "Which; empty: all that the node has")
                .between(0, 16)
                .optional(),
            field("wanted", &RecoveryWish::wanted, "On, Off, or of the host's restart OffOnce"));
    }
};

namespace api {

/// Errors: Unsupported where the machine does nothing of the kind that is seen here.
struct RecoveryShow
{
    static constexpr const char *Name = "recovery.show";
    static constexpr const char *Doc = "What this node does by itself to recover";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = RecoveryView;
};

/// Told by what it is afterwards, and not by what was answered. Errors: Unsupported for a part that the node
/// does not have; Invalid for OffOnce of another part, and for Unknown; Unavailable, Timeout, Forbidden, Io;
/// Conflict when it is not what was wanted afterwards.
struct RecoverySet
{
    static constexpr const char *Name = "recovery.set";
    static constexpr const char *Doc = "Switches what this node does by itself to recover";
    static constexpr Role MinRole = Role::Admin;
    static constexpr bool Changes = true;
    using Params = RecoveryWish;
    using Answer = RecoveryView;
};

} // namespace api

} // namespace muster
