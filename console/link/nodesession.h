// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/link/linksettings.h"

#include "shared/api/events.h"
#include "shared/api/hello.h"
#include "shared/link/clockestimate.h"
#include "shared/wire/rpcpeer.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <stop_token>

namespace muster::console {

/// One connection to one node, from hello to its end: brings the node's state and events into the fleet.
/// Subscribes first and takes the snapshot second, so nothing is missed in between; what the snapshot already
/// knows is not applied twice.
class NodeSession : public QObject
{
    Q_OBJECT
public:
    NodeSession(Fleet &fleet, const QString &nodeId, std::unique_ptr<Transport> transport,
                const LinkSettings &settings, QObject *parent = nullptr);
    ~NodeSession() override;

    /// hello, subscription, snapshot. Errors: NotPaired when the node does not know this console, Unsupported
    /// when its protocol version is refused, Cancelled when the session was dropped meanwhile, and what a
    /// call may fail with.
    [[nodiscard]] QCoro::Task<Result<void>> begin();

    [[nodiscard]] RpcPeer &peer() { return m_peer; }
    /// Whether all events that the snapshot knew of have been taken in.
    [[nodiscard]] bool isCaughtUp() const { return m_isCaughtUp; }
    [[nodiscard]] Timestamp heardAt() const; ///< by the console's clock

Q_SIGNALS:
    void caughtUp();
    void ended(const muster::Error &reason);

private:
    [[nodiscard]] HelloParams ownHello() const;
    [[nodiscard]] Result<void> takeHello(const HelloAnswer &hello, Timestamp asked, Timestamp answered);
    [[nodiscard]] QCoro::Task<Result<void>> subscribe();
    void takeSubscription(const SubscribeAnswer &answer);
    [[nodiscard]] QCoro::Task<Result<void>> takeSnapshot();
    QCoro::Task<> takeSnapshotAgain();
    QCoro::Task<> takeSystemFacets();

    void takeNotification(QByteArrayView method, const JsonValue &params);
    void takeEvent(const Event &event, const std::optional<JsonValue> &data);
    void takeUnreadable(const JsonValue &params, const Error &why);
    void noteGap(const FleetNode &node, const SubscribeAnswer &answer);
    void checkCaughtUp();

    /// Learns how far the node's clock is from ours, from a question whose answer carried it.
    void takeClock(FleetNode &node, Timestamp asked, Timestamp answered, Timestamp byNode);
    void heartbeat();
    QCoro::Task<> ping();

    Fleet &m_fleet;
    QString m_nodeId;
    LinkSettings m_settings;
    std::stop_source m_life; ///< stops the coroutines before anything they use is gone
    ClockEstimate m_clock;
    QElapsedTimer m_sinceHeard;
    QTimer m_heartbeat;
    bool m_isSubscribed = false;
    bool m_hasSnapshot = false;
    bool m_isTakingSnapshot = false;
    bool m_needsSnapshot = false;
    bool m_isTakingSystemFacets = false;
    bool m_needsSystemFacets = false;
    bool m_isCaughtUp = false;
    RpcPeer m_peer; ///< last: dies first, answering all calls under way
};

} // namespace muster::console
