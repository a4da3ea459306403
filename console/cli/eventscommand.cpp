// SPDX-License-Identifier: Apache-2.0
#include "console/cli/eventscommand.h"

#include "console/batch/eventrow.h"
#include "console/batch/since.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <ranges>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

struct EventsDocument
{
    QList<EventRow> events;

    static constexpr auto fields()
    {
        return std::tuple(field("events", &EventsDocument::events, "The events, oldest first"));
    }
};

} // namespace

void EventsCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "events", "what happened on nodes");
    verb.add_option("TARGET", m_target,
                    "a node's name, the beginning of its id, SYSTEM or SYSTEM/k; all without it");
    verb.add_flag("--follow", m_follows, "go on with what happens from now on, until Ctrl+C");
    verb.add_option("--since", m_since,
                    "a time (15m, 2h, 2026-11-21T14:02:17Z), or of one node an event's number");
    verb.add_option("--limit", m_limit, "how many past events at most")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
}

Result<EventQuery> EventsCommand::query(const Target &target) const
{
    EventQuery query;
    query.nodeIds = target.nodeIds;
    query.limit = m_limit;
    if (m_since.empty())
        return query;
    const auto since = sinceFrom(text(m_since), now());
    if (!since)
        return fail(since.error());
    if (const auto *time = std::get_if<Timestamp>(&*since)) {
        query.since = *time;
        return query;
    }
    if (target.nodeIds.size() != 1)
        return fail(ErrorCode::Invalid, u"numbers of events compare only within one node; name it"_s,
                    u"--since"_s);
    query.from = std::get<qint64>(*since);
    return query;
}

bool EventsCommand::matches(const EventQuery &query, const FleetEvent &event) const
{
    return query.nodeIds.contains(event.nodeId) && (!query.since || event.event.at >= *query.since)
           && (!query.from || event.event.sequence >= *query.from);
}

void EventsCommand::print(Batch &batch, const FleetEvent &event) const
{
    const EventRow row = eventRow(event, batch.nameOf(event.nodeId));
    if (batch.out.isJson())
        batch.out.json(row);
    else
        batch.out.line(eventLine(row), row.severity == Health::OK ? Tone::Plain : toneOf(row.severity));
}

QCoro::Task<ExitCode> EventsCommand::run(Batch &batch)
{
    const auto target = batch.target(text(m_target));
    if (!target)
        co_return batch.badInput(target.error());
    const auto wanted = query(*target);
    if (!wanted)
        co_return batch.badInput(wanted.error());
    if (target->nodeIds.isEmpty()) {
        batch.out.note(u"No node is paired yet."_s);
        if (batch.out.isJson() && !m_follows)
            batch.out.json(EventsDocument());
        co_return ExitCode::Well;
    }
    if (m_follows)
        co_return co_await follow(batch, *wanted);
    if (!co_await batch.reach(target->nodeIds))
        co_return ExitCode::BadInput;
    auto events = co_await batch.console.keptEvents(*wanted);
    if (!events)
        co_return batch.failed(events.error());
    std::ranges::reverse(*events);
    if (batch.out.isJson()) {
        EventsDocument document;
        for (const FleetEvent &event : std::as_const(*events))
            document.events.append(eventRow(event, batch.nameOf(event.nodeId)));
        batch.out.json(document);
    } else {
        for (const FleetEvent &event : std::as_const(*events))
            print(batch, event);
    }
    batch.noteUnreached(target->nodeIds);
    co_return batch.reachCode(target->nodeIds);
}

QCoro::Task<ExitCode> EventsCommand::follow(Batch &batch, EventQuery wanted)
{
    const bool wantsPast = wanted.since || wanted.from;
    if (wantsPast) {
        const auto kept = co_await batch.console.keptEvents(wanted);
        if (!kept)
            co_return batch.failed(kept.error());
        for (const FleetEvent &event : *kept | std::views::reverse)
            print(batch, event);
    }
    // No link is open yet, so all that comes follows what is kept. Without --since what happened before now
    // is taken in silently.
    bool isLive = wantsPast;
    QObject watch;
    QObject::connect(&batch.fleet(), &Fleet::eventsAppended, &watch, [&](const QList<FleetEvent> &events) {
        for (const FleetEvent &event : events) {
            if (isLive && matches(wanted, event))
                print(batch, event);
        }
    });
    if (!co_await batch.reach(wanted.nodeIds))
        co_return ExitCode::BadInput;
    isLive = true;
    batch.noteUnreached(wanted.nodeIds);
    co_await batch.stopped();
    co_return ExitCode::BrokenOff;
}

} // namespace muster::console
