// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/unitplatform.h"

#include <QMap>

#include <chrono>
#include <stop_token>

namespace muster::agent {

/// Of each unit so many words at most, the latest; a crash loop writes three for each run.
constexpr qsizetype MaxPastWords = 4000;

struct PastQuery
{
    QMap<QString, QString> units; ///< the name each is told by, and systemd's own, which aliases are not
    Timestamp since{};
    qsizetype wordsOfEach = MaxPastWords;
};

/// One of systemd's words on a unit, as the journal keeps it.
struct UnitWord
{
    enum class Kind {
        Stopping, ///< a stop or restart begins: it was asked for
        ProcessExit, ///< the main process has ended badly
        Failure, ///< a run has failed, or a start of it was refused
        RestartScheduled, ///< that run is followed by another one: written when the pause between them is
                          ///< over
        Stopped, ///< a stop is done; all that there is where a unit was stopped while it started
        JobFailed, ///< a job has ended otherwise than well
    };

    Kind kind = Kind::Failure;
    Timestamp at{};
    QString invocationId;
    QString text; ///< UNIT_RESULT, EXIT_CODE, JOB_RESULT; of a stop JOB_TYPE
    qint64 number = 0; ///< EXIT_STATUS, N_RESTARTS
    QString job; ///< id of the job that failed
};

/// The latest failures, and as many ends of jobs, are told.
constexpr qsizetype MaxPast = 5000;
/// Words from before the time that is asked about explain failures after it.
constexpr std::chrono::minutes PastContext{2};
constexpr std::chrono::milliseconds PastDeadline{20'000};

/// What systemd has written of these units since then. Blocks on the disk, so it is called on a thread of its
/// own. Errors: Unavailable, Forbidden, Timeout, Cancelled.
[[nodiscard]] Result<UnitPast> readUnitPast(const PastQuery &query, const std::stop_token &stop);

/// The failures that these words on one unit, oldest first, tell of.
[[nodiscard]] QList<PastFailure> failuresIn(const QList<UnitWord> &words, const QString &unit,
                                            Timestamp since);
/// Leaves the latest MaxPast of each list, oldest first.
void keepLatest(UnitPast &past);

} // namespace muster::agent
