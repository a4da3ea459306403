// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/units/unitconfig.h"
#include "agent/units/watchlist.h"

#include <QFileSystemWatcher>
#include <QMap>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace muster::agent {

class Problems;

/// The files of units.d and what they ask for together. A bad file is refused whole: what it last said well
/// stays in force, and a problem says what is wrong with it. Follows the folder without ever polling it.
class UnitFolder : public QObject
{
    Q_OBJECT
public:
    /// Editors and copies touch a file several times; it is read once, after this much quiet.
    static constexpr std::chrono::milliseconds Quiet{200};

    UnitFolder(QString path, Problems &problems, QObject *parent = nullptr);

    /// Reads the folder now, and again whenever it changes. changed() is not emitted for this first time.
    void start();

    /// Reads it at once, for whoever has just changed it. Emits changed() as any other reading does.
    void readNow();

    [[nodiscard]] const QString &path() const { return m_path; }
    /// What is in force: of each file what it says now, or what it last said well.
    [[nodiscard]] const QMap<QString, UnitFile> &files() const { return m_files; }
    /// What is wrong with files, by name.
    [[nodiscard]] const QMap<QString, Error> &faults() const { return m_faults; }
    [[nodiscard]] const WatchList &watchList() const { return m_watchList; }

    /// All units asked for, services and targets, by name, each once.
    [[nodiscard]] QStringList units() const { return m_watchList.names(); }
    [[nodiscard]] QList<TargetWatch> targets() const { return m_watchList.targets(); }
    /// What is asked for one unit; the defaults for one that is not watched.
    [[nodiscard]] WatchedUnit watchOf(const QString &unit) const { return m_watchList.units().value(unit); }
    [[nodiscard]] bool isImmediate(const QString &unit) const { return watchOf(unit).isImmediate; }
    [[nodiscard]] std::optional<TargetWatch> targetWatch(const QString &unit) const
    {
        return watchOf(unit).target;
    }
    [[nodiscard]] Recovery recovery(const QString &unit) const { return watchOf(unit).recovery; }
    [[nodiscard]] CrashLoopLimit crashLoop(const QString &unit) const { return watchOf(unit).crashLoop; }

Q_SIGNALS:
    /// The folder has been read again, and what it asks for is another.
    void changed();

private:
    void read();
    void readFileNamed(const QString &name);
    void watch();
    void tellProblems(const QStringList &files);
    void tellContradictions();

    QString m_path;
    Problems &m_problems;
    QMap<QString, UnitFile> m_files; ///< in force, by name
    WatchList m_watchList; ///< of m_files
    QMap<QString, Error> m_faults; ///< by name
    QFileSystemWatcher m_watcher;
    QTimer m_quiet;
};

} // namespace muster::agent
