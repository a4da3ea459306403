// SPDX-License-Identifier: Apache-2.0
#include "agent/server/eventsbinding.h"

#include "agent/events/eventlog.h"
#include "agent/server/methodtable.h"
#include "agent/server/session.h"
#include "agent/server/subscription.h"
#include "shared/api/events.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// Leaves room in one line of the wire for the rest of the answer.
constexpr qsizetype MaxListBytes = 768 * 1024;

/// The first event that can be sent to somebody who wants all from `params.from` on.
SubscribeAnswer startOf(const EventLog &events, const SubscribeParams &params)
{
    const qint64 upcoming = events.newest() + 1;
    const qint64 first = events.oldest() > 0 ? events.oldest() : upcoming;
    SubscribeAnswer answer{events.epoch(), params.from.value_or(upcoming), true};
    const auto shared = params.epoch.isEmpty() ? events.newest() : events.sharedWith(params.epoch);
    if (params.from && (!shared || *params.from > *shared + 1)) {
        answer.next = upcoming;
        answer.complete = false;
    } else if (answer.next < first) {
        answer.next = first;
        answer.complete = false;
    }
    return answer;
}

Result<SubscribeAnswer> subscribe(EventLog &events, const CallContext &context, const SubscribeParams &params)
{
    if (!context.session)
        return fail(ErrorCode::Unavailable, u"the connection has ended"_s);
    const SubscribeAnswer answer = startOf(events, params);
    context.session->subscribe(events, {answer.next, params.topics});
    return answer;
}

std::optional<Event> eventAt(const EventLog &events, qint64 sequence)
{
    const QList<QByteArray> found = events.read(sequence, 1, MaxListBytes);
    if (found.isEmpty())
        return std::nullopt;
    const auto event = fromJson<Event>(found.first());
    return event ? std::optional(*event) : std::nullopt;
}

/// The first event at or after a time. Times grow with the numbers, but for the rare moment in which the
/// clock was set.
qint64 firstSince(const EventLog &events, Timestamp since)
{
    qint64 low = std::max<qint64>(events.oldest(), 1);
    qint64 high = events.newest() + 1;
    while (low < high) {
        const qint64 middle = low + (high - low) / 2;
        const auto event = eventAt(events, middle);
        if (event && event->at < since)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

EventList list(const EventLog &events, const EventListParams &params)
{
    EventList list{events.epoch(), events.oldest(), events.newest(), {}};
    const bool wantsLatest = !params.from && !params.since;
    qint64 from = std::max(params.from.value_or(1), events.oldest());
    if (wantsLatest)
        from = std::max(events.oldest(), events.newest() - params.limit + 1);
    else if (params.since)
        from = std::max(from, firstSince(events, *params.since));
    qsizetype bytes = 0;
    for (const QByteArray &json : events.read(from, params.limit, MaxListBytes)) {
        const auto event = fromJson<Event>(json);
        bytes += json.size();
        if (event && bytes <= MaxListBytes)
            list.events.append(*event);
    }
    return list;
}

} // namespace

void bindEvents(MethodTable &methods, EventLog &events)
{
    methods.add<api::EventsSubscribe>([&events](const CallContext &context, const SubscribeParams &params) {
        return subscribe(events, context, params);
    });
    methods.add<api::EventsUnsubscribe>([](const CallContext &context, const Nothing &) -> Result<Nothing> {
        if (context.session)
            context.session->unsubscribe();
        return Nothing();
    });
    methods.add<api::EventsList>(
        [&events](const CallContext &, const EventListParams &params) -> Result<EventList> {
            return list(events, params);
        });
}

} // namespace muster::agent
