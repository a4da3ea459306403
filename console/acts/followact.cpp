// SPDX-License-Identifier: Apache-2.0
#include "console/acts/followact.h"

#include "console/fleet/eventheard.h"
#include "console/fleet/nodecall.h"

#include "shared/api/control.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

bool isEnough(const SystemAct &act, bool isWaited)
{
    if (isWaited)
        return act.finishedAt.has_value();
    return std::ranges::none_of(act.members, [](const MemberAct &one) { return one.step == ActStep::Asked; });
}

bool isPassing(ErrorCode code)
{
    return code == ErrorCode::Unavailable || code == ErrorCode::Timeout;
}

} // namespace

QCoro::Task<Result<SystemAct>> followAct(Fleet &fleet, FleetActions &actions, QString nodeId, QString job,
                                         ActFollowing how)
{
    for (;;) {
        const ActedParams params{job};
        const auto told = co_await callNode<api::StateActed>(actions, nodeId, params, how.deadline);
        if (!how.stop.stop_requested()) {
            if (told && isEnough(*told, how.isWaited))
                co_return *told;
            if (!told && !isPassing(told.error().code))
                co_return fail(told.error());
            if (how.told)
                how.told(told);
            co_await eventHeard(
                fleet,
                [nodeId](const FleetEvent &one) {
                    return one.nodeId == nodeId && one.event.kind == events::MemberActed;
                },
                how.stop);
        }
        if (how.stop.stop_requested()) {
            co_return fail(ErrorCode::Cancelled,
                           u"not waited for any more; it goes on there (job %1)"_s.arg(job));
        }
    }
}

} // namespace muster::console
