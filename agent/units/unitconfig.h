// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/field.h"

#include <QList>
#include <QStringList>

namespace muster::agent {

/// A target and which results of its jobs count as errors.
struct TargetWatch
{
    QString name;
    QStringList errorsToMonitor;
    QString errorToLog;

    static constexpr auto fields()
    {
        return std::tuple(
            field("name", &TargetWatch::name, "Full name of the target").between(1, 255),
            field("errorsToMonitor", &TargetWatch::errorsToMonitor,
                  "timeout, failed, dependency, canceled, skipped; or default for the first three")
                .between(1, 8),
            field("errorToLog", &TargetWatch::errorToLog, "The error that is logged then").between(1, 255));
    }

    friend bool operator==(const TargetWatch &, const TargetWatch &) = default;
};

/// What one file of units.d asks for.
struct UnitFile
{
    QStringList services;
    QList<TargetWatch> targets;

    friend bool operator==(const UnitFile &, const UnitFile &) = default;
};

constexpr qsizetype MaxUnitFileBytes = 256 * 1024;
constexpr qsizetype MaxUnits = 1000; ///< of all files together
constexpr qsizetype MaxUnitFiles = 64;

/// Reads a file's text: {"services": ["a.service", ...], "targets": [{"name", "errorsToMonitor",
/// "errorToLog"}, ...]}, at least one of both; targets may also be an object keyed by the target's name.
/// Pure. Errors: Invalid or TooLarge with "file:line" as source, the key as field, what is allowed as remedy.
[[nodiscard]] Result<UnitFile> parseUnitFile(QByteArrayView text, const QString &file);

/// The same from the disk; its source is the whole path. Further errors: NotFound, Io.
[[nodiscard]] Result<UnitFile> readUnitFile(const QString &path);

/// The files of a units.d folder that count, by name: *.json, none that is hidden.
[[nodiscard]] QStringList unitFilesIn(const QString &folder);

/// All that is wrong with a units.d folder, for a check of the configuration: bad files, too many files or
/// units. A folder without files, or none at all, is not wrong.
[[nodiscard]] QList<Error> checkUnitFolder(const QString &folder);

} // namespace muster::agent
