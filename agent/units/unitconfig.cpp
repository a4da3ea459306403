// SPDX-License-Identifier: Apache-2.0
#include "agent/units/unitconfig.h"

#include "shared/store/atomicfile.h"

#include <QDir>
#include <QSet>

using namespace Qt::StringLiterals;

namespace muster::agent {

Result<UnitFile> readUnitFile(const QString &path)
{
    return readFile(path, MaxUnitFileBytes)
        .and_then([&](const QByteArray &text) { return parseUnitFile(text, path); })
        .transform_error([&](Error error) {
            if (error.source.isEmpty())
                error.source = path;
            return error;
        });
}

QStringList unitFilesIn(const QString &folder)
{
    return QDir(folder).entryList({u"*.json"_s}, QDir::Files, QDir::Name);
}

QList<Error> checkUnitFolder(const QString &folder)
{
    QList<Error> errors;
    QSet<QString> units;
    const QStringList files = unitFilesIn(folder);
    if (files.size() > MaxUnitFiles)
        errors.append({ErrorCode::QuotaExceeded,
                       u"%1 files are too many"_s.arg(files.size()),
                       folder,
                       {},
                       u"at most %1 are read; put more units into each"_s.arg(MaxUnitFiles)});
    for (const QString &name : files.first(std::min(files.size(), MaxUnitFiles))) {
        const auto file = readUnitFile(QDir(folder).filePath(name));
        if (!file) {
            errors.append(file.error());
            continue;
        }
        const QStringList named = file->units();
        units.unite(QSet<QString>(named.cbegin(), named.cend()));
    }
    if (units.size() > MaxUnits)
        errors.append({ErrorCode::QuotaExceeded,
                       u"%1 units are too many"_s.arg(units.size()),
                       folder,
                       {},
                       u"at most %1 are watched"_s.arg(MaxUnits)});
    return errors;
}

} // namespace muster::agent
