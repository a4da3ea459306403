// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/beats.h"
#include "agent/composite/channelacceptor.h"
#include "agent/composite/channelrelay.h"
#include "agent/composite/fanout.h"
#include "agent/composite/forwarding.h"
#include "agent/composite/links.h"
#include "agent/composite/membershipservice.h"
#include "agent/composite/readiness.h"
#include "agent/composite/replica/filereplicas.h"
#include "agent/composite/replica/replication.h"
#include "agent/composite/roster.h"
#include "agent/composite/standing.h"
#include "agent/composite/systemnote.h"
#include "agent/composite/visits.h"
#include "agent/config/etcdconfig.h"
#include "shared/api/system.h"
#include "shared/link/dialer.h"

#include <memory>

namespace muster::agent {

class EventLog;
class Leadership;

/// The system that this node is a part of: membership, links to the others, who coordinates, calls to
/// members. What a capability says to other nodes it says through this.
class Composite : public QObject
{
    Q_OBJECT
public:
    /// All are borrowed and outlive this, except the dialer.
    struct Parts
    {
        QString ownId;
        QString ownName;
        QString replicaFolder;
        QStringList capabilities;
        MembershipStore &store;
        PeerStore &paired;
        KnownPeers &known;
        Revoked &revoked;
        EventLog &events;
        Problems &problems;
        MethodTable &methods;
        std::optional<EtcdConfig> etcd;
        std::unique_ptr<Dialer> dialer;
    };
    explicit Composite(Parts parts, QObject *parent = nullptr);
    ~Composite() override;

    /// Links to the others, if this node is in a system. Once, when the agent serves.
    void start();

    [[nodiscard]] MembershipService &membership() { return m_membership; }
    [[nodiscard]] Links &links() { return m_links; }
    [[nodiscard]] Replication &replication() { return m_replication; }
    [[nodiscard]] FileReplicas &files() { return m_files; }
    [[nodiscard]] SystemNotes &notes() { return m_notes; }
    [[nodiscard]] Fanout &fanout() { return m_fanout; }
    [[nodiscard]] Forwarding &forwarding() { return m_forwarding; }

    /// Coordinates no more, for an agent that ends: so that another member can act at once. Ends within
    /// seconds, whoever does not answer.
    QCoro::Task<> leave();

    [[nodiscard]] SystemView view() const;
    /// Who coordinates; without a system nobody does.
    [[nodiscard]] CoordinatorView coordinator() const;
    /// Whether this node may act for the whole right now.
    [[nodiscard]] bool mayAct() const;
    /// See Beats::readClocks(); this node's own is 0.
    [[nodiscard]] QCoro::Task<QHash<QString, ClockReading>> readClocks(std::chrono::milliseconds deadline)
    {
        return m_beats.readClocks(deadline);
    }
    /// What this node holds itself ready for; it is not handed over meanwhile.
    [[nodiscard]] Readiness &readiness() { return m_readiness; }
    /// See Forwarding::checkOrder().
    [[nodiscard]] Result<void> checkOrder(const CallContext &context, qint64 generation, qint64 term)
    {
        return m_forwarding.checkOrder(context, generation, term);
    }
    /// See Leadership::handOver(). Errors: also Conflict outside of a system, NotFound for no member, Busy
    /// while this node holds itself ready for something.
    [[nodiscard]] QCoro::Task<Result<CoordinatorView>> handOver(QString nodeId);

    /// On which terms somebody asks here whom another member let in. Errors: Forbidden.
    [[nodiscard]] Result<Terms> termsOf(const OriginalCaller &caller) const;

    /// The coordinator's question to this member. Errors: Forbidden when somebody else asks.
    [[nodiscard]] Result<BeatAnswer> answerBeat(const CallContext &context, const BeatParams &params);
    /// The coordinator before does not act any more.
    void release(const CallContext &context);

Q_SIGNALS:
    void coordinatorChanged();

private:
    [[nodiscard]] BeatParams question() const;
    void followMembership();
    [[nodiscard]] std::unique_ptr<Leadership> makeLeadership(CoordinatorMode mode) const;
    void retireLeadership();
    void chooseLeadership(const Membership &membership);
    void followLeadership();
    void tellWhyNone();
    void releaseMembers();
    void noteAnswer(const QString &nodeId, const BeatAnswer &answer, BootClock::time_point asked);
    void tellSystem(const QString &text);
    void noteHubLost(const Error &why);
    void tellMember(const QString &nodeId);
    void tellSkew(const QString &nodeId, bool isSkewed);
    [[nodiscard]] QString nameOf(const QString &nodeId) const;

    QString m_ownId;
    KnownPeers &m_known;
    Revoked &m_revoked;
    EventLog &m_events;
    Problems &m_problems;
    EtcdConfig m_etcd;
    std::unique_ptr<Dialer> m_dialer;
    MembershipService m_membership;
    LinkParts m_linkParts;
    Links m_links;
    Beats m_beats;
    Roster m_roster;
    Visits m_visits;
    Forwarding m_forwarding;
    Fanout m_fanout;
    ChannelRelay m_relay;
    ChannelAcceptor m_acceptor;
    Replication m_replication;
    FileReplicas m_files;
    SystemNotes m_notes;
    Readiness m_readiness;
    Promise m_promise;
    std::unique_ptr<Leadership> m_leadership; ///< null outside of a system
    std::optional<CoordinatorMode> m_mode; ///< of m_leadership
    CoordinatorView m_toldCoordinator;
    QTimer m_tellWhy;
    std::stop_source m_life;
};

} // namespace muster::agent
