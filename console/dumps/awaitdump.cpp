// SPDX-License-Identifier: Apache-2.0
#include "console/dumps/awaitdump.h"

#include "console/fleet/nodecall.h"

#include "shared/wire/completion.h"

#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr std::chrono::seconds AskAgain{5};

/// Answers when the node says anything of its dumps, or falls silent or comes back, or a while has passed.
/// @return false when stopped
QCoro::Task<bool> heard(Fleet &fleet, QString nodeId, std::stop_token stop)
{
    const Completion<bool> word;
    QObject watch;
    QTimer again;
    QObject::connect(&fleet, &Fleet::eventsAppended, &watch, [&](const QList<FleetEvent> &events) {
        if (std::ranges::any_of(events, [&](const FleetEvent &one) {
                return one.nodeId == nodeId && one.event.topic == Topic::Dumps;
            }))
            word.complete(true);
    });
    QObject::connect(&again, &QTimer::timeout, &watch, [word] { word.complete(true); });
    again.start(AskAgain);
    const std::stop_callback stopped(stop, [word] { word.complete(false); });
    co_return co_await word;
}

} // namespace

QCoro::Task<Result<DumpEntry>> awaitDump(Fleet &fleet, FleetActions &actions, QString nodeId, QString dumpId,
                                         std::stop_token stop)
{
    for (;;) {
        const auto shown = co_await callNode<api::DumpsShow>(actions, nodeId, {dumpId});
        if (!shown)
            co_return fail(shown.error());
        if (isOver(shown->entry.state))
            co_return shown->entry;
        const bool goesOn = co_await heard(fleet, nodeId, stop);
        if (!goesOn)
            co_return fail(ErrorCode::Cancelled, u"the dump is still being made"_s);
    }
}

} // namespace muster::console
