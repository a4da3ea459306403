// SPDX-License-Identifier: Apache-2.0
#include "console/cli/actflow.h"

#include "console/acts/followact.h"
#include "console/batch/question.h"
#include "console/fleet/nodecall.h"

#include <QMetaEnum>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

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
    const ActFollowing following{manner.isWaited, batch.timeout,
                                 [&batch, nodeId = order.nodeId](const Result<SystemAct> &told) {
                                     batch.out.progress(
                                         told ? progressText(*told)
                                              : u"%1 does not answer now"_s.arg(batch.nameOf(nodeId)));
                                 },
                                 batch.stop};
    const auto ended =
        co_await followAct(batch.fleet(), batch.console.actions(), order.nodeId, started->job, following);
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
