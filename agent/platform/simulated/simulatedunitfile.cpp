// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatedunitfile.h"

#include "shared/units/unitname.h"

#include "agent/config/checkeddocument.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr auto Ending = ".json"_L1;

} // namespace

QStringList simulatedUnitFilesIn(const QString &folder)
{
    return QDir(folder).entryList({u'*' + Ending}, QDir::Files, QDir::Name);
}

QString unitOfFile(const QString &name)
{
    return name.chopped(Ending.size());
}

std::expected<SimulatedUnitFile, QList<ConfigFault>> loadSimulatedUnit(const QString &path)
{
    CheckedDocument document = CheckedDocument::load(path);
    auto unit = document.read<SimulatedUnitFile>();
    if (!isUnitName(unitOfFile(QFileInfo(path).fileName()))) {
        document.add({}, u"the file is not named after a unit"_s,
                     u"use the full name, as fan-control.service.json"_s);
    }
    if (unit.exitCode && unit.signal) {
        document.add(u"signal"_s, u"a unit ends by exitCode or by signal, not by both"_s,
                     u"leave one of them out"_s);
    }
    if (!document.faults().isEmpty())
        return std::unexpected(document.faults());
    return unit;
}

QList<ConfigFault> checkSimulationFolder(const QString &folder)
{
    if (!QFileInfo(folder).isDir())
        return {{folder, 0, {}, u"there is no such folder"_s, u"make it, or correct simulationFolder"_s}};
    QList<ConfigFault> faults;
    const QStringList files = simulatedUnitFilesIn(folder);
    for (const QString &name : files) {
        if (const auto unit = loadSimulatedUnit(QDir(folder).filePath(name)); !unit)
            faults += unit.error();
    }
    return faults;
}

} // namespace muster::agent
