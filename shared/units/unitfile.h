// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/field.h"

#include <QList>
#include <QMap>
#include <QStringList>

#include <optional>

namespace muster {

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
            field(
                "errorsToMonitor", &TargetWatch::errorsToMonitor,
                "done, canceled, timeout, failed, dependency, skipped; or default alone for timeout, failed "
                "and dependency")
                .between(1, 8),
            field("errorToLog", &TargetWatch::errorToLog, "The error that is logged then").between(1, 255));
    }

    friend bool operator==(const TargetWatch &, const TargetWatch &) = default;
};

/// What is done about a failed unit once its evidence is safe.
struct Recovery
{
    enum class Action { None, Restart, Reboot };
    static constexpr int MaxAttempts = 10;
    static constexpr int MaxReboots = 3; ///< attempts of Action::Reboot

    Action action = Action::None;
    int attempts = 1;

    friend bool operator==(const Recovery &, const Recovery &) = default;
};

/// From how many automatic restarts, within which time, a service counts as failed although systemd does not
/// give it up.
struct CrashLoopLimit
{
    int restarts = 5;
    int seconds = 600;

    static constexpr auto fields()
    {
        return std::tuple(
            field("restarts", &CrashLoopLimit::restarts, "So many restarts").between(2, 1000).optional(),
            field("seconds", &CrashLoopLimit::seconds, "Within so many seconds")
                .between(10, 86400)
                .optional());
    }

    friend bool operator==(const CrashLoopLimit &, const CrashLoopLimit &) = default;
};

/// What one file of units.d asks for.
struct UnitFile
{
    QStringList services; ///< failed once systemd has given them up
    QStringList immediate; ///< failed with their first crash, whether or not systemd restarts them
    QList<TargetWatch> targets;
    /// Named for all their instances, as "obmc-host-start@*.target"; of each only instance 0 is among
    /// targets.
    QStringList allInstances;
    QMap<QString, Recovery> recovery; ///< by unit; only of units that the file watches
    std::optional<CrashLoopLimit> crashLoop; ///< of its services

    /// All that it names, in its order, each once.
    [[nodiscard]] QStringList units() const;

    friend bool operator==(const UnitFile &, const UnitFile &) = default;
};

constexpr qsizetype MaxUnitFileBytes = 256 * 1024;
constexpr qsizetype MaxUnits = 1000; ///< of all files together
constexpr qsizetype MaxUnitFiles = 64;
constexpr qsizetype MaxUnitFileName = 64;

/// Reads a file's text, in OpenBMC's format and what Muster adds to it:
/// {"services": ["a.service", ...], "immediate_quiesce_services": [...], "targets": [{"name",
/// "errorsToMonitor", "errorToLog"}, ...], "recovery": {"a.service": {"action", "attempts"}}, "crashLoop":
/// {"restarts", "seconds"}}; it must watch something. targets may also be an object keyed by the target's
/// name, as OpenBMC's own files have it, and "@*." there stands for instance 0. Pure. Errors: Invalid or
/// TooLarge with "file:line" as source, the key as field, what is allowed as remedy.
[[nodiscard]] Result<UnitFile> parseUnitFile(QByteArrayView text, const QString &file);

/// Whether a file of units.d may be called so: letters, digits, ".", "_" and "-", ".json" at the end, no "."
/// at the beginning, at most MaxUnitFileName characters. Errors: Invalid, saying so.
[[nodiscard]] Result<void> checkUnitFileName(const QString &name);

/// The line of a fault of parseUnitFile(), from 1; 0 when it has none.
[[nodiscard]] int lineOfFault(const Error &fault);

} // namespace muster
