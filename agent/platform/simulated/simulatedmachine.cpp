// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatedmachine.h"

#include "shared/log.h"

#include "agent/platform/simulated/simulatedcollectors.h"
#include "agent/platform/simulated/simulatedlog.h"
#include "agent/platform/simulated/simulatednode.h"
#include "agent/platform/simulated/simulatedrecovery.h"
#include "agent/platform/simulated/simulatedrestore.h"
#include "agent/platform/simulated/simulatedstate.h"
#include "agent/platform/simulated/simulatedunitfile.h"
#include "agent/platform/simulated/simulatedunits.h"

#include <QDir>
#include <QFileInfo>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// The same run after a restart of the agent, another when the file was written anew.
QString runWrittenAt(const QDateTime &written, quint64 inode)
{
    constexpr int Digits = 16;
    constexpr int Hex = 16;
    return u"%1%2"_s.arg(written.toMSecsSinceEpoch(), Digits, Hex, QLatin1Char('0'))
        .arg(inode, Digits, Hex, QLatin1Char('0'));
}

void writeJournal(SimulatedUnits &units, const QString &unit, const QStringList &lines)
{
    constexpr int UsualPriority = 6;
    for (const QString &line : lines) {
        const bool hasPriority =
            line.size() > 2 && line[0] == u'<' && line[2] == u'>' && line[1] >= u'0' && line[1] <= u'7';
        if (hasPriority)
            units.writeLine(unit, line.sliced(3), line[1].digitValue());
        else
            units.writeLine(unit, line, UsualPriority);
    }
}

} // namespace

SimulatedMachine::SimulatedMachine(QString folder, SimulatedUnits &units, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_units(units)
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(Quiet);
    const auto touched = [this] { m_quiet.start(); };
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, touched);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, touched);
    connect(&m_quiet, &QTimer::timeout, this, &SimulatedMachine::read);
    read();
}

void SimulatedMachine::read()
{
    // The watch comes first: what changes while the files are read is then read once more.
    m_watcher.addPath(m_folder);
    const QStringList files = simulatedUnitFilesIn(m_folder);
    for (const QString &name : files)
        m_watcher.addPath(QDir(m_folder).filePath(name));
    removeOthers(files);
    for (const QString &name : files)
        readUnit(name);
}

void SimulatedMachine::removeOthers(const QStringList &files)
{
    const QStringList known = m_written.keys();
    for (const QString &name : known) {
        if (files.contains(name))
            continue;
        m_written.remove(name);
        m_units.remove(unitOfFile(name));
    }
}

SimulatedMachine::Writing SimulatedMachine::writingOf(const QString &path)
{
    struct stat status{};
    const bool isThere = ::stat(QFile::encodeName(path).constData(), &status) == 0;
    return {QFileInfo(path).lastModified(), isThere ? quint64(status.st_ino) : 0, qint64(status.st_size)};
}

void SimulatedMachine::readUnit(const QString &name)
{
    const QString path = QDir(m_folder).filePath(name);
    const Writing written = writingOf(path);
    if (m_written.value(name) == written)
        return;
    m_written.insert(name, written);
    const auto file = loadSimulatedUnit(path);
    if (!file) {
        for (const ConfigFault &fault : file.error())
            qCWarning(logPlatform, "simulatedUnit=refused %ls", qUtf16Printable(toString(fault)));
        return;
    }
    const QString unit = unitOfFile(name);
    m_units.run(unit, file->description, runWrittenAt(written.at, written.inode));
    writeJournal(m_units, unit, file->journal);
    if (file->signal)
        m_units.kill(unit, *file->signal, file->restarts);
    else if (file->exitCode)
        m_units.exit(unit, *file->exitCode, file->restarts);
}

Platform simulatedPlatform(const QString &name, const QString &folder)
{
    qCInfo(logPlatform, "platform=simulated folder=%ls", qUtf16Printable(folder));
    auto units = std::make_unique<SimulatedUnits>();
    auto machine = std::make_unique<SimulatedMachine>(folder, *units);
    Collectors collectors = simulatedCollectors(*units);
    return {std::move(machine),
            std::make_unique<SimulatedNode>(name),
            std::move(units),
            nullptr,
            std::move(collectors),
            std::make_unique<SimulatedState>(),
            std::make_unique<SimulatedRestore>(),
            std::make_unique<SimulatedLog>(),
            std::make_unique<SimulatedRecovery>()};
}

} // namespace muster::agent
