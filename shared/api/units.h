// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/job.h"
#include "shared/model/unit.h"

namespace muster {

struct EvidenceParams
{
    QString failureId;

    static constexpr auto fields()
    {
        return std::tuple(field("failureId", &EvidenceParams::failureId, "The failure's id").between(1, 512));
    }
};

struct CollectParams
{
    QString unit;
    int lines = 200;

    static constexpr auto fields()
    {
        return std::tuple(
            field("unit", &CollectParams::unit, "A watched unit").between(1, 255),
            field("lines", &CollectParams::lines, "How many journal lines").between(1, 1000).optional());
    }
};

struct JobStarted
{
    QString job;

    static constexpr auto fields()
    {
        return std::tuple(field("job", &JobStarted::job, "Id of the job that does it").between(1, 64));
    }
};

namespace api {

struct UnitsList
{
    static constexpr const char *Name = "units.list";
    static constexpr const char *Doc = "The watched units as they are now, and whether the watch works";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = UnitList;
};

struct UnitsFailures
{
    static constexpr const char *Name = "units.failures";
    static constexpr const char *Doc = "Failures of watched units: open ones and the latest recovered ones";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = UnitFailureList;
};

struct UnitsEvidence
{
    static constexpr const char *Name = "units.evidence";
    static constexpr const char *Doc = "The evidence kept with one failure";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = EvidenceParams;
    using Answer = UnitEvidence;
};

struct UnitsCollect
{
    static constexpr const char *Name = "units.collect";
    static constexpr const char *Doc =
        "Starts a job that collects evidence of a watched unit anew, failed or not";
    static constexpr Role MinRole = Role::Operator;
    static constexpr bool Changes = true;
    using Params = CollectParams;
    using Answer = JobStarted;
};

} // namespace api

} // namespace muster
