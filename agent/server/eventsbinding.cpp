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
constexpr int PageEvents = 500; // read at once where events are searched

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

/// What decides whether an event is listed: a fraction of the cost of reading all of it.
struct Moment
{
    qint64 sequence = 0;
    Timestamp at{};

    static constexpr auto fields()
    {
        return std::tuple(field("sequence", &Moment::sequence, "Number"), field("at", &Moment::at, "Time"));
    }
};

/// The events of a list as they are in the journal, from a number on. A clock that was set makes times go
/// back while numbers grow, so the search does not end at the first that is too early or too late.
QByteArrayList select(const EventLog &events, qint64 from, const EventListParams &params)
{
    QByteArrayList chosen;
    qsizetype bytes = 0;
    JsonParser parser;
    bool mayHaveMore = true;
    while (mayHaveMore) {
        if (params.since)
            from = events.skipEarlier(from, *params.since);
        const QList<QByteArray> page =
            events.read(from, params.since ? PageEvents : params.limit, MaxListBytes);
        mayHaveMore = !page.isEmpty() && params.since;
        for (const QByteArray &json : page) {
            const auto moment = parser.parse(json, json.size()).and_then([](const JsonValue &value) {
                return decode<Moment>(value);
            });
            from = moment ? moment->sequence + 1 : from + 1;
            if (!moment || (params.since && moment->at < *params.since))
                continue;
            bytes += json.size();
            if (chosen.size() == params.limit || bytes > MaxListBytes)
                return chosen;
            chosen.append(json);
        }
    }
    return chosen;
}

EventList list(const EventLog &events, const EventListParams &params)
{
    EventList list{events.epoch(), events.oldest(), events.newest(), {}};
    const bool wantsLatest = !params.from && !params.since;
    qint64 from = std::max(params.from.value_or(1), events.oldest());
    if (wantsLatest)
        from = std::max(events.oldest(), events.newest() - params.limit + 1);
    for (const QByteArray &json : select(events, from, params)) {
        if (const auto event = fromJson<Event>(json))
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
