// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpkindfolder.h"

#include "shared/log.h"
#include "shared/store/atomicfile.h"

#include "agent/dumps/builtinkinds.h"
#include "agent/dumps/dumpkindfile.h"
#include "agent/state/problems.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr auto FaultPrefix = "dump-kind:"_L1;

} // namespace

QStringList dumpKindFilesIn(const QString &folder)
{
    return QDir(folder).entryList({u"*.json"_s}, QDir::Files, QDir::Name);
}

Result<DumpKind> readDumpKind(const QString &path)
{
    return readFile(path, MaxKindFileBytes)
        .and_then([&](const QByteArray &text) { return parseDumpKind(text, path); })
        .transform_error([&](Error error) {
            if (error.source.isEmpty())
                error.source = path;
            return error;
        });
}

QList<Error> checkDumpKindFolder(const QString &folder)
{
    QList<Error> errors;
    const QStringList names = dumpKindFilesIn(folder);
    if (names.size() > DumpKindFolder::MaxFiles)
        errors.append({ErrorCode::QuotaExceeded,
                       u"%1 files are too many"_s.arg(names.size()),
                       folder,
                       {},
                       u"at most %1 are read"_s.arg(DumpKindFolder::MaxFiles)});
    for (const QString &name : names) {
        if (const auto kind = readDumpKind(QDir(folder).filePath(name)); !kind)
            errors.append(kind.error());
    }
    return errors;
}

DumpKindFolder::DumpKindFolder(QString path, Problems &problems, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_problems(problems)
    , m_kinds(builtInKinds())
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(Quiet);
    const auto touched = [this] { m_quiet.start(); };
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, touched);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, touched);
    connect(&m_quiet, &QTimer::timeout, this, [this] {
        read();
        Q_EMIT changed();
    });
}

void DumpKindFolder::start()
{
    read();
}

void DumpKindFolder::read()
{
    // The watch comes first: what changes while the files are read is then read once more.
    watch();
    const QStringList names = dumpKindFilesIn(m_path);
    QMap<QString, Error> faults;
    m_files.removeIf([&names](const auto &entry) { return !names.contains(entry.key()); });
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QString path = QDir(m_path).filePath(names[i]);
        if (i >= MaxFiles) {
            faults.insert(names[i],
                          {ErrorCode::QuotaExceeded, u"more than %1 files"_s.arg(MaxFiles), path, {}, {}});
            continue;
        }
        auto kind = readDumpKind(path);
        if (kind)
            m_files.insert(names[i], *std::move(kind));
        else
            faults.insert(names[i], kind.error());
    }
    m_kinds = builtInKinds();
    for (const DumpKind &kind : std::as_const(m_files))
        put(kind);
    tellFaults(faults);
}

/// Of two files that are about one type the later one counts, by name.
void DumpKindFolder::put(const DumpKind &kind)
{
    const auto known = std::ranges::find(m_kinds, kind.type, &DumpKind::type);
    if (known != m_kinds.end())
        *known = kind;
    else
        m_kinds.append(kind);
}

void DumpKindFolder::watch()
{
    // A file that was replaced is no longer the one that is watched.
    const QStringList before = m_watcher.files() + m_watcher.directories();
    if (!before.isEmpty())
        m_watcher.removePaths(before);
    if (!QFileInfo(m_path).isDir()) {
        // Its parent tells when it is made.
        if (const QString parent = QFileInfo(m_path).path(); QFileInfo(parent).isDir())
            m_watcher.addPath(parent);
        return;
    }
    m_watcher.addPath(m_path);
    const QStringList names = dumpKindFilesIn(m_path);
    for (const QString &name : names.first(std::min(names.size(), MaxFiles)))
        m_watcher.addPath(QDir(m_path).filePath(name));
}

void DumpKindFolder::tellFaults(const QMap<QString, Error> &faults)
{
    QStringList told;
    for (const auto &[name, fault] : faults.asKeyValueRange()) {
        const QString inForce = m_files.contains(name) ? u"what it said before stays in force"_s
                                                       : u"its kind of dumps is not known"_s;
        const QString key = fault.field.isEmpty() ? QString() : u" (%1)"_s.arg(fault.field);
        const Problem problem{FaultPrefix + name,
                              Health::Warning,
                              QDir(m_path).filePath(name),
                              u"%1: %2%3; %4"_s.arg(fault.source, fault.text, key, inForce),
                              fault.remedy.isEmpty() ? u"correct the file; it is read again when it changes"_s
                                                     : fault.remedy,
                              {}};
        told.append(problem.id);
        m_problems.raise(problem);
        qCWarning(logDumps).noquote() << "event=kindRefused" << problem.text;
    }
    m_problems.clearOthers(FaultPrefix, told);
}

} // namespace muster::agent
