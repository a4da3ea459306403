// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/logentry.h"

#include <QCoroTask>
#include <QObject>

namespace muster::agent {

/// What was read of a log.
struct LogReading
{
    QList<LogEntry> entries = {}; ///< newest first, without their data
    QString partial = {}; ///< why there may be more; empty when that is all
};

/// The machine's own log of what went wrong: an error log of its management, or a journal. Its entries' text
/// is bounded and safe to print already.
class LogPlatform : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Most entries that are read; the newest are.
    static constexpr qsizetype MaxEntries = 10'000;

    /// The word for it: phosphor, journal, simulated.
    [[nodiscard]] virtual QString name() const = 0;
    /// Errors: Unavailable while it does not answer, Timeout, Forbidden.
    [[nodiscard]] virtual QCoro::Task<Result<LogReading>> read() = 0;
    /// Has the log itself looked at anew: what read() tells after it is what there was when this was asked,
    /// or later. Errors: those of read().
    [[nodiscard]] virtual QCoro::Task<Result<void>> refresh();
    /// One entry with its data. Errors: NotFound; those of read().
    [[nodiscard]] virtual QCoro::Task<Result<LogEntry>> entry(QString id) = 0;
    /// Those that keep the machine's host from being started. Errors: those of read().
    [[nodiscard]] virtual QCoro::Task<Result<QList<LogEntry>>> blocks();

    /// Why nothing can be deleted from it; empty where it can.
    [[nodiscard]] virtual QString notDeletable() const = 0;
    /// Errors: NotFound, Unsupported, Conflict, those of read().
    [[nodiscard]] virtual QCoro::Task<Result<void>> remove(QString id) = 0;
    /// All that there is when the log does it; some of it may be there still after an error. Errors: as
    /// remove(), but for NotFound.
    [[nodiscard]] virtual QCoro::Task<Result<void>> removeAll() = 0;

Q_SIGNALS:
    /// An entry was written, as it is listed. Only of logs that tell; a journal does not.
    void added(const muster::LogEntry &entry);
    void removed(const QStringList &ids);
};

} // namespace muster::agent
