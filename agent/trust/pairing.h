// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/trust/caller.h"
#include "agent/trust/peerstore.h"
#include "agent/trust/ratelimit.h"
#include "shared/api/pairing.h"
#include "shared/tls/pairingcode.h"
#include "shared/wire/completion.h"

#include <QCoroTask>
#include <QDeadlineTimer>
#include <QTimer>

#include <vector>

namespace muster::agent {

/// Pairing with a person at the node: attempts, their codes, their end (The wire, "Identity and trust").
/// One attempt a source at a time, each good for one code and two minutes of the monotonic clock.
class Pairing : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::minutes Lifetime{2};
    static constexpr size_t AttemptsPerMinute = 6; ///< of all callers together

    /// @param peers borrowed, outlives this
    Pairing(const NodeId &own, PeerStore &peers, QObject *parent = nullptr);
    ~Pairing() override;

    /// Errors: Invalid; Busy while this source has an attempt; QuotaExceeded.
    [[nodiscard]] Result<PairBeginAnswer> begin(const Caller &caller, const PairBeginParams &params);
    /// Errors: NotFound; Forbidden when the nonce is not the one committed to: the attempt is over.
    [[nodiscard]] Result<PairRevealAnswer> reveal(const Caller &caller, const PairRevealParams &params);
    /// Waits for the person. Errors: NotFound; Forbidden when refused; Timeout; Cancelled by a later wait.
    [[nodiscard]] QCoro::Task<Result<PairedAnswer>> wait(Caller caller, QString request);
    /// Ends an attempt whose caller has gone; unknown ones are ignored.
    void cancel(const QString &request);

    /// Attempts that show a code.
    [[nodiscard]] PairingRequestList list() const;
    /// Pins the caller whose code this is. A wrong code ends all that show one: the person at the node does
    /// not see what the person at the console sees, so somebody may sit between them. Errors: Invalid,
    /// NotFound (nobody waits), Forbidden (wrong code), QuotaExceeded, Io.
    [[nodiscard]] Result<Peer> accept(const QString &code, std::optional<Role> role);

Q_SIGNALS:
    /// An attempt shows its code and waits.
    void requested(const muster::PairingRequest &request);

private:
    struct Attempt
    {
        QString id;
        Caller caller;
        QString name;
        Role role;
        QByteArray commitment;
        QByteArray nonce; ///< this node's
        QDeadlineTimer deadline;
        Timestamp expiresAt;
        std::optional<PairingCode> code{}; ///< once the caller has revealed its nonce
        std::optional<Completion<Result<PairedAnswer>>> waiter{};
    };
    using Attempts = std::vector<Attempt>;

    [[nodiscard]] Attempts::iterator find(const Caller &caller, const QString &request);
    void end(Attempts::iterator attempt, Result<PairedAnswer> outcome);
    void endWaiting(const Error &reason);
    void expire();
    void armForNext();
    [[nodiscard]] static PairingRequest describe(const Attempt &attempt);

    NodeId m_own;
    PeerStore &m_peers;
    RateLimit m_rate{AttemptsPerMinute, std::chrono::minutes(1)};
    Attempts m_attempts;
    QTimer m_expiry;
};

} // namespace muster::agent
