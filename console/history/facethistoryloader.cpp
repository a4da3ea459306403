// SPDX-License-Identifier: Apache-2.0
#include "console/history/facethistoryloader.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace muster::console {

namespace {

constexpr std::chrono::milliseconds TellAfter{200};

} // namespace

FacetHistoryLoader::FacetHistoryLoader(Fleet &fleet, FleetActions &actions, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_actions(actions)
{
    m_tell.setSingleShot(true);
    connect(&m_tell, &QTimer::timeout, this, &FacetHistoryLoader::changed);
    connect(&fleet, &Fleet::eventsAppended, this, &FacetHistoryLoader::take);
}

void FacetHistoryLoader::show(const QStringList &nodeIds, bool isWhole, std::chrono::minutes length)
{
    if (m_nodeIds == nodeIds && m_isWhole == isWhole && m_length == length)
        return;
    m_nodeIds = nodeIds;
    m_isWhole = isWhole;
    m_length = length;
    ++m_shown;
    m_before.clear();
    m_events.clear();
    m_news.clear();
    m_toCome = 0;
    m_error = {};
    m_hasLeftOut = false;
    if (!nodeIds.isEmpty()) {
        EventQuery query;
        query.nodeIds = nodeIds;
        query.kinds = historyKinds(isWhole);
        query.since = range().from;
        query.limit = MaxEvents;
        load(query, false);
        query.until = std::exchange(query.since, {});
        query.limit = MaxBefore;
        load(query, true);
    }
    Q_EMIT changed();
}

void FacetHistoryLoader::load(const EventQuery &query, bool isBefore)
{
    ++m_toCome;
    QCoro::connect(m_actions.keptEvents(query), this,
                   [this, isBefore, shown = m_shown](const Result<QList<FleetEvent>> &kept) {
                       if (shown != m_shown)
                           return;
                       --m_toCome;
                       if (!kept)
                           m_error = kept.error();
                       else
                           (isBefore ? m_before : m_events) =
                               *kept | std::views::reverse | std::ranges::to<QList<FleetEvent>>();
                       m_hasLeftOut |= !isBefore && m_events.size() >= MaxEvents;
                       if (!isLoading())
                           take(std::exchange(m_news, {}));
                       m_tell.start(0);
                   });
}

void FacetHistoryLoader::take(const QList<FleetEvent> &events)
{
    const QStringList kinds = historyKinds(m_isWhole);
    for (const FleetEvent &one : events) {
        if (!m_nodeIds.contains(one.nodeId) || !kinds.contains(one.event.kind))
            continue;
        if (isLoading()) {
            m_news.append(one);
            continue;
        }
        // What was kept while this was on its way is there already.
        const auto recent = m_events | std::views::reverse | std::views::take(MaxBefore);
        const bool isKnown = std::ranges::any_of(recent, [&one](const FleetEvent &known) {
            return known.nodeId == one.nodeId && known.epoch == one.epoch
                   && known.event.sequence == one.event.sequence;
        });
        if (isKnown)
            continue;
        m_events.append(one);
        if (!m_tell.isActive())
            m_tell.start(TellAfter);
    }
    if (m_events.size() > MaxEvents) {
        m_events = m_events.last(MaxEvents);
        m_hasLeftOut = true;
    }
}

HistoryRange FacetHistoryLoader::range() const
{
    const Timestamp end = now();
    return {.nodeIds = m_nodeIds, .isWhole = m_isWhole, .from = end - m_length, .to = end};
}

QList<FacetLine> FacetHistoryLoader::lines() const
{
    // While an older part was left out it is not known what was before the first that is here.
    return facetHistory(m_hasLeftOut ? m_events : m_before + m_events, m_fleet, range());
}

} // namespace muster::console
