// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/consolepaths.h"
#include "console/fleet/fleet.h"
#include "console/fleet/fleetactions.h"
#include "console/keys/keystorage.h"
#include "console/store/eventquery.h"

#include <QCoroTask>
#include <QObject>

#include <memory>
#include <optional>
#include <stop_token>

namespace muster {
class Identity;
} // namespace muster

namespace muster::console {

class OffloadQueue;

struct ConsoleOptions
{
    QString fleetFile; ///< empty: the user's own; else all that the console keeps is beside this file
    std::optional<KeyStorage> keyStorage; ///< what the user says now; empty: as remembered, else the keychain
    std::chrono::milliseconds keychainDeadline{30'000}; ///< how long a person may take to unlock it
    bool keepsOffloads = false; ///< goes on with dumps that an earlier run did not come to fetch
    bool followsEvents = true; ///< false: only the present state of nodes is fetched
};

/// The console without its face: the fleet, what is kept of it, the key, the links and what can be done.
/// The GUI and each batch verb own one; several can live in one process. UI thread.
class Console : public QObject
{
    Q_OBJECT
public:
    explicit Console(const ConsoleOptions &options = {}, QObject *parent = nullptr);
    ~Console() override;

    [[nodiscard]] Fleet &fleet();
    [[nodiscard]] FleetActions &actions(); ///< what needs a node is Unavailable before unlock()
    /// Dumps that are being fetched; null before unlock(), and replaced by another unlock().
    [[nodiscard]] OffloadQueue *offloads() const;
    [[nodiscard]] const ConsolePaths &paths() const;
    [[nodiscard]] QString ownId() const; ///< the console's own node id; empty before unlock()
    [[nodiscard]] KeyStorage keyStorage() const; ///< where the key is, or is looked for first

    /// Reads what was kept: the fleet, and of each node the last known state. Nothing is connected yet.
    /// Errors: Invalid or Io, when the fleet file is there and cannot be read; it is then never overwritten.
    [[nodiscard]] QCoro::Task<Result<void>> open();

    /// Gets the private key, making one at the first start. May be called again with another choice after an
    /// error. Errors: Unavailable when no keychain answers, with the choices as remedy; Conflict when the key
    /// that the fleet was paired with is not there; Forbidden, Io.
    [[nodiscard]] QCoro::Task<Result<void>> unlock(std::optional<KeyStorage> choice = {});

    /// Begins to keep connections to all nodes of the fleet, also to those that come later. After unlock().
    void connectAll();
    /// The same for these only.
    void connectOnly(const QStringList &nodeIds);
    /// Answers when each of these nodes is connected with its state taken in (and, when events are followed,
    /// has caught up), or was tried and failed, or the time is over. The fleet has told all of it by then.
    [[nodiscard]] QCoro::Task<> settled(QStringList nodeIds, std::chrono::milliseconds deadline);

    /// Kept events, the newest first.
    [[nodiscard]] QCoro::Task<Result<QList<FleetEvent>>> keptEvents(EventQuery query);

    /// Writes what is not on the disk yet; to be awaited before the program ends.
    [[nodiscard]] QCoro::Task<> close();

Q_SIGNALS:
    void offloadsBegun(); ///< offloads() is another one
    /// Something cannot be kept: a full disk, a broken history. What is shown is right, but would be lost.
    void storeFailed(const muster::Error &reason);

private:
    struct Parts;
    void keepFleet();
    void keepNodes(const QHash<QString, NodeAspects> &changed);
    [[nodiscard]] Result<void> take(const Identity &identity);
    void beginOffloads(const Identity &identity, const QString &ownName);
    [[nodiscard]] QCoro::Task<Result<void>> remember(KeyStorage storage, QString identity);

    std::stop_source m_life; ///< stops the coroutines before anything they use is gone
    std::unique_ptr<Parts> d;
};

} // namespace muster::console
