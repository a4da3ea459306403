// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/job.h"

#include <QList>
#include <QObject>

#include <functional>
#include <map>
#include <memory>
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

    explicit Jobs(EventLog &events, QObject *parent = nullptr);

    /// Starts a running job. Error Busy beyond MaxRunning.
    /// @return its id
    [[nodiscard]] Result<QString> start(const QString &kind, const QString &title, const QString &startedBy,
                                        bool canCancel);
    /// Told at most a few times a second; the rest is dropped.
    void progress(const QString &id, qint64 done, qint64 total, const QString &unit);
    /// Ends it: Done with what came of it, Failed with the error, Cancelled for code Cancelled.
    void finish(const QString &id, const Result<QString> &outcome);

    /// Stop is requested when somebody cancels the job.
    [[nodiscard]] std::stop_token stopToken(const QString &id) const;
    /// Errors: NotFound; Conflict when it has ended or cannot be stopped safely.
    [[nodiscard]] Result<void> cancel(const QString &id);
    [[nodiscard]] JobList list() const;

private:
    struct Entry
    {
        Job job;
        std::stop_source stop;
        qint64 toldAt = 0;
    };
    void tell(const Job &job);

    EventLog &m_events;
    std::map<QString, Entry> m_running;
    QList<Job> m_finished;
    qint64 m_lastId = 0;
};

} // namespace muster::agent
