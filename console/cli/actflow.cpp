// SPDX-License-Identifier: Apache-2.0
#include "console/cli/actflow.h"

#include "console/batch/question.h"
#include "console/fleet/nodecall.h"

#include "shared/wire/completion.h"

#include <QMetaEnum>
#include <QTimer>

#include <algorithm>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// What was lost on the way is asked for after so long.
constexpr std::chrono::seconds AskActAgain{5};

QString actionText(ControlAction action)
{
    return QString::fromLatin1(QMetaEnum::fromType<ControlAction>().valueToKey(int(action)));
}

ExitCode fails(Batch &batch, ActRow &row, const Error &error)
{
    row.error = describe(error);
    row.errorName = errorName(error.code);
    const QString where = row.system.isEmpty() ? row.node : row.system;
    batch.out.note(u"muster: %1: %2"_s.arg(where, row.error), Tone::Care);
    return exitCodeOf(error.code);
}

/// Answers when the node tells a step, or its link changes, or a while has passed.
QCoro::Task<> stepHeard(Batch &batch, QString nodeId)
{
    const Completion<bool> word;
    QObject watch;
    QTimer again;
    QObject::connect(&batch.fleet(), &Fleet::eventsAppended, &watch, [&](const QList<FleetEvent> &events) {
        if (std::ranges::any_of(events, [&](const FleetEvent &one) {
                return one.nodeId == nodeId && one.event.kind == events::MemberActed;
            }))
            word.complete(true);
    });
    QObject::connect(&again, &QTimer::timeout, &watch, [word] { word.complete(true); });
    again.start(AskActAgain);
    const std::stop_callback stopped(batch.stop, [word] { word.complete(false); });
    co_await word;
}

bool isEnough(const SystemAct &act, bool isWaited)
{
    if (isWaited)
        return act.finishedAt.has_value();
    return std::ranges::none_of(act.members, [](const MemberAct &one) { return one.step == ActStep::Asked; });
}

/// Nothing when it may be done.
QCoro::Task<std::optional<ExitCode>> agree(Batch &batch, ActOutlook outlook)
{
    if (!isOpposed(outlook))
        co_return std::nullopt;
    const QString action = actionText(outlook.action);
    if (::isatty(STDIN_FILENO) != 1) {
        co_return batch.badInput({ErrorCode::Invalid,
                                  u"something speaks against %1"_s.arg(action),
                                  {},
                                  u"TARGET"_s,
                                  u"say --yes to do it without a person at the terminal"_s});
    }
    const QString answer = co_await ask(batch.out, u"Do %1 all the same? [y/N]"_s.arg(action), batch.stop);
    const bool isYes = answer.compare(u"y"_s, Qt::CaseInsensitive) == 0
                       || answer.compare(u"yes"_s, Qt::CaseInsensitive) == 0;
    co_return isYes ? std::nullopt : std::optional(ExitCode::BrokenOff);
}

/// Through a coordinator that restarts, too: who is not reached is asked again until it is stopped.
QCoro::Task<Result<SystemAct>> followAct(Batch &batch, QString nodeId, QString job, bool isWaited)
{
    for (;;) {
        const ActedParams params{job};
        const auto told =
            co_await callNode<api::StateActed>(batch.console.actions(), nodeId, params, batch.timeout);
        if (told && isEnough(*told, isWaited))
            co_return *told;
        if (told)
            batch.out.progress(progressText(*told));
        else if (exitCodeOf(told.error().code) != ExitCode::Unreachable)
            co_return fail(told.error());
        else
            batch.out.progress(u"%1 does not answer now"_s.arg(batch.nameOf(nodeId)));
        if (!batch.stop.stop_requested())
            co_await stepHeard(batch, nodeId);
        if (batch.stop.stop_requested()) {
            co_return fail(ErrorCode::Cancelled,
                           u"not waited for any more; it goes on there (job %1)"_s.arg(job));
        }
    }
}

} // namespace

QCoro::Task<ExitCode> act(Batch &batch, ActOrder order, ActManner manner, ActRow &row)
{
    row.system = order.system;
    row.node = batch.nameOf(order.nodeId);
    row.nodeId = order.nodeId;
    auto &actions = batch.console.actions();
    const auto outlook =
        co_await callNode<api::StatePreview>(actions, order.nodeId, order.params, batch.timeout);
    if (!outlook)
        co_return fails(batch, row, outlook.error());
    const QString whom = order.system.isEmpty() ? row.node : order.system;
    batch.out.note(u"%1 of %2:"_s.arg(actionText(order.params.action), whom), Tone::Strong);
    for (const QString &line : outlookLines(*outlook))
        batch.out.note(line);
    if (!manner.isAgreed) {
        const auto end = co_await agree(batch, *outlook);
        if (end) {
            row.error = u"it was not agreed to"_s;
            row.errorName = errorName(ErrorCode::Cancelled);
            co_return *end;
        }
    }
    const auto started = co_await callNode<api::StateAct>(actions, order.nodeId, order.params, batch.timeout);
    if (!started)
        co_return fails(batch, row, started.error());
    const auto ended = co_await followAct(batch, order.nodeId, started->job, manner.isWaited);
    if (!ended)
        co_return fails(batch, row, ended.error());
    row.act = *ended;
    if (!batch.out.isJson())
        batch.out.table(actTable(*ended));
    if (!ended->finishedAt) {
        batch.out.note(u"Asked, and not confirmed yet: \"muster state\" shows what comes of it, --wait waits "
                       "for it (job %1)."_s.arg(started->job));
    }
    co_return exitCodeOf(*ended);
}

} // namespace muster::console
