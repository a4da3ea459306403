// SPDX-License-Identifier: Apache-2.0
#include "console/cli/schedulecommand.h"

#include "console/batch/attime.h"
#include "console/cli/actingnode.h"
#include "console/fleet/nodecall.h"

#include <CLI/CLI.hpp>

#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// Beyond this the user's clock and the node's mean different times.
constexpr std::chrono::milliseconds NotedClock{2'000};

ScheduleRow rowOf(Batch &batch, const QString &system, const QString &nodeId)
{
    ScheduleRow row;
    row.system = system;
    row.node = nodeId.isEmpty() ? QString() : batch.nameOf(nodeId);
    row.nodeId = nodeId;
    return row;
}

ExitCode failsToSchedule(Batch &batch, ScheduleRow &row, const Error &error)
{
    row.error = describe(error);
    row.errorName = errorName(error.code);
    batch.out.note(u"muster: %1: %2"_s.arg(row.system.isEmpty() ? row.node : row.system, row.error),
                   Tone::Care);
    return exitCodeOf(error.code);
}

void noteClock(Batch &batch, const QString &node, Timestamp theirs, Timestamp before, Timestamp after)
{
    std::chrono::milliseconds ahead{};
    if (theirs > after)
        ahead = theirs - after;
    else if (theirs < before)
        ahead = theirs - before;
    if (abs(ahead) < NotedClock)
        return;
    batch.out.note(u"muster: the clock of %1 is %2 s %3 this computer's; its own counts"_s.arg(
                       node, QString::number(abs(ahead).count() / 1000),
                       ahead.count() > 0 ? u"ahead of"_s : u"behind"_s),
                   Tone::Care);
}

void noteSet(Batch &batch, const ScheduleRow &row)
{
    const Schedule &schedule = *row.schedule;
    batch.out.note(u"%1 of %2 at %3 (%4), fired by whoever coordinates then: %5"_s.arg(
                       orderText(schedule), row.system.isEmpty() ? row.node : row.system,
                       localTimeText(schedule.at), untilText(schedule.at, now()), schedule.id),
                   Tone::Strong);
    for (const QString &warning : schedule.warnings)
        batch.out.note(u"  ! %1"_s.arg(warning), Tone::Care);
}

} // namespace

void ScheduleCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "schedule", "power at a time: of systems as one, or of nodes");
    verb.require_subcommand(1);
    const auto add = [&](const char *name, const char *description, ControlAction action) {
        CLI::App *one = verb.add_subcommand(name, description);
        one->add_option(
               "TARGET", m_target,
               "SYSTEM: all its members; SYSTEM/k, a node's name or the beginning of its id: that one")
            ->required();
        one->add_option("--at", m_at,
                        "+90m, +2h, 22:30 (the next), \"2026-11-27 22:30\" in local time, or with Z or an "
                        "offset: 2026-11-27T22:30:00+01:00")
            ->required();
        one->add_option("--patience", m_patience,
                        "seconds that each member may take for it; 0: what is usual")
            ->check(CLI::Range(0, 86'400));
        m_words.push_back({one, action});
    };
    add("on", "power on", ControlAction::PowerOn);
    add("off", "power off at once, whatever runs", ControlAction::PowerOff);
    add("soft-off", "the operating system shuts down first", ControlAction::SoftOff);
    add("reboot", "hosts restart", ControlAction::Reboot);
    add("cycle", "power off and on again", ControlAction::PowerCycle);
    m_list = verb.add_subcommand("list", "what waits for its time, and what came of the latest");
    m_list->add_option("TARGET", m_target,
                       "a node's name, the beginning of its id, SYSTEM or SYSTEM/k; all without it");
    m_cancel = verb.add_subcommand("cancel", "take one back that waits");
    m_cancel->add_option("ID", m_id, "as \"schedule list\" has it")->required();
}

QList<ScheduleCommand::Subject> ScheduleCommand::subjectsOf(Batch &batch, const Target &target, bool isAll)
{
    QList<Subject> subjects;
    QStringList nodeIds = target.nodeIds;
    const auto add = [&](const FleetSystem &system, const QList<int> &members) {
        Subject subject{system.name, {}, members, {}};
        if (const auto acting = actingNode(batch, system))
            subject.nodeId = *acting;
        else
            subject.why = acting.error();
        subjects.append(subject);
    };
    for (const FleetSystem &system : batch.fleet().systems()) {
        // A group that only this console knows has nobody who speaks for it.
        if (system.isOwn() || (!isAll && target.system != system.name))
            continue;
        add(system, {});
        for (const QString &nodeId : system.memberIds())
            nodeIds.removeAll(nodeId);
    }
    for (const QString &nodeId : std::as_const(nodeIds)) {
        const FleetSystem *system = batch.fleet().systemOf(nodeId);
        const SystemMember *member = system && !system->isOwn() ? system->member(nodeId) : nullptr;
        if (member)
            add(*system, {member->instance});
        else
            subjects.append({{}, nodeId, {}, {}});
    }
    return subjects;
}

QCoro::Task<ExitCode> ScheduleCommand::run(Batch &batch)
{
    const auto word = std::ranges::find_if(m_words, [](const Word &one) { return one.verb->parsed(); });
    std::optional<Timestamp> at;
    if (word != m_words.end()) {
        const auto time = comingTimeFrom(text(m_at), now(), QTimeZone::systemTimeZone());
        if (!time)
            co_return batch.badInput(time.error());
        at = *time;
    }
    const auto target = batch.target(text(m_target));
    if (!target)
        co_return batch.badInput(target.error());
    if (target->nodeIds.isEmpty()) {
        batch.out.note(u"No node is paired yet."_s);
        co_return at ? ExitCode::BadInput : ExitCode::Well;
    }
    if (!co_await batch.reach(withFellows(batch.fleet(), target->nodeIds)))
        co_return ExitCode::BadInput;
    const QList<Subject> subjects = subjectsOf(batch, *target, m_target.empty());
    if (at)
        co_return co_await set(batch, word->action, *at, subjects);
    if (m_cancel->parsed())
        co_return co_await cancel(batch, subjects);
    co_return co_await list(batch, subjects);
}

QCoro::Task<ExitCode> ScheduleCommand::set(Batch &batch, ControlAction action, Timestamp at,
                                           QList<Subject> subjects) const
{
    auto code = ExitCode::Well;
    ScheduleDocument document;
    for (const Subject &subject : subjects) {
        ScheduleRow row = rowOf(batch, subject.system, subject.nodeId);
        if (subject.nodeId.isEmpty()) {
            code = worse(code, failsToSchedule(batch, row, subject.why));
            document.schedules.append(row);
            continue;
        }
        const ScheduleParams params{action, at, subject.members, m_patience};
        const Timestamp before = now();
        const auto made = co_await callNode<api::StateSchedule>(batch.console.actions(), subject.nodeId,
                                                                params, batch.timeout);
        if (made) {
            row.firedBy = row.node;
            row.schedule = *made;
            noteClock(batch, row.node, made->setAt, before, now());
            noteSet(batch, row);
        } else {
            code = worse(code, failsToSchedule(batch, row, made.error()));
        }
        document.schedules.append(row);
    }
    if (batch.out.isJson())
        batch.out.json(document);
    co_return code;
}

/// Adds the schedules of one system or node.
QCoro::Task<ExitCode> ScheduleCommand::read(Batch &batch, Subject subject, ScheduleDocument &document)
{
    ScheduleRow row = rowOf(batch, subject.system, subject.nodeId);
    if (subject.nodeId.isEmpty()) {
        const ExitCode code = failsToSchedule(batch, row, subject.why);
        document.schedules.append(row);
        co_return code;
    }
    const auto told = co_await callNode<api::StateSchedules>(batch.console.actions(), subject.nodeId,
                                                             Nothing(), batch.timeout);
    if (!told) {
        const ExitCode code = failsToSchedule(batch, row, told.error());
        document.schedules.append(row);
        co_return code;
    }
    row.firedBy = told->acting.isEmpty() ? QString() : batch.nameOf(told->acting);
    const bool isWaiting =
        std::ranges::any_of(told->schedules, [](const Schedule &one) { return !isOver(one.state); });
    if (isWaiting && row.firedBy.isEmpty()) {
        batch.out.note(
            u"muster: %1: nobody coordinates it now, and nothing is fired until somebody does"_s.arg(
                subject.system),
            Tone::Care);
    }
    for (const Schedule &schedule : told->schedules) {
        const bool isMeant = subject.members.isEmpty() || schedule.members.isEmpty()
                             || std::ranges::any_of(subject.members, [&](int number) {
                                    return schedule.members.contains(number);
                                });
        if (!isMeant)
            continue;
        row.schedule = schedule;
        document.schedules.append(row);
    }
    co_return ExitCode::Well;
}

QCoro::Task<ExitCode> ScheduleCommand::list(Batch &batch, QList<Subject> subjects) const
{
    auto code = ExitCode::Well;
    ScheduleDocument document;
    for (const Subject &subject : subjects) {
        const ExitCode one = co_await read(batch, subject, document);
        code = worse(code, one);
    }
    const Timestamp clock = now();
    for (const ScheduleRow &row : std::as_const(document.schedules)) {
        if (row.schedule)
            code = worse(code, exitCodeOf(row, clock));
    }
    if (batch.out.isJson())
        batch.out.json(document);
    else if (std::ranges::any_of(document.schedules,
                                 [](const ScheduleRow &row) { return row.schedule.has_value(); }))
        batch.out.table(scheduleTable(document.schedules, clock));
    else
        batch.out.note(u"Nothing is scheduled."_s);
    co_return code;
}

QCoro::Task<ExitCode> ScheduleCommand::cancel(Batch &batch, QList<Subject> subjects) const
{
    auto code = ExitCode::Well;
    ScheduleDocument all;
    for (const Subject &subject : subjects) {
        const ExitCode one = co_await read(batch, subject, all);
        code = worse(code, one);
    }
    const auto found = std::ranges::find_if(all.schedules, [this](const ScheduleRow &row) {
        return row.schedule && row.schedule->id == text(m_id);
    });
    if (found == all.schedules.end()) {
        if (code != ExitCode::Well)
            co_return code; // it may be on one that does not answer, which was said
        co_return batch.badInput({ErrorCode::NotFound,
                                  u"there is no schedule %1"_s.arg(text(m_id)),
                                  {},
                                  u"ID"_s,
                                  u"see \"muster schedule list\""_s});
    }
    ScheduleRow row = *found;
    const ScheduleIdParams params{row.schedule->id};
    const auto cancelled = co_await callNode<api::StateCancelSchedule>(batch.console.actions(), row.nodeId,
                                                                       params, batch.timeout);
    auto end = ExitCode::Well;
    if (cancelled) {
        row.schedule = *cancelled;
        batch.out.note(u"%1 of %2 at %3 is cancelled."_s.arg(orderText(*cancelled),
                                                             row.system.isEmpty() ? row.node : row.system,
                                                             localTimeText(cancelled->at)));
    } else {
        end = failsToSchedule(batch, row, cancelled.error());
    }
    if (batch.out.isJson())
        batch.out.json(ScheduleDocument{{row}});
    co_return end;
}

} // namespace muster::console
