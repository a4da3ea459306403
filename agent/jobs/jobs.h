// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/job.h"

#include <QList>
#include <QObject>

#include <chrono>
#include <map>
#include <stop_token>

namespace muster::agent {

class EventLog;

/// The long work of this agent: listed, watched and cancelled by id; it goes on when the caller has gone.
class Jobs : public QObject
{
    Q_OBJECT
public:
    static constexpr int MaxRunning = 16;
    static constexpr int KeptFinished = 64;
    /// Progress is told no more often than this.
    static constexpr std::chrono::milliseconds TellInterval{250};

    explicit Jobs(EventLog &events, QObject *parent = nullptr);

    /// Starts a running job. Error Busy beyond MaxRunning.
    /// @return its id
    [[nodiscard]] Result<QString> start(const QString &kind, const QString &title, const QString &startedBy,
                                        bool canCancel);
    /// Each is kept, but told at most every TellInterval; the end is always told. Unknown ids are ignored.
    /// @param unit what is counted: bytes, lines
    void progress(const QString &id, qint64 done, qint64 total, const QString &unit);
    /// Ends it: Done with what came of it, Failed with the error, Cancelled for code Cancelled.
    void finish(const QString &id, const Result<QString> &outcome);

    /// Stop is requested when somebody cancels the job. A token that never stops for a job that has ended.
    [[nodiscard]] std::stop_token stopToken(const QString &id) const;
    /// Errors: NotFound; Conflict when it has ended or cannot be stopped safely.
    [[nodiscard]] Result<void> cancel(const QString &id);
    /// Running ones and the latest KeptFinished finished ones, newest first.
    [[nodiscard]] JobList list() const;

private:
    struct Entry
    {
        Job job;
        std::stop_source stop;
        std::chrono::steady_clock::time_point toldAt;
    };
    void tell(const Job &job, Health severity = Health::OK);

    EventLog &m_events;
    QString m_idPrefix; ///< another one each time the agent starts, so that old ids name nothing
    std::map<QString, Entry> m_running;
    QList<Job> m_finished; ///< oldest first
    qint64 m_lastNumber = 0;
};

} // namespace muster::agent
