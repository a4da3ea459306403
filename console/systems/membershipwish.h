// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/system.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace muster::console {

/// A node that is to become a member.
struct NewMember
{
    QString nodeId;
    QString name;
    QString address; ///< where other members reach it
    int instance = 0; ///< 0: the first number that is free
};

/// What somebody wants of a system.
struct MembershipWish
{
    std::optional<QString> name;
    QList<NewMember> added;
    QStringList removed; ///< node ids, as everywhere here
    QHash<QString, NewMember> replaced; ///< by the one that goes; the new one has its number and its place
    QHash<QString, int> numbers;
    QHash<QString, QString> addresses;
    std::optional<QString> coordinator;
    std::optional<SystemSettings> settings;
    bool isDissolved = false;
    bool isForced = false; ///< a coordinator that does not answer is known to be switched off

    [[nodiscard]] bool isEmpty() const;
};

/// What a change goes out from.
struct MembershipGround
{
    const Membership *before = nullptr; ///< borrowed; null for a new system
    QString acting; ///< node id of the coordinator in force; empty when none is known to act
    QSet<QString> answering; ///< node ids of those that this console talks to
};

/// The next membership, not signed yet: who decides it and when is left open. Where the coordinator in force
/// is replaced and does not answer it may act still, and is fenced off. Pure.
/// Errors: Invalid or Conflict as checkMembership(); NotFound for a member that is none; Invalid when nothing
/// would change; Unavailable when the coordinator in force does not answer and stays; Conflict when one that
/// was replaced before may act still.
[[nodiscard]] Result<Membership> nextMembership(const MembershipGround &ground, const MembershipWish &wish);

} // namespace muster::console
