// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/membershipservice.h"
#include "agent/server/session.h"
#include "shared/api/member.h"
#include "shared/link/dialer.h"

#include <QCoroTask>
#include <QPointer>

#include <stop_token>

namespace muster::agent {

class KnownPeers;
class MethodTable;

/// What links to other members need; all borrowed.
struct LinkParts
{
    MembershipService &membership;
    KnownPeers &known;
    const MethodTable &methods;
    Dialer &dialer;
    QString ownId;
    QString ownName;
    QStringList capabilities;
};

/// A connection that this node has opened to another member: both ends may call. Reading begins now.
[[nodiscard]] std::unique_ptr<Session> makeMemberSession(const LinkParts &parts, const SystemMember &member,
                                                         std::unique_ptr<Transport> transport);

/// hello and join over such a connection. When it answers both ends have the newer of their two memberships.
/// Errors: NotPaired when the other does not know this node as a member (what it was told as the last word is
/// taken then); Conflict; Cancelled when `life` was stopped; those of the calls.
[[nodiscard]] QCoro::Task<Result<JoinAnswer>> joinMember(LinkParts parts, SystemMember member,
                                                         QPointer<Session> session, std::stop_token life);

} // namespace muster::agent
