// SPDX-License-Identifier: Apache-2.0
#include "agent/jobs/jobs.h"

#include "agent/events/eventlog.h"

#include <QRandomGenerator>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace muster::agent {

using std::chrono::steady_clock;

Jobs::Jobs(EventLog &events, QObject *parent)
    : QObject(parent)
    , m_events(events)
    , m_idPrefix(QString::number(QRandomGenerator::system()->generate(), 36) + u'-')
{
}

Result<QString> Jobs::start(const QString &kind, const QString &title, const QString &startedBy,
                            bool canCancel)
{
    if (m_running.size() >= MaxRunning)
        return fail({ErrorCode::Busy,
                     u"%1 jobs are running, as many as this node does at once"_s.arg(MaxRunning),
                     {},
                     {},
                     u"wait for one to end, or cancel one"_s});
    const QString id = m_idPrefix + QString::number(++m_lastNumber);
    Job job;
    job.id = id;
    job.kind = kind;
    job.title = title;
    job.state = JobState::Running;
    job.canCancel = canCancel;
    job.startedBy = startedBy;
    job.startedAt = now();
    tell(job);
    m_running.insert_or_assign(id, Entry{std::move(job), std::stop_source(), steady_clock::now()});
    return id;
}

void Jobs::progress(const QString &id, qint64 done, qint64 total, const QString &unit)
{
    const auto found = m_running.find(id);
    if (found == m_running.end())
        return;
    Entry &entry = found->second;
    entry.job.done = done;
    entry.job.total = total;
    entry.job.unit = unit;
    const auto at = steady_clock::now();
    if (at - entry.toldAt < TellInterval)
        return;
    entry.toldAt = at;
    tell(entry.job);
}

void Jobs::finish(const QString &id, const Result<QString> &outcome)
{
    const auto found = m_running.find(id);
    if (found == m_running.end())
        return;
    Job job = std::move(found->second.job);
    m_running.erase(found);
    job.canCancel = false;
    job.finishedAt = now();
    if (outcome) {
        job.state = JobState::Done;
        job.outcome = *outcome;
    } else {
        job.state = outcome.error().code == ErrorCode::Cancelled ? JobState::Cancelled : JobState::Failed;
        job.outcome = describe(outcome.error());
    }
    m_finished.append(job);
    if (m_finished.size() > KeptFinished)
        m_finished.removeFirst();
    tell(job, job.state == JobState::Failed ? Health::Warning : Health::OK);
}

std::stop_token Jobs::stopToken(const QString &id) const
{
    const auto found = m_running.find(id);
    return found == m_running.end() ? std::stop_token() : found->second.stop.get_token();
}

Result<void> Jobs::cancel(const QString &id)
{
    const auto found = m_running.find(id);
    if (found == m_running.end()) {
        for (const Job &job : std::as_const(m_finished)) {
            if (job.id == id)
                return fail(ErrorCode::Conflict, u"the job has ended"_s, id);
        }
        return fail(ErrorCode::NotFound, u"there is no such job"_s, id);
    }
    if (!found->second.job.canCancel)
        return fail(ErrorCode::Conflict, u"the job cannot be stopped safely"_s, id);
    // A copy: whoever is told may finish the job at once.
    std::stop_source stop = found->second.stop;
    stop.request_stop();
    return {};
}

JobList Jobs::list() const
{
    JobList list;
    list.jobs = m_finished;
    for (const auto &[id, entry] : m_running)
        list.jobs.append(entry.job);
    std::ranges::reverse(list.jobs); // of those that began in one millisecond the later first
    std::ranges::stable_sort(list.jobs, std::greater(), &Job::startedAt);
    return list;
}

void Jobs::tell(const Job &job, Health severity)
{
    m_events.append({Topic::Jobs, events::JobChanged, severity, job.id, job.title}, job);
}

} // namespace muster::agent
