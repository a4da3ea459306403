// SPDX-License-Identifier: Apache-2.0
#include "console/views/evidence/evidenceloader.h"

#include "shared/api/units.h"
#include "shared/model/codec.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

EvidenceLoader::EvidenceLoader(Fleet &fleet, FleetActions &actions, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_actions(actions)
{
    connect(&fleet, &Fleet::nodesChanged, this, &EvidenceLoader::watchJob);
    connect(&fleet, &Fleet::eventsAppended, this, &EvidenceLoader::takeEvents);
}

void EvidenceLoader::show(const Subject &subject)
{
    if (m_subject == subject)
        return;
    m_subject = subject;
    if (subject.failureId.isEmpty())
        set(State::Nothing);
    else if (evidence())
        set(m_job.isEmpty() || m_jobSubject != subject ? State::Loaded : State::Collecting);
    else
        fetch(subject);
}

void EvidenceLoader::retry()
{
    if (!m_subject.failureId.isEmpty())
        fetch(m_subject);
}

void EvidenceLoader::collectAgain()
{
    if (m_subject.unit.isEmpty() || m_state == State::Collecting)
        return;
    set(State::Collecting);
    const Subject subject = m_subject;
    auto task = m_actions.call(subject.nodeId, api::UnitsCollect::Name, toJson(CollectParams{subject.unit}),
                               DefaultDeadline);
    QCoro::connect(std::move(task), this,
                   [this, subject](const Result<QByteArray> &answer) { jobStarted(subject, answer); });
}

const UnitEvidence *EvidenceLoader::evidence() const
{
    const auto kept = m_kept.constFind(keyOf(m_subject));
    return kept == m_kept.cend() ? nullptr : &kept->evidence;
}

QString EvidenceLoader::keyOf(const Subject &subject)
{
    return subject.nodeId + u'/' + subject.failureId;
}

void EvidenceLoader::fetch(const Subject &subject)
{
    set(State::Loading);
    auto task = m_actions.evidence(subject.nodeId, subject.failureId);
    QCoro::connect(std::move(task), this,
                   [this, subject](const Result<UnitEvidence> &result) { take(subject, result); });
}

void EvidenceLoader::take(const Subject &subject, const Result<UnitEvidence> &result)
{
    if (result)
        keep(subject, *result);
    if (subject != m_subject)
        return;
    if (result)
        set(State::Loaded);
    else
        set(State::Failed, result.error());
}

void EvidenceLoader::keep(const Subject &subject, const UnitEvidence &evidence)
{
    if (m_kept.size() >= MaxKept) {
        const auto oldest = std::ranges::min_element(m_kept, {}, &Kept::usedAt);
        m_kept.erase(oldest);
    }
    m_kept.insert(keyOf(subject), {evidence, ++m_uses});
}

void EvidenceLoader::jobStarted(const Subject &subject, const Result<QByteArray> &answer)
{
    const auto started = answer.and_then([](const QByteArray &json) { return fromJson<JobStarted>(json); });
    if (started) {
        m_job = started->job;
        m_jobSubject = subject;
        watchJob({{subject.nodeId, NodeAspect::Jobs}});
    } else if (subject == m_subject) {
        set(State::Failed, started.error());
    }
}

void EvidenceLoader::watchJob(const QHash<QString, NodeAspects> &changed)
{
    if (m_job.isEmpty() || !(changed.value(m_jobSubject.nodeId) & NodeAspect::Jobs))
        return;
    const FleetNode *node = m_fleet.node(m_jobSubject.nodeId);
    const auto job = node ? std::ranges::find(node->jobs, m_job, &Job::id) : QList<Job>::const_iterator();
    if (!node || job == node->jobs.cend() || job->state == JobState::Running
        || job->state == JobState::Queued)
        return;
    m_job.clear();
    const Subject subject = m_jobSubject;
    if (job->state == JobState::Done)
        fetch(subject);
    else if (subject == m_subject)
        set(State::Failed, Error{ErrorCode::Unavailable, job->outcome, job->title, {}, {}});
}

void EvidenceLoader::takeEvents(const QList<FleetEvent> &events)
{
    const bool isNews = std::ranges::any_of(events, [this](const FleetEvent &one) {
        return one.event.kind == events::UnitEvidence && one.nodeId == m_subject.nodeId
               && one.event.subject == m_subject.unit;
    });
    if (isNews && !m_subject.failureId.isEmpty() && m_state != State::Loading && m_state != State::Collecting)
        fetch(m_subject);
}

void EvidenceLoader::set(State state, const Error &error)
{
    m_state = state;
    m_error = error;
    Q_EMIT changed();
}

} // namespace muster::console
