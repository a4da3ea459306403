// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/store/fleetfile.h"
#include "console/store/storagethread.h"

#include <QCoroTask>
#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QTimer>

namespace muster::console {

/// Keeps the fleet and its file together while the program runs: takes in what other programs write (a batch
/// verb pairs a node while the GUI is open), and writes what nodes say of themselves.
class FleetReload : public QObject
{
    Q_OBJECT
public:
    /// @param fleet, thread borrowed, outlive this
    FleetReload(Fleet &fleet, StorageThread &thread, const QString &path, QObject *parent = nullptr);

    /// Puts the node's name, role and version into the file, soon and together with those of other nodes; not
    /// for nodes that are not in it.
    void keepIdentity(const FleetNode &node);
    /// The same for the systems, as they are by now.
    void keepSystems();
    /// Answers when what was given to these before is in the file, or could not be put there.
    QCoro::Task<> flush();

Q_SIGNALS:
    void failed(const muster::Error &reason);

private:
    void watch();
    QCoro::Task<> reload();
    void takeIn(const FleetDocument &document);
    void takeInSystems(const FleetDocument &document);

    Fleet &m_fleet;
    StorageThread &m_thread;
    QString m_path;
    QFileSystemWatcher m_watcher;
    QTimer m_quiet; ///< a file is written in steps; it is read when they are over
    QHash<QString, PairedNode> m_unwritten; ///< by node id
    QHash<QString, qint64> m_knownSystems; ///< generations of those that the fleet had last, by id
    QHash<QString, std::optional<FleetSystem>> m_unwrittenSystems; ///< by id; none for one that is no more
    QTimer m_write;
};

} // namespace muster::console
