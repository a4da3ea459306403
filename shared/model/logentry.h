// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"
#include "shared/model/loggederror.h"
#include "shared/model/timestamp.h"
#include "shared/model/words.h"

#include <QList>
#include <QObject>
#include <QString>

#include <optional>

namespace muster::logwords {
Q_NAMESPACE

/// How bad what a machine's log tells is, the worst first; OpenBMC's words
/// (xyz.openbmc_project.Logging.Entry.Level), which are syslog's.
enum class LogSeverity {
    Emergency,
    Alert,
    Critical,
    Error,
    Warning,
    Notice,
    Informational,
    Debug,
    Unknown, ///< the log says a word that is not known here: counts as Error where that matters
};
Q_ENUM_NS(LogSeverity)

} // namespace muster::logwords

namespace muster {
using logwords::LogSeverity;

/// Longest parts of an entry, in bytes of UTF-8. What is longer is cut, and `isCut` says so.
constexpr qint64 MaxLogId = 64;
constexpr qint64 MaxLogMessage = 1024;
constexpr qint64 MaxLogText = 4096;
/// Most pieces of additional data that an entry is told with.
constexpr int MaxLogData = 64;

/// Whether somebody has to look after an entry of that severity: Error or worse.
[[nodiscard]] constexpr bool isErrorOrWorse(LogSeverity severity)
{
    return severity <= LogSeverity::Error || severity == LogSeverity::Unknown;
}

[[nodiscard]] constexpr Health healthOf(LogSeverity severity)
{
    switch (severity) {
    case LogSeverity::Emergency:
    case LogSeverity::Alert:
    case LogSeverity::Critical:
    case LogSeverity::Error:
        return Health::Critical;
    case LogSeverity::Warning:
        return Health::Warning;
    case LogSeverity::Notice:
    case LogSeverity::Informational:
    case LogSeverity::Debug:
        return Health::OK;
    case LogSeverity::Unknown:
        break;
    }
    return Health::Unknown;
}

/// One entry of a machine's own log. All text is safe to print: control characters and marks that turn the
/// direction of writing were replaced.
struct LogEntry
{
    QString id = {};
    std::optional<Timestamp> at = {};
    LogSeverity severity = LogSeverity::Unknown;
    QString message = {};
    std::optional<bool> isResolved = {};
    QString eventId = {};
    QString resolution = {};
    QString source = {};
    QStringList about = {};
    QList<ErrorDatum> data = {};
    bool isCut = false;

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &LogEntry::id, "What its log calls it; later entries may get the same")
                .between(1, MaxLogId),
            field("at", &LogEntry::at, "When it was written, by the node's clock; absent: it does not tell")
                .optional(),
            field("severity", &LogEntry::severity, "How bad it is"),
            field("message", &LogEntry::message, "Its name, or what happened").between(0, MaxLogMessage),
            field("isResolved", &LogEntry::isResolved,
                  "Whether somebody has marked it as dealt with; absent: its log knows no such mark")
                .optional(),
            field("eventId", &LogEntry::eventId, "The implementation's own id of such events")
                .between(0, MaxLogMessage)
                .optional(),
            field("resolution", &LogEntry::resolution, "What it suggests to do")
                .between(0, MaxLogText)
                .optional(),
            field("source", &LogEntry::source, "Where it is from: object, unit or program")
                .between(0, 512)
                .optional(),
            field("about", &LogEntry::about, "Objects that it is associated with: parts to replace, dumps")
                .between(0, MaxLogData)
                .optional(),
            field("data", &LogEntry::data, "What belongs to it; only told of one entry that is asked for")
                .between(0, MaxLogData)
                .optional(),
            field("isCut", &LogEntry::isCut, "Something of it was too long or too much, and was left out")
                .optional());
    }
    friend bool operator==(const LogEntry &, const LogEntry &) = default;
};

/// Whether somebody has to look after it still.
[[nodiscard]] inline bool isOpen(const LogEntry &entry)
{
    return isErrorOrWorse(entry.severity) && !entry.isResolved.value_or(false);
}

/// Entries of a log that are gone.
struct LogGone
{
    QStringList ids = {};

    static constexpr auto fields()
    {
        return std::tuple(field("ids", &LogGone::ids, "What the log called them").between(0, 1000));
    }
    friend bool operator==(const LogGone &, const LogGone &) = default;
};

namespace events {
constexpr QLatin1StringView LogAdded{"log.added"}; ///< LogEntry without its data
constexpr QLatin1StringView LogRemoved{"log.removed"}; ///< LogGone
} // namespace events

} // namespace muster
