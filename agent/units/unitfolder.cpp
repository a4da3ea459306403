// SPDX-License-Identifier: Apache-2.0
#include "agent/units/unitfolder.h"

#include "shared/log.h"

#include "agent/state/problems.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr auto FaultPrefix = "units-config:"_L1;

Problem faultOf(const QString &path, const QString &file, const Error &fault, bool hasLastGood)
{
    const QString inForce =
        hasLastGood ? u"what it said before stays in force"_s : u"none of it is watched"_s;
    const QString key = fault.field.isEmpty() ? QString() : u" (%1)"_s.arg(fault.field);
    return {FaultPrefix + file,
            Health::Warning,
            QDir(path).filePath(file),
            u"%1: %2%3; %4"_s.arg(fault.source, fault.text, key, inForce),
            fault.remedy.isEmpty() ? u"correct the file; it is read again when it changes"_s : fault.remedy,
            {}};
}

} // namespace

UnitFolder::UnitFolder(QString path, Problems &problems, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_problems(problems)
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(Quiet);
    const auto touched = [this] { m_quiet.start(); };
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, touched);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, touched);
    connect(&m_quiet, &QTimer::timeout, this, &UnitFolder::readNow);
}

void UnitFolder::start()
{
    read();
}

void UnitFolder::readNow()
{
    const WatchList before = m_watchList;
    read();
    if (m_watchList != before)
        Q_EMIT changed();
}

void UnitFolder::read()
{
    // The watch comes first: what changes while the files are read is then read once more.
    watch();
    const QStringList files = unitFilesIn(m_path);
    m_faults.clear();
    m_files.removeIf([&files](const auto &entry) { return !files.contains(entry.key()); });
    for (const QString &name : files.first(std::min(files.size(), MaxUnitFiles)))
        readFileNamed(name);
    for (const QString &name : files.sliced(std::min(files.size(), MaxUnitFiles))) {
        m_files.remove(name);
        m_faults.insert(name, {ErrorCode::QuotaExceeded,
                               u"more than %1 files"_s.arg(MaxUnitFiles),
                               QDir(m_path).filePath(name),
                               {},
                               u"put more units into each file"_s});
    }
    m_watchList = WatchList(m_files);
    tellProblems(files);
    tellContradictions();
    qCInfo(logUnits) << "event=unitsRead files=" << files.size() << "faults=" << m_faults.size()
                     << "units=" << units().size();
}

void UnitFolder::readFileNamed(const QString &name)
{
    const auto before = m_files.constFind(name);
    const std::optional<UnitFile> lastGood = before == m_files.cend() ? std::nullopt : std::optional(*before);
    auto file = readUnitFile(QDir(m_path).filePath(name));
    if (!file) {
        m_faults.insert(name, file.error());
        return;
    }
    m_files.insert(name, std::move(*file));
    if (WatchList(m_files).units().size() <= MaxUnits)
        return;
    m_faults.insert(name, {ErrorCode::QuotaExceeded,
                           u"with it, more than %1 units would be watched"_s.arg(MaxUnits),
                           QDir(m_path).filePath(name),
                           {},
                           u"watch only what is critical"_s});
    if (lastGood)
        m_files.insert(name, *lastGood);
    else
        m_files.remove(name);
}

void UnitFolder::watch()
{
    // A file that was replaced is no longer the one that is watched.
    if (!m_watcher.files().isEmpty())
        m_watcher.removePaths(m_watcher.files());
    if (!m_watcher.directories().isEmpty())
        m_watcher.removePaths(m_watcher.directories());
    if (!QFileInfo(m_path).isDir()) {
        // Its parent tells when it is made.
        if (const QString parent = QFileInfo(m_path).path(); QFileInfo(parent).isDir())
            m_watcher.addPath(parent);
        return;
    }
    m_watcher.addPath(m_path);
    const QStringList files = unitFilesIn(m_path);
    for (const QString &name : files.first(std::min(files.size(), MaxUnitFiles)))
        m_watcher.addPath(QDir(m_path).filePath(name));
}

void UnitFolder::tellProblems(const QStringList &files)
{
    QStringList faults;
    for (auto fault = m_faults.cbegin(); fault != m_faults.cend(); ++fault) {
        if (faults.size() == MaxUnitFiles)
            break;
        const Problem problem = faultOf(m_path, fault.key(), *fault, m_files.contains(fault.key()));
        faults.append(problem.id);
        m_problems.raise(problem);
        qCWarning(logUnits).noquote() << "event=unitFileRefused" << problem.text;
    }
    m_problems.clearOthers(FaultPrefix, faults);

    const bool missing = !QFileInfo(m_path).isDir();
    const QString none = missing           ? u"There is no folder %1: no unit is watched"_s
                         : files.isEmpty() ? u"There is no file in %1: no unit is watched"_s
                                           : u"The files in %1 name no unit: none is watched"_s;
    m_problems.set(units().isEmpty(),
                   {u"units-none"_s,
                    Health::Warning,
                    m_path,
                    none.arg(m_path),
                    u"put a file there, as critical.json with {\"services\": [\"fan-control.service\"]}"_s,
                    {}});
}

void UnitFolder::tellContradictions()
{
    const QStringList contradictions = m_watchList.contradictions();
    m_problems.set(!contradictions.isEmpty(), {u"units-contradiction"_s,
                                               Health::Warning,
                                               m_path,
                                               contradictions.join("; "_L1),
                                               u"let one file say it"_s,
                                               {}});
}

} // namespace muster::agent
