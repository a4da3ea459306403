// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/link/nodelink.h"
#include "console/link/viadialer.h"

#include <QCoroTask>
#include <QObject>
#include <QStringList>

#include <map>
#include <memory>

namespace muster::console {

/// The links to all nodes, or to some. Follows the fleet: a node that comes is tried, one that goes is left.
/// Nodes that are not reached directly are tried through their coordinator, and again when it is connected.
class LinkPool : public QObject
{
    Q_OBJECT
public:
    /// @param fleet borrowed, outlives the pool
    /// @param hubOf who leads to a node that cannot be reached directly; without it nobody does
    LinkPool(Fleet &fleet, std::unique_ptr<Dialer> dialer, const LinkSettings &settings,
             ViaDialer::HubOf hubOf = {}, QObject *parent = nullptr);
    ~LinkPool() override;

    /// For what is not a link: dials directly.
    [[nodiscard]] Dialer &dialer() { return *m_dialer; }

    void connectAll();
    void connectOnly(const QStringList &nodeIds);
    /// Starts anew, for a node whose address is another.
    void restart(const QString &nodeId);

    [[nodiscard]] NodeLink *link(const QString &nodeId) const; ///< null when there is none
    /// Answers when each of these was connected and has caught up, or was tried and failed, or the time is
    /// over. Nodes without a link count as settled.
    [[nodiscard]] QCoro::Task<> settled(QStringList nodeIds, std::chrono::milliseconds deadline);

Q_SIGNALS:
    void linkSettled();

private:
    void open(const QString &nodeId, std::chrono::milliseconds after);
    void tryBehind(const QString &hub, void (NodeLink::*again)());
    bool drop(const QString &nodeId);
    [[nodiscard]] bool areSettled(const QStringList &nodeIds) const;

    Fleet &m_fleet;
    std::unique_ptr<Dialer> m_dialer;
    ViaDialer m_viaDialer;
    LinkSettings m_settings;
    HandshakeGate m_gate;
    bool m_takesAll = false;
    std::map<QString, std::unique_ptr<NodeLink>> m_links;
};

} // namespace muster::console
