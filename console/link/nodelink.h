// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/link/handshakegate.h"
#include "console/link/linksettings.h"
#include "console/link/nodesession.h"
#include "shared/link/backoff.h"
#include "shared/link/dialer.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <stop_token>

namespace muster::console {

/// Keeps one node connected: tries, waits longer after each failure, tries again for ever. Says in the fleet
/// how it is. Where only a person can help (wrong key, not paired any more, version set back) it says so
/// loudly and tries rarely.
class NodeLink : public QObject
{
    Q_OBJECT
public:
    /// All are borrowed and outlive the link.
    NodeLink(Fleet &fleet, Dialer &dialer, HandshakeGate &gate, const LinkSettings &settings,
             const QString &nodeId, QObject *parent = nullptr);
    ~NodeLink() override;

    void start(std::chrono::milliseconds after);
    /// Ends the connection for good. What is under way is answered with Cancelled or Unavailable.
    void leave();
    /// Tries at once if it waits for its next try.
    void tryNow();
    /// The same, where what it failed for is over: should it fail again, the next try is soon.
    void tryAnew();

    /// Null while the node is not connected.
    [[nodiscard]] RpcPeer *peer() const;
    /// Whether the node is connected and has caught up, or was tried and failed.
    [[nodiscard]] bool isSettled() const { return m_isSettled; }

Q_SIGNALS:
    void connected();
    void settled();

private:
    QCoro::Task<> connectOnce();
    void beginSession(std::unique_ptr<Transport> transport);
    void sessionBegun();
    void fallBack(const Error &why);
    void dropSession();
    void wait(LinkState state, std::chrono::milliseconds time, const Error &why);
    void setSettled();

    Fleet &m_fleet;
    Dialer &m_dialer;
    HandshakeGate &m_gate;
    LinkSettings m_settings;
    QString m_nodeId;
    Backoff m_backoff;
    QTimer m_retry;
    QElapsedTimer m_connectedSince;
    std::stop_source m_life;
    std::unique_ptr<NodeSession> m_session;
    bool m_isConnected = false;
    bool m_isSettled = false;
};

} // namespace muster::console
