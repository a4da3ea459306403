// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/job.h"

namespace muster {

struct JobParams
{
    QString job;

    static constexpr auto fields()
    {
        return std::tuple(field("job", &JobParams::job, "The job's id").between(1, 64));
    }
};

namespace api {

struct JobsList
{
    static constexpr const char *Name = "jobs.list";
    static constexpr const char *Doc =
        "Running jobs and the latest finished ones; watch them by events of topic Jobs";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = JobList;
};

struct JobsCancel
{
    static constexpr const char *Name = "jobs.cancel";
    static constexpr const char *Doc = "Asks a job to stop where stopping is safe";
    static constexpr Role MinRole = Role::Operator;
    static constexpr bool Changes = true;
    using Params = JobParams;
    using Answer = Nothing;
};

} // namespace api

} // namespace muster
