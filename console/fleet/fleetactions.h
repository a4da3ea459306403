// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"
#include "console/store/eventquery.h"

#include "shared/api/units.h"
#include "shared/error.h"
#include "shared/model/unit.h"
#include "shared/model/words.h"

#include <QCoroTask>
#include <QObject>

#include <chrono>
#include <functional>
#include <stop_token>

namespace muster::console {

/// What a person must see and say while a pairing runs. Called on the UI thread.
struct PairingDialogue
{
    /// Both sides show this code now; expiresIn until the node gives up.
    std::function<void(const QString &code, std::chrono::seconds expiresIn)> showCode;
    /// The node says that somebody accepted. True when the person here says that the node showed the same
    /// code.
    std::function<QCoro::Task<bool>()> confirm;
};

struct PairingWish
{
    QString address; ///< host, host:port, [v6]:port
    Role role = Role::Operator;
    QString token; ///< enrolment token; empty for pairing by code
};

using SweepProgress = std::function<void(int done, int total)>;

/// All that views and batch verbs can do to the fleet and its nodes. One implementation talks to live nodes,
/// another may answer from a recording (then what changes something is Unsupported).
class FleetActions : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Pairs and adds the node to the fleet. @return its node id.
    [[nodiscard]] virtual QCoro::Task<Result<QString>> pair(PairingWish wish, PairingDialogue dialogue,
                                                            std::stop_token stop) = 0;
    /// Forgets the node here, and asks it to forget this console. The error says that the node was not told;
    /// it is forgotten here all the same.
    [[nodiscard]] virtual QCoro::Task<Result<void>> unpair(QString nodeId) = 0;
    /// Tries the node at another address from now on. Errors: Invalid, NotFound, Io.
    [[nodiscard]] virtual QCoro::Task<Result<void>> setAddress(QString nodeId, QString address) = 0;
    /// Decides a membership in this console's name: who and when are filled in. Errors: Invalid or Conflict
    /// as checkMembership(); Unavailable before the key is there.
    [[nodiscard]] virtual Result<SignedMembership> sign(Membership membership) = 0;
    /// Knows from now on, also after a restart, what members have taken over, so that it is shown while none
    /// of them answers; a dissolved system is forgotten. A group of the same name is replaced by it. Errors:
    /// Invalid, Io.
    [[nodiscard]] virtual QCoro::Task<Result<void>> keepSystem(SignedMembership membership) = 0;
    /// Forgets a group that only this console knows, or what was kept of a system; its members are not told.
    /// Errors: NotFound, Io.
    [[nodiscard]] virtual QCoro::Task<Result<void>> forgetSystem(QString name) = 0;

    /// Any method of a node, JSON in and out. Errors: Unavailable when it is not connected.
    [[nodiscard]] virtual QCoro::Task<Result<QByteArray>>
    call(QString nodeId, QByteArray method, QByteArray params, std::chrono::milliseconds deadline) = 0;
    /// The evidence of a failure: from the node, or as it was kept here when the node does not answer.
    [[nodiscard]] virtual QCoro::Task<Result<UnitEvidence>> evidence(QString nodeId, QString failureId) = 0;
    /// Takes note of failures on a node; any number of them. Errors: Unavailable when it is not connected,
    /// Forbidden below the role Operator, Unsupported when its agent is older.
    [[nodiscard]] virtual QCoro::Task<Result<AcknowledgeAnswer>>
    acknowledge(QString nodeId, QStringList failures, QString reason) = 0;
    /// Events as they were kept here, the newest first.
    [[nodiscard]] virtual QCoro::Task<Result<QList<FleetEvent>>> keptEvents(EventQuery query) = 0;
    /// Tries a node that waits for its next try at once.
    virtual void reconnect(const QString &nodeId) = 0;

    /// Looks for nodes: DNS-SD for `time`, and the address range if one is given (CIDR, at most 4096
    /// addresses). Found ones appear in Fleet::found(). @param progress done and total addresses
    /// @return how many were found. Errors: Invalid range; Unavailable when there is no DNS-SD here and no
    /// range was given; Cancelled.
    [[nodiscard]] virtual QCoro::Task<Result<int>> discover(QString range, std::chrono::seconds time,
                                                            SweepProgress progress, std::stop_token stop) = 0;
    /// Asks each address (host, host:port) whether a node is there, as discover() does for a range.
    /// Errors: Invalid address, Cancelled.
    [[nodiscard]] virtual QCoro::Task<Result<int>> probe(QStringList addresses, SweepProgress progress,
                                                         std::stop_token stop) = 0;

Q_SIGNALS:
    /// Something that did not stop an action, and that the person who began it should know.
    void noted(const muster::Error &what);
};

} // namespace muster::console
