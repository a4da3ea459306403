// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetactions.h"

#include "console/link/linkpool.h"
#include "console/pairing/pairing.h"
#include "console/store/fleetfile.h"
#include "console/store/historystore.h"

#include "shared/tls/identity.h"

namespace muster::console {

/// What the actions work with; all borrowed.
struct LiveParts
{
    Fleet &fleet;
    HistoryStore &history;
    StorageThread &storage;
    QString fleetFile;
};

/// Actions on live nodes, from begin() on; before it what needs a node is Unavailable. What changes the fleet
/// is on the disk before it is in the fleet.
class LiveActions : public FleetActions
{
    Q_OBJECT
public:
    explicit LiveActions(const LiveParts &parts, QObject *parent = nullptr);
    /// Actions under way end with Cancelled, as soon as what they wait for has come.
    ~LiveActions() override;

    /// @param links borrowed; outlives this, or the next begin()
    void begin(LinkPool &links, const PairingSelf &self, const Identity &signer);

    QCoro::Task<Result<QString>> pair(PairingWish wish, PairingDialogue dialogue,
                                      std::stop_token stop) override;
    QCoro::Task<Result<void>> unpair(QString nodeId) override;
    QCoro::Task<Result<void>> setAddress(QString nodeId, QString address) override;
    Result<SignedMembership> sign(Membership membership) override;
    QCoro::Task<Result<void>> keepSystem(SignedMembership membership) override;
    QCoro::Task<Result<void>> forgetSystem(QString name) override;
    QCoro::Task<Result<QByteArray>> call(QString nodeId, QByteArray method, QByteArray params,
                                         std::chrono::milliseconds deadline) override;
    QCoro::Task<Result<UnitEvidence>> evidence(QString nodeId, QString failureId) override;
    QCoro::Task<Result<AcknowledgeAnswer>> acknowledge(QString nodeId, QStringList failures,
                                                       QString reason) override;
    QCoro::Task<Result<QList<FleetEvent>>> keptEvents(EventQuery query) override;
    void reconnect(const QString &nodeId) override;
    QCoro::Task<Result<int>> discover(QString range, std::chrono::seconds time, SweepProgress progress,
                                      std::stop_token stop) override;
    QCoro::Task<Result<int>> probe(QStringList addresses, SweepProgress progress,
                                   std::stop_token stop) override;

private:
    using Edit = std::function<Result<void>(FleetDocument &)>;
    [[nodiscard]] QCoro::Task<Result<void>> change(Edit edit);
    [[nodiscard]] QCoro::Task<Result<void>> keep(FleetNode node);
    [[nodiscard]] QCoro::Task<Result<void>> tellToForget(QString nodeId);

    [[nodiscard]] RpcPeer *peerOf(const QString &nodeId) const;

    LiveParts d;
    LinkPool *m_links = nullptr;
    PairingSelf m_self;
    std::optional<Identity> m_signer; ///< none before begin()
    std::stop_source m_life; ///< stops the coroutines before anything they use is gone
};

} // namespace muster::console
