// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/membershipstore.h"
#include "shared/api/system.h"

#include <QObject>

namespace muster::agent {

class KnownPeers;
class PeerStore;
class Problems;

/// The system that this node belongs to: takes what administrators decide, pins the other members.
class MembershipService : public QObject
{
    Q_OBJECT
public:
    /// All are borrowed and outlive the service.
    struct Parts
    {
        MembershipStore &store;
        PeerStore &paired;
        KnownPeers &known;
        Problems &problems;
        bool hasEtcd = false; ///< the site's etcd is configured here
    };
    MembershipService(const QString &ownId, const Parts &parts, QObject *parent = nullptr);

    /// Null while this node is in no system. Valid until changed().
    [[nodiscard]] const Membership *current() const { return d.store.current(); }
    [[nodiscard]] const std::optional<SignedMembership> &sealed() const { return d.store.sealed(); }
    /// sealed(), for another member. Errors: NotFound when this node is in no system.
    [[nodiscard]] Result<SignedMembership> inForce() const;
    /// See MembershipStore::lastWordFor().
    [[nodiscard]] Result<SignedMembership> lastWordFor(const QString &nodeId) const;

    /// Whether set() would take it. Errors: those of openMembership() and judgeMembership().
    [[nodiscard]] Result<MembershipAnswer> check(const SignedMembership &sealed) const;
    /// Takes a membership, durably. Errors: as check(), and Io.
    [[nodiscard]] Result<MembershipAnswer> set(const SignedMembership &sealed);
    /// The same for one that another member brought: what is wrong with it is a problem of this node, for
    /// nobody else is there to be told.
    [[nodiscard]] Result<void> takeFrom(const QString &nodeId, const SignedMembership &sealed);

Q_SIGNALS:
    void changed(); ///< current() is another; KnownPeers knows of it

private:
    [[nodiscard]] Result<std::pair<Membership, MembershipEffect>> judge(const SignedMembership &sealed) const;
    [[nodiscard]] MembershipAnswer answer() const;
    void pinMembers();

    QString m_ownId;
    Parts d;
};

} // namespace muster::agent
