// SPDX-License-Identifier: Apache-2.0
#include "console/views/evidence/timelineloader.h"

#include "console/fleet/journalgap.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace muster::console {

namespace {

constexpr int MaxRead = 1000; ///< events asked for, of which some tell nothing here

/// What can have to do with a failure.
constexpr std::array Telling{events::NodeStarted,     events::NodeChanged,   events::ClockJumped,
                             events::UnitChanged,     events::UnitFailed,    events::UnitRecovered,
                             events::BmcStateChanged, events::ErrorLogged,   events::UnitAcknowledged,
                             events::UnitsReloaded,   events::ProblemRaised, events::ProblemCleared,
                             JournalGap::Kind};

} // namespace

TimelineLoader::TimelineLoader(Fleet &fleet, FleetActions &actions, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_actions(actions)
{
    connect(&fleet, &Fleet::eventsAppended, this, &TimelineLoader::takeNews);
}

void TimelineLoader::show(const Subject &subject)
{
    if (m_subject == subject)
        return;
    m_subject = subject;
    ++m_shown;
    m_before.clear();
    m_since.clear();
    m_news.clear();
    m_hasLeftOut = false;
    m_toCome = 0;
    const FleetNode *node = m_fleet.node(subject.nodeId);
    const auto failure = node ? std::ranges::find(node->failures, subject.failureId, &UnitFailure::id)
                              : QList<UnitFailure>::const_iterator();
    if (!node || failure == node->failures.cend())
        return Q_EMIT changed();
    m_failedAt = failure->since();
    EventQuery query;
    query.nodeIds = {subject.nodeId};
    query.limit = MaxRead;
    query.since = m_failedAt - Before;
    query.until = m_failedAt;
    load(query, &TimelineLoader::m_before);
    query.since = m_failedAt;
    query.until.reset();
    load(query, &TimelineLoader::m_since);
    Q_EMIT changed();
}

void TimelineLoader::load(const EventQuery &query, QList<FleetEvent> TimelineLoader::*into)
{
    ++m_toCome;
    QCoro::connect(m_actions.keptEvents(query), this,
                   [this, into, shown = m_shown](const Result<QList<FleetEvent>> &kept) {
                       if (shown != m_shown)
                           return;
                       --m_toCome;
                       if (kept)
                           this->*into =
                               *kept | std::views::reverse
                               | std::views::filter([this](const auto &one) { return isWanted(one); })
                               | std::ranges::to<QList<FleetEvent>>();
                       if (!isLoading()) {
                           for (const FleetEvent &one : std::exchange(m_news, {}))
                               take(one);
                       }
                       trim();
                       Q_EMIT changed();
                   });
}

void TimelineLoader::takeNews(const QList<FleetEvent> &events)
{
    if (m_subject.failureId.isEmpty())
        return;
    bool isNew = false;
    for (const FleetEvent &one : events) {
        if (!isWanted(one))
            continue;
        if (isLoading()) {
            m_news.append(one);
            if (m_news.size() > MaxSince)
                m_news.removeFirst();
        } else {
            take(one);
            isNew = true;
        }
    }
    if (!isNew)
        return;
    trim();
    Q_EMIT changed();
}

void TimelineLoader::take(const FleetEvent &event)
{
    if (event.event.at < m_failedAt - Before)
        return;
    // A console that has just connected is told last what was before.
    QList<FleetEvent> &into = event.event.at < m_failedAt ? m_before : m_since;
    const bool isKnown = std::ranges::any_of(into, [&](const FleetEvent &known) {
        return known.epoch == event.epoch && known.event.sequence == event.event.sequence;
    });
    if (!isKnown)
        into.append(event);
}

bool TimelineLoader::isWanted(const FleetEvent &event) const
{
    return event.nodeId == m_subject.nodeId && std::ranges::contains(Telling, event.event.kind);
}

void TimelineLoader::trim()
{
    if (m_before.size() > MaxBefore)
        m_before = m_before.last(MaxBefore);
    if (m_since.size() <= MaxSince)
        return;
    m_since = m_since.last(MaxSince);
    m_hasLeftOut = true;
}

} // namespace muster::console
