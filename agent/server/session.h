// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/trust/knownpeers.h"
#include "shared/wire/rpcpeer.h"

#include <QDeadlineTimer>
#include <QObject>

#include <memory>

namespace muster::agent {

class EventLog;
class MethodTable;
class Subscription;
struct SubscriptionStart;

/// One connection: who is at its other end, what that one may do, and what it wants to be told.
class Session : public QObject
{
    Q_OBJECT
public:
    /// @param methods borrowed, outlives the session
    /// @param strangerTime what a stranger has before its connection is ended: it has come to pair, not to
    /// stay
    Session(std::unique_ptr<Transport> transport, const MethodTable &methods,
            std::chrono::milliseconds strangerTime, QObject *parent = nullptr);
    ~Session() override;

    [[nodiscard]] PeerIdentity peer() const { return m_rpc.identity(); }
    [[nodiscard]] const Terms &terms() const { return m_terms; }
    /// To call methods of the peer, which another agent has too.
    [[nodiscard]] RpcPeer &rpc() { return m_rpc; }

    /// What the peer may do from now on, and so what it may cost.
    void setTerms(const Terms &terms);
    /// A stranger whose pairing waits for a person may stay longer.
    void allowStrangerFor(std::chrono::milliseconds time);
    [[nodiscard]] bool isPairing() const { return m_isPairing; }

    /// Everything but `hello` is refused before a version was agreed on.
    void setVersion(int version) { m_version = version; }
    [[nodiscard]] bool hasGreeted() const { return m_version > 0; }

    /// Sends events from now on; replaces an earlier subscription.
    void subscribe(EventLog &events, const SubscriptionStart &start);
    void unsubscribe();

    /// Ends the connection after what was answered is on its way.
    void close() { m_rpc.close(); }
    /// The same, telling why.
    void end(const Error &reason) { m_rpc.endWith(reason); }
    void abort(const Error &reason) { m_rpc.abortWith(reason); }

Q_SIGNALS:
    /// The peer has proven who it is; for a transport that was not ready when the session began.
    void ready();
    /// Last signal: the connection is gone.
    void ended(const muster::Error &reason);

private:
    void handle(const std::shared_ptr<IncomingRequest> &request);
    void startStrangerTimer(std::chrono::milliseconds time);

    const MethodTable &m_methods;
    std::chrono::milliseconds m_strangerTime;
    RpcPeer m_rpc;
    std::unique_ptr<Subscription> m_subscription;
    std::unique_ptr<QTimer> m_strangerTimer;
    Terms m_terms;
    int m_version = 0;
    bool m_isPairing = false;
};

} // namespace muster::agent
