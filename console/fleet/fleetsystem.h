// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/knownmembership.h"

#include "shared/model/system.h"

#include <QHash>
#include <QStringList>

#include <optional>

namespace muster::console {

/// Who coordinates a system, from the words of its members.
struct SystemLead
{
    enum class Standing {
        Untold, ///< nobody who could tell answers
        Acts,
        Unsure, ///< somebody is believed to act; nobody has confirmed it of late
        Contradiction, ///< the words exclude each other
        None, ///< none acts; `why` says why
    };

    Standing standing = Standing::Untold;
    QString acting = {}; ///< node id; of Acts and Unsure
    QStringList claimed = {}; ///< node ids, of a contradiction
    QString why = {}; ///< one sentence, of Unsure and None, as far as a member told it
    QString toldBy = {}; ///< node id of the member whose word this is; empty for several
    std::optional<Timestamp> since = {}; ///< by that member's clock

    friend bool operator==(const SystemLead &, const SystemLead &) = default;
};

/// Nodes that act as one machine. Instance 0 is the whole.
struct FleetSystem
{
    QString name = {}; ///< of one in the fleet only: with a piece of the id where several are called the same
    QList<SystemMember> members = {}; ///< by instance
    QString coordinator = {}; ///< node id; of a system that elects its own, the preferred one
    std::optional<SignedMembership> signedTerms = {}; ///< absent: a group that only this console knows

    // What follows is not kept: it is worked out from what members say.
    KnownMembershipPtr membership = {}; ///< the newest that is known; null for a group
    QString toldBy = {}; ///< node id of the member who told it; empty: it is as it was kept here
    SystemLead lead = {};
    QHash<QString, MemberView> views = {}; ///< by node id, as the acting coordinator sees them
    QStringList behind = {}; ///< node ids that said to have an older membership of it
    QStringList denying = {}; ///< members that said to be in no system, or in another
    QStringList differing = {}; ///< members with another text of the same generation

    /// Known to this console only, and to none of its members.
    [[nodiscard]] bool isOwn() const { return !membership; }
    [[nodiscard]] QString id() const { return membership ? membership->terms.id : QString(); }
    [[nodiscard]] qint64 generation() const { return membership ? membership->terms.generation : 0; }
    /// As its members call it.
    [[nodiscard]] QString plainName() const { return membership ? membership->terms.name : name; }
    /// Null for a node that is no member. Valid until the system changes.
    [[nodiscard]] const SystemMember *member(QStringView nodeId) const;
    [[nodiscard]] QStringList memberIds() const; ///< by instance

    static constexpr auto fields()
    {
        return std::tuple(
            field("name", &FleetSystem::name, "The system's name").between(1, 64),
            field("members", &FleetSystem::members, "Its members").between(1, MaxMembers),
            field("coordinator", &FleetSystem::coordinator, "Node id of the coordinator").between(0, 128),
            field("membership", &FleetSystem::signedTerms,
                  "The last known membership; absent for a group that only this console knows"));
    }
    /// By what is kept.
    friend bool operator==(const FleetSystem &one, const FleetSystem &other)
    {
        return one.name == other.name && one.members == other.members && one.coordinator == other.coordinator
               && one.signedTerms == other.signedTerms;
    }
};

} // namespace muster::console
