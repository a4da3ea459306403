// SPDX-License-Identifier: Apache-2.0
#include "agent/schedule/schedulebinding.h"

#include "shared/api/schedule.h"

#include "agent/schedule/schedules.h"
#include "agent/server/methodtable.h"

#include <utility>

namespace muster::agent {

void bindSchedules(MethodTable &methods, Schedules &schedules)
{
    methods.addAsync<api::StateSchedule>([&schedules](CallContext context, ScheduleParams params) {
        return schedules.set(std::move(context), std::move(params));
    });
    methods.add<api::StateSchedules>(
        [&schedules](const CallContext &, const Nothing &) -> Result<ScheduleList> {
            return schedules.list();
        });
    methods.addAsync<api::StateCancelSchedule>([&schedules](CallContext context, ScheduleIdParams params) {
        return schedules.cancel(std::move(context), std::move(params.id));
    });
}

} // namespace muster::agent
