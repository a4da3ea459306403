// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/system.h"

#include <functional>
#include <optional>

namespace muster::agent {

/// A system that this node was in: nothing older of it is taken any more.
struct FormerSystem
{
    QString id;
    QString name;
    qint64 generation = 0;

    static constexpr auto fields()
    {
        return std::tuple(field("id", &FormerSystem::id, "The system's id").between(1, 64),
                          field("name", &FormerSystem::name, "Its name").between(0, 64).optional(),
                          field("generation", &FormerSystem::generation, "The membership that ended it here")
                              .between(1, INT64_MAX));
    }
    friend bool operator==(const FormerSystem &, const FormerSystem &) = default;
};

/// What a node holds against a proposed membership.
struct MembershipGround
{
    QString ownId;
    std::optional<Membership> current;
    QList<FormerSystem> former;
    std::function<Role(const QString &nodeId)> roleOf; ///< of who was paired; Stranger else
    bool hasEtcd = false; ///< this node is told where its site's etcd is
};

/// What taking a membership does to this node.
enum class MembershipEffect {
    None, ///< it has this very one already
    Joins,
    Changes,
    Leaves, ///< it is no member any more, or the system is dissolved
};

/// Whether this node takes a membership, whoever brings it: it must have been decided by somebody who is an
/// administrator here, go on from what is here, and not tear the node out of another system.
/// Errors: Forbidden, Conflict, NotFound; with the reason.
[[nodiscard]] Result<MembershipEffect> judgeMembership(const MembershipGround &ground,
                                                       const Membership &proposed);

} // namespace muster::agent
