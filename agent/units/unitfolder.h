// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/units/unitconfig.h"

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

    /// All units asked for, services and targets, by name, each once.
    [[nodiscard]] QStringList units() const;
    [[nodiscard]] QList<TargetWatch> targets() const;

Q_SIGNALS:
    /// The folder has been read again, and what it asks for is another.
    void changed();

private:
    void read();
    void readFileNamed(const QString &name);
    void watch();
    void tellProblems(const QStringList &files);

    QString m_path;
    Problems &m_problems;
    QMap<QString, UnitFile> m_files; ///< in force, by name
    QMap<QString, Error> m_faults; ///< by name
    QFileSystemWatcher m_watcher;
    QTimer m_quiet;
};

} // namespace muster::agent
