// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/etcd/etcdclient.h"
#include "agent/composite/etcd/etcdlease.h"
#include "agent/composite/etcd/systemkeys.h"
#include "agent/composite/leadership.h"
#include "agent/config/etcdconfig.h"
#include "shared/link/backoff.h"
#include "shared/model/system.h"

#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>

namespace muster::agent {

/// Who holds the system's key in etcd coordinates it. The key hangs on a lease of its holder, so it goes when
/// the holder does; all members watch it, and one of them takes it then. The term is the
/// number of the change of etcd that wrote the key, which grows; an etcd that is set up anew counts from the
/// start, and is told how far the members had counted.
///
/// A key may also go, or be another's, while its holder still believes in its lease: when a person deletes or
/// overwrites it. Who takes it then first makes sure that the other's lease is over. A key without a lease
/// was written by a person, and is left alone: nobody acts until it is deleted.
class EtcdLeadership : public Leadership
{
    Q_OBJECT
public:
    /// How much later each member tries than the one before it, so that not all do at once.
    static constexpr std::chrono::milliseconds TurnStep{25};
    static constexpr int MaxTurns = 40; ///< those after it share one time, spread by chance
    static constexpr std::chrono::milliseconds FirstRetry{200};
    /// In which a holder whose key was deleted by hand hears of it.
    static constexpr std::chrono::milliseconds Settling{250};
    static constexpr std::chrono::seconds HandOverPatience{5};
    static constexpr std::chrono::seconds LeavePatience{2};

    /// Speaks to nobody before setMembership().
    EtcdLeadership(QString ownId, EtcdConfig config, QObject *parent = nullptr);
    ~EtcdLeadership() override;

    /// Dissolved, static or without this node: no election. What concerns the election is begun anew, and a
    /// key that is held given up, only where it is another.
    void setMembership(const Membership &membership, BootClock::time_point freeFrom) override;

    /// Takes part in no election any more, and ends when etcd knows it: for an agent that ends, so that
    /// another member acts at once.
    QCoro::Task<> leave() override;

    [[nodiscard]] CoordinatorView view() const override;
    [[nodiscard]] QString hub() const override;
    [[nodiscard]] bool mayAct() const override;
    /// Errors, further: NotFound for who is no member; Busy while it is being handed over already.
    [[nodiscard]] QCoro::Task<Result<void>> handOver(QString nodeId) override;

private:
    void follow(const Membership *membership);
    void begin();
    void giveUp();
    void consider();
    void considerHolder(const std::optional<EtcdEntry> &key);
    void considerRequest();
    void considerOffer();
    void hold(const EtcdEntry &key);
    void loseKey();
    void noteHolder(const QString &nodeId, qint64 term);
    [[nodiscard]] qint64 termBase() const;

    void takeTurn(std::chrono::milliseconds after, qint64 replaced);
    [[nodiscard]] std::chrono::milliseconds turn() const;
    QCoro::Task<> campaign();
    [[nodiscard]] QCoro::Task<Result<void>> takeKey();
    void tryLater(const Error &why);
    void settle();
    QCoro::Task<> checkOther();

    QCoro::Task<> offer(EtcdEntry request);
    [[nodiscard]] QCoro::Task<Result<EtcdEntry>> askSuccessor(QString nodeId);
    [[nodiscard]] QCoro::Task<Result<void>> swap(QString nodeId, EtcdEntry offered);

    [[nodiscard]] std::unique_ptr<EtcdLease> makeLease();
    void dropLease(std::unique_ptr<EtcdLease> &lease);
    [[nodiscard]] QString whyNone() const;
    [[nodiscard]] std::chrono::seconds leaseTime() const;
    [[nodiscard]] std::chrono::milliseconds patience() const; ///< for one question
    [[nodiscard]] bool isMember(const QString &nodeId) const { return m_membership.member(nodeId); }
    [[nodiscard]] bool isHeld() const { return m_held > 0; }

    QString m_ownId;
    EtcdConfig m_config;
    Membership m_membership; ///< of an elected system; empty id: none
    std::unique_ptr<EtcdClient> m_client;
    std::unique_ptr<SystemKeys> m_keys;

    std::unique_ptr<EtcdLease> m_lease; ///< the key's, or that of a try to get it
    qint64 m_held = 0; ///< the change that wrote the key while it is ours; 0: it is not
    bool m_isSettled = false; ///< nobody before us can act any more
    bool m_isCampaigning = false;
    qint64 m_replaced = 0; ///< the key's state that a campaign replaces; 0: there is none
    qint64 m_otherLease = 0; ///< of who held the key before
    std::optional<Error> m_trouble; ///< why the last try came to nothing

    std::unique_ptr<EtcdLease> m_offered; ///< for the key that we are handed
    qint64 m_answered = 0; ///< the request that it is for
    bool m_isHandingOver = false;
    bool m_hasStopped = false; ///< for another to begin
    std::optional<Completion<std::optional<EtcdEntry>>> m_awaited; ///< a successor's offer
    QString m_successor;
    qint64 m_askedAt = 0;

    QString m_hub; ///< who held the key last, as far as known
    qint64 m_seenTerm = 0;
    Timestamp m_heldSince{};
    Backoff m_backoff{FirstRetry};
    QTimer m_turn;
    QTimer m_settling;
    QTimer m_successorLate;
    std::stop_source m_round; ///< ends with each membership that changes the election
};

} // namespace muster::agent
