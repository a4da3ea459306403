// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/event.h"

namespace muster {

struct SubscribeParams
{
    QString epoch;
    std::optional<qint64> from;
    QList<Topic> topics;

    static constexpr auto fields()
    {
        return std::tuple(
            field("epoch", &SubscribeParams::epoch,
                  "The journal that `from` counts in; empty for the present one")
                .between(0, 64)
                .optional(),
            field("from", &SubscribeParams::from, "First event wanted; absent: only what happens from now on")
                .between(1, INT64_MAX),
            field("topics", &SubscribeParams::topics, "Which topics; empty for all")
                .between(0, 16)
                .optional());
    }
};

struct SubscribeAnswer
{
    QString epoch;
    qint64 next = 1;
    bool complete = true;

    static constexpr auto fields()
    {
        return std::tuple(field("epoch", &SubscribeAnswer::epoch, "Id of the journal").between(1, 64),
                          field("next", &SubscribeAnswer::next, "Number of the first event that will be sent")
                              .between(1, INT64_MAX),
                          field("complete", &SubscribeAnswer::complete,
                                "False when events between `from` and `next` are no longer there: take a "
                                "snapshot, then go on"));
    }
};

struct EventListParams
{
    std::optional<qint64> from;
    std::optional<Timestamp> since;
    int limit = 200;

    static constexpr auto fields()
    {
        return std::tuple(
            field("from", &EventListParams::from, "First number; absent: the latest `limit` ones")
                .between(1, INT64_MAX),
            field("since", &EventListParams::since, "Only those at or after this time"),
            field("limit", &EventListParams::limit, "How many at most").between(1, 500).optional());
    }
};

namespace api {

/// Each event then comes as a notification `event` with an Event as its params.
struct EventsSubscribe
{
    static constexpr const char *Name = "events.subscribe";
    static constexpr const char *Doc =
        "Sends events to this connection from a given one on; a second call replaces the first";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = SubscribeParams;
    using Answer = SubscribeAnswer;
    static constexpr const char *Notification = "event";
};

struct EventsUnsubscribe
{
    static constexpr const char *Name = "events.unsubscribe";
    static constexpr const char *Doc = "Sends no more events to this connection";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = Nothing;
};

struct EventsList
{
    static constexpr const char *Name = "events.list";
    static constexpr const char *Doc = "Events from the journal";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = EventListParams;
    using Answer = EventList;
};

} // namespace api

} // namespace muster
