// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/dump.h"

#include <QFileSystemWatcher>
#include <QMap>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace muster::agent {

class Problems;

/// The kinds of dumps that a node knows: the built-in ones, and those of a site's files, which may also put
/// another one in the place of a built-in. A bad file is refused whole: what it last said well stays in
/// force, and a problem says what is wrong with it. Follows the folder without polling it.
class DumpKindFolder : public QObject
{
    Q_OBJECT
public:
    /// Editors and copies touch a file several times; it is read once, after this much quiet.
    static constexpr std::chrono::milliseconds Quiet{200};
    static constexpr qsizetype MaxFiles = 32;

    DumpKindFolder(QString path, Problems &problems, QObject *parent = nullptr);

    /// Reads the folder now, and again whenever it changes.
    void start();

    /// Built-in ones first. None is `unavailable` here.
    [[nodiscard]] const QList<DumpKind> &kinds() const { return m_kinds; }

Q_SIGNALS:
    void changed();

private:
    void read();
    void watch();
    void put(const DumpKind &kind);
    void tellFaults(const QMap<QString, Error> &faults);

    QString m_path;
    Problems &m_problems;
    QMap<QString, DumpKind> m_files; ///< in force, by the file's name
    QList<DumpKind> m_kinds;
    QFileSystemWatcher m_watcher;
    QTimer m_quiet;
};

/// The files of a folder of kinds that count, by name: *.json, none that is hidden.
[[nodiscard]] QStringList dumpKindFilesIn(const QString &folder);
/// All that is wrong with a folder of kinds, for a check of the configuration. No folder is not wrong.
[[nodiscard]] QList<Error> checkDumpKindFolder(const QString &folder);
/// parseDumpKind() from the disk. Further errors: NotFound, Io.
[[nodiscard]] Result<DumpKind> readDumpKind(const QString &path);

} // namespace muster::agent
