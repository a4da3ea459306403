// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/platform.h"

#include <QDateTime>
#include <QFileSystemWatcher>
#include <QHash>
#include <QTimer>

#include <chrono>

namespace muster::agent {

class SimulatedUnits;

/// A machine that is a folder: each file UNIT.json there is a unit, and says how it is. Writing a file is a
/// new run of its unit, removing it removes the unit. A file with a fault is refused, and said so in the log.
class SimulatedMachine : public QObject
{
    Q_OBJECT
public:
    /// Editors and copies touch a file several times; it is read once, after this much quiet.
    static constexpr std::chrono::milliseconds Quiet{50};

    /// Reads the folder, and again whenever it changes. `units` is told; it outlives the last turn of the
    /// event loop.
    SimulatedMachine(QString folder, SimulatedUnits &units, QObject *parent = nullptr);

private:
    void read();
    void removeOthers(const QStringList &files);
    void readUnit(const QString &name);

    QString m_folder;
    SimulatedUnits &m_units;
    /// What tells one writing of a file from the next: the time alone has steps of milliseconds.
    struct Writing
    {
        QDateTime at;
        quint64 inode = 0;
        qint64 bytes = 0;
        friend bool operator==(const Writing &, const Writing &) = default;
    };
    [[nodiscard]] static Writing writingOf(const QString &path);
    QHash<QString, Writing> m_written; ///< of each file that was read, by its name
    QFileSystemWatcher m_watcher;
    QTimer m_quiet;
};

/// A platform whose node is called `name` and whose units are those of `folder`.
[[nodiscard]] Platform simulatedPlatform(const QString &name, const QString &folder);

} // namespace muster::agent
