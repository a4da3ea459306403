// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/fleet/fleetactions.h"

#include "shared/tls/identity.h"

#include <QHash>

namespace muster::console {

/// Actions that answer as a test says, and when it says. Everything asked for is written down.
class ScriptedActions : public FleetActions
{
    Q_OBJECT
public:
    explicit ScriptedActions(Fleet &fleet);

    // What is answered. Evidence and calls wait for release() while held.
    QHash<QString, Result<UnitEvidence>> evidenceAnswers; ///< by failure id
    Result<QByteArray> callAnswer = QByteArray("{}");
    QHash<QString, Result<QByteArray>> callAnswers; ///< by "node method", or "method"; before callAnswer
    Result<void> changeAnswer;
    QHash<QString, Error> acknowledgeErrors; ///< by node id; other nodes take note
    QString lastReason; ///< of an acknowledgement
    QList<FleetEvent> kept; ///< oldest first
    Result<int> discoverAnswer = 0;
    bool isHeld = false;
    void release();

    // Pairing: what the node does.
    QString code = QStringLiteral("ABCDEFGHIJ");
    std::chrono::seconds codeExpires{120};
    Result<QString> pairAnswer = QStringLiteral("node-new"); ///< when the codes are the same
    void acceptOnNode(); ///< somebody types the command there

    QStringList asked; ///< "evidence node failure", "call node method", "pair address", …
    QByteArrayList params; ///< of each call
    PairingWish lastWish;

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

Q_SIGNALS:
    void released();
    void accepted(bool byNode);

private:
    QCoro::Task<> turn();

    Fleet &m_fleet;
    Identity m_signer;
};

} // namespace muster::console
