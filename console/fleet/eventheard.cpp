// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/eventheard.h"

#include "shared/wire/completion.h"

#include <QTimer>

#include <algorithm>

namespace muster::console {

QCoro::Task<bool> eventHeard(Fleet &fleet, std::function<bool(const FleetEvent &event)> isSuch,
                             std::stop_token stop)
{
    const Completion<bool> word;
    QObject watch;
    QTimer again;
    QObject::connect(&fleet, &Fleet::eventsAppended, &watch,
                     [word, isSuch = std::move(isSuch)](const QList<FleetEvent> &events) {
                         if (std::ranges::any_of(events, isSuch))
                             word.complete(true);
                     });
    QObject::connect(&again, &QTimer::timeout, &watch, [word] { word.complete(true); });
    again.start(AskAgain);
    const std::stop_callback stopped(stop, [word] { word.complete(false); });
    co_return co_await word;
}

} // namespace muster::console
