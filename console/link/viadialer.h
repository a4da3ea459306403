// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"

#include "shared/link/dialer.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <stop_token>

namespace muster {
class RpcPeer;
}

namespace muster::console {

/// Dials nodes directly or, where that does not do, through the coordinator of their system: a node that this
/// console is not paired with, which it only knows by the coordinator's word, and a paired one that does not
/// answer. The transport's peer().via says through whom it leads.
class ViaDialer : public Dialer
{
public:
    /// Node id of who coordinates the system of a node; empty when that is not known.
    using HubOf = std::function<QString(const QString &nodeId)>;
    /// The connection to a node; null while it is not connected.
    using PeerOf = std::function<RpcPeer *(const QString &nodeId)>;

    /// Fleet and direct dialer are borrowed and outlive this.
    ViaDialer(const Fleet &fleet, Dialer &direct, HubOf hubOf, PeerOf peerOf);
    ~ViaDialer() override;
    Q_DISABLE_COPY_MOVE(ViaDialer)

    /// Errors: those of both ways; when both fail, the direct one's. NotPaired also when the node lets this
    /// console in through nobody. The address does not matter for a node that is not paired.
    [[nodiscard]] QCoro::Task<Result<std::unique_ptr<Transport>>>
    dial(QString address, QString pinnedId, std::chrono::milliseconds deadline) override;

    /// The coordinator that a node must be reached through; empty for one that can be dialled directly.
    [[nodiscard]] QString neededHub(const QString &nodeId) const;
    /// Whose way depends on a coordinator's connection: who was dialled through it, whatever came of it, and
    /// who was noted.
    [[nodiscard]] QSet<QString> behind(const QString &hub) const { return m_behind.value(hub); }
    void noteBehind(const QString &nodeId, const QString &hub) { m_behind[hub].insert(nodeId); }
    void forget(const QString &nodeId);

private:
    [[nodiscard]] QString hubOf(const QString &nodeId) const;
    [[nodiscard]] QString nameOf(const QString &nodeId) const;
    [[nodiscard]] QCoro::Task<Result<std::unique_ptr<Transport>>>
    dialThrough(QString hub, QString nodeId, std::chrono::milliseconds deadline);

    const Fleet &m_fleet;
    Dialer &m_direct;
    HubOf m_hubOf;
    PeerOf m_peerOf;
    QHash<QString, QSet<QString>> m_behind; ///< by coordinator
    std::stop_source m_life; ///< stops the coroutines before anything they use is gone
};

} // namespace muster::console
