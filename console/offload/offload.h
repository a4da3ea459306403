// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/offload/dumpreceiver.h"
#include "console/offload/ratemeter.h"
#include "console/offload/workthread.h"
#include "shared/link/backoff.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace muster {
class RpcPeer;
}

namespace muster::console {

/// How nodes are reached.
class OffloadNodes
{
public:
    virtual ~OffloadNodes() = default;
    /// The connection to a node; null while there is none.
    [[nodiscard]] virtual RpcPeer *peer(const QString &nodeId) = 0;
    /// Where a node's bulk channel is.
    struct Route
    {
        QString address; ///< host, host:port
        QString via =
            {}; ///< node id of the coordinator that answers there and hands on; empty: the node itself

        friend bool operator==(const Route &, const Route &) = default;
    };
    [[nodiscard]] virtual Route route(const QString &nodeId) = 0;
};

/// One dump's way from its node to a folder here: ticket, transfer, acknowledgement; again and again after
/// breaks, until it is whole or there is no use in trying.
class Offload : public QObject
{
    Q_OBJECT
public:
    struct Order
    {
        QString nodeId;
        QString node; ///< its name
        QString dumpId;
        QString folder;

        friend bool operator==(const Order &, const Order &) = default;
    };
    struct Settings
    {
        QString ownName; ///< what the node shows to those who wait for the dump
        DumpReceiver::Settings receiver;
        std::chrono::milliseconds firstRetry = Backoff::First;
        std::chrono::milliseconds longestRetry = Backoff::Longest;
    };

    /// Nodes and pace are borrowed and outlive this.
    Offload(OffloadNodes &nodes, Identity own, Order order, BytePace &pace, Settings settings,
            QObject *parent = nullptr);
    ~Offload() override;

    /// Once. Errors: Cancelled after stop(); NotFound when the dump was deleted meanwhile; Forbidden,
    /// Unsupported, NotPaired by the node; Io and Conflict as DumpReceiver::fetch(), Io only once the node
    /// could not mend what is damaged. What was fetched is kept.
    [[nodiscard]] QCoro::Task<Result<OffloadRecord>> run();
    void stop();
    /// Tries at once if it waits for its next try: the node is there again.
    void tryNow();

    [[nodiscard]] const Order &order() const { return m_order; }
    [[nodiscard]] qint64 received() const { return m_receiver ? m_receiver->received() : 0; }
    /// Over the network; less than what is there when earlier dumps had some of it.
    [[nodiscard]] qint64 moved() const { return m_receiver ? m_receiver->moved() : 0; }
    [[nodiscard]] qint64 size() const { return m_size; } ///< 0 before it is known
    [[nodiscard]] double bytesPerSecond() const { return m_rate.bytesPerSecond(); }
    [[nodiscard]] std::optional<std::chrono::seconds> timeLeft() const
    {
        return m_rate.timeFor(m_size - received());
    }

Q_SIGNALS:
    /// It waits, and will try again.
    void waiting(const muster::Error &why);
    void fetching();
    /// Now and then while it fetches.
    void progressed();

private:
    [[nodiscard]] QCoro::Task<Result<OffloadRecord>> tryOnce();
    [[nodiscard]] Result<void> aim();
    [[nodiscard]] bool noteDamage(const Error &error);

    OffloadNodes &m_nodes;
    Identity m_own;
    Order m_order;
    BytePace &m_pace;
    Settings m_settings;
    Backoff m_backoff;
    std::stop_source m_stop;
    QTimer m_retry;
    QTimer m_progress; ///< runs while it fetches
    RateMeter m_rate;
    Completion<bool> m_wake;
    std::shared_ptr<DumpReceiver> m_receiver;
    OffloadNodes::Route m_route;
    qint64 m_size = 0;
    std::optional<Error> m_damage; ///< that the node is to mend before it goes on
    qint64 m_damagedAt = -1; ///< bytes that were there when it was last asked to
    WorkThread m_thread; ///< dies first: its work uses the rest
};

} // namespace muster::console
