// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/systems/membershipwish.h"

#include <optional>

namespace muster::console {

class FleetActions;

enum class MemberFate {
    Stays,
    Joins,
    Leaves,
    Told, ///< no member any more, and to be told all the same: it coordinated before
};

/// What speaks against a change on one node.
struct Objection
{
    Error why;
    bool blocks = true; ///< false: the node takes it over later
};

/// What a change means for one node.
struct MemberChange
{
    QString nodeId = {};
    QString name = {};
    MemberFate fate = MemberFate::Stays;
    int numberBefore = 0; ///< 0: it had, or will have, none
    int number = 0;
    bool isCoordinator = false; ///< afterwards
    bool wasCoordinator = false;
    QString addressBefore = {};
    QString address = {};
    std::optional<Objection> objection = {};

    [[nodiscard]] bool isSame() const; ///< nothing changes for it but the generation
};

struct SettingChange
{
    QString setting; ///< its name on the wire
    QString before;
    QString after;
};

/// A change of a system, decided and signed, before it is done.
struct SystemDraft
{
    std::optional<Membership> before;
    Membership next;
    SignedMembership text;
    QList<MemberChange> changes; ///< by number; those that leave last
    QList<SettingChange> settings; ///< that change
    QStringList first; ///< node ids: who may act now, and is told before the others
    QStringList warnings; ///< what should be known, and stops nothing

    [[nodiscard]] bool isBlocked() const;
};

/// What an order would come to, by what is known here; nodes are not asked yet.
/// @param system its name in the fleet; empty for a new one
/// Errors: those of nextMembership(); NotFound; Conflict for a name that is taken; Unsupported for a group.
[[nodiscard]] Result<SystemDraft> draftSystem(const Fleet &fleet, FleetActions &actions,
                                              const QString &system, const MembershipWish &wish);

/// The membership in force, for the members that do not have it yet. Errors: NotFound; Unsupported for a
/// group; Invalid when all have it.
[[nodiscard]] Result<SystemDraft> draftRepeat(const Fleet &fleet, const QString &system);

/// A node as a member: by what it is called and where it is reached from here.
[[nodiscard]] NewMember newMember(const FleetNode &node, int instance = 0);

/// The objections that are known without asking.
[[nodiscard]] std::optional<Objection> objectionTo(const Fleet &fleet, const MemberChange &change);

} // namespace muster::console
