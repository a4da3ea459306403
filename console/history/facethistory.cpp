// SPDX-License-Identifier: Apache-2.0
#include "console/history/facethistory.h"

#include "console/fleet/journalgap.h"
#include "shared/model/codec.h"

#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// Follows what was told and closes spans when it does not count any more.
class Telling
{
public:
    explicit Telling(const HistoryRange &range)
        : m_range(range)
    {
    }

    void take(Facet facet, const FacetSpan &said)
    {
        QList<FacetSpan> &spans = m_lines[facet];
        if (!spans.isEmpty()) {
            FacetSpan &last = spans.last();
            last.to = std::max(last.from, said.from);
            if (last.isTold() && last.toldBy == said.toldBy && last.value == said.value
                && last.health == said.health && last.isPartial == said.isPartial) {
                last.to = Timestamp::max();
                return;
            }
        }
        spans.append(said);
        spans.last().to = Timestamp::max();
    }

    /// From `at` on nothing is known that these said.
    template <typename Whose>
    void end(Timestamp at, Whose isTheirs)
    {
        for (QList<FacetSpan> &spans : m_lines) {
            if (spans.isEmpty() || !spans.last().isTold() || !isTheirs(spans.last().toldBy))
                continue;
            spans.last().to = std::max(spans.last().from, std::min(spans.last().to, at));
            spans.append({.from = spans.last().to, .to = Timestamp::max()});
        }
    }

    [[nodiscard]] QList<FacetLine> lines() const
    {
        QList<FacetLine> cut;
        for (const auto &[facet, spans] : m_lines.asKeyValueRange()) {
            FacetLine line{facet, {}};
            Timestamp at = m_range.from;
            for (FacetSpan span : spans) {
                span.from = std::max(span.from, m_range.from);
                span.to = std::min(span.to, m_range.to);
                if (span.from >= span.to)
                    continue;
                if (span.from > at)
                    line.spans.append({.from = at, .to = span.from});
                at = span.to;
                line.spans.append(span);
            }
            if (at < m_range.to)
                line.spans.append({.from = at, .to = m_range.to});
            cut.append(line);
        }
        return cut;
    }

private:
    const HistoryRange &m_range;
    QMap<Facet, QList<FacetSpan>> m_lines;
};

Timestamp corrected(const Fleet &fleet, const FleetEvent &event)
{
    const FleetNode *node = fleet.node(event.nodeId);
    return node && node->clockOffset ? event.event.at - std::chrono::milliseconds(*node->clockOffset)
                                     : event.event.at;
}

/// A gap is written when it is found out, with the console's clock; what it stands for began after the last
/// event of that journal before it.
Timestamp beginOf(const Fleet &fleet, const FleetEvent &gap, const QList<FleetEvent> &events)
{
    Timestamp begin{};
    for (const FleetEvent &one : events) {
        if (one.nodeId == gap.nodeId && one.epoch == gap.epoch && one.event.sequence < gap.event.sequence
            && one.event.kind != JournalGap::Kind)
            begin = std::max(begin, corrected(fleet, one));
    }
    return begin;
}

/// By when it happened, as far as clocks can tell.
QList<std::pair<Timestamp, const FleetEvent *>> inOrder(const QList<FleetEvent> &events, const Fleet &fleet,
                                                        const HistoryRange &range)
{
    QList<std::pair<Timestamp, const FleetEvent *>> ordered;
    ordered.reserve(events.size());
    for (const FleetEvent &one : events) {
        if (range.nodeIds.contains(one.nodeId))
            ordered.emplace_back(one.event.kind == JournalGap::Kind ? beginOf(fleet, one, events)
                                                                    : corrected(fleet, one),
                                 &one);
    }
    std::ranges::stable_sort(ordered, {}, &std::pair<Timestamp, const FleetEvent *>::first);
    return ordered;
}

void takeSaid(Telling &telling, const FleetEvent &event, Timestamp at, bool isWhole)
{
    FacetSpan span{.from = at, .toldBy = event.nodeId};
    if (isWhole) {
        if (const auto told = fromJson<SystemFacet>(event.event.data.text)) {
            span.value = told->value;
            span.health = told->health;
            span.isPartial = told->agreement == Agreement::Partial;
            telling.take(told->facet, span);
        }
    } else if (const auto told = fromJson<FacetValue>(event.event.data.text)) {
        span.value = told->value;
        span.health = told->health;
        telling.take(told->facet, span);
    }
}

} // namespace

QStringList historyKinds(bool isWhole)
{
    QStringList kinds{isWhole ? events::SystemFacetChanged : events::FacetChanged, events::NodeStarted,
                      JournalGap::Kind};
    if (isWhole)
        kinds.append(events::CoordinatorChanged);
    return kinds;
}

QList<FacetLine> facetHistory(const QList<FleetEvent> &events, const Fleet &fleet, const HistoryRange &range)
{
    Telling telling(range);
    QHash<QString, Timestamp> heard; // of each node, the last moment that it told of
    for (const auto &[at, event] : inOrder(events, fleet, range)) {
        const QString &kind = event->event.kind;
        heard.insert(event->nodeId, at);
        if (kind == (range.isWhole ? events::SystemFacetChanged : events::FacetChanged)) {
            takeSaid(telling, *event, at, range.isWhole);
        } else if (kind == events::NodeStarted || kind == JournalGap::Kind) {
            telling.end(at, [id = event->nodeId](const QString &teller) { return teller == id; });
        } else if (range.isWhole && kind == events::CoordinatorChanged) {
            if (const auto view = fromJson<CoordinatorView>(event->event.data.text))
                telling.end(at, [&](const QString &teller) { return teller != view->acting; });
        }
    }
    for (const QString &nodeId : range.nodeIds) {
        const FleetNode *node = fleet.node(nodeId);
        if (!node || node->isStale())
            telling.end(node && node->heardAt ? *node->heardAt : heard.value(nodeId),
                        [&nodeId](const QString &teller) { return teller == nodeId; });
    }
    return telling.lines();
}

} // namespace muster::console
