// SPDX-License-Identifier: Apache-2.0
#include "agent/jobs/jobsbinding.h"

#include "shared/api/jobs.h"

#include "agent/jobs/jobs.h"
#include "agent/server/methodtable.h"

namespace muster::agent {

void bindJobs(MethodTable &methods, Jobs &jobs)
{
    methods.add<api::JobsList>([&jobs](const CallContext &, const Nothing &) { return jobs.list(); });
    methods.add<api::JobsCancel>([&jobs](const CallContext &, const JobParams &params) {
        return jobs.cancel(params.job).transform([] { return Nothing(); });
    });
}

} // namespace muster::agent
