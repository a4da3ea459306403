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

struct AcknowledgeParams
{
    QStringList failures;
    QString reason;

    static constexpr auto fields()
    {
        return std::tuple(field("failures", &AcknowledgeParams::failures, "Ids of failures").between(1, 1000),
                          field("reason", &AcknowledgeParams::reason, "Why that is enough; others read it")
                              .between(0, Acknowledgement::MaxReasonBytes)
                              .optional());
    }
};

struct AcknowledgeAnswer
{
    QStringList acknowledged;
    QStringList unknown;

    static constexpr auto fields()
    {
        return std::tuple(
            field("acknowledged", &AcknowledgeAnswer::acknowledged, "Those that are acknowledged now"),
            field("unknown", &AcknowledgeAnswer::unknown, "Those that the node does not know (any more)")
                .optional());
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

struct UnitsAcknowledge
{
    static constexpr const char *Name = "units.acknowledge";
    static constexpr const char *Doc =
        "Takes note of failures; when all are, and their units have recovered, the node is Ready again";
    static constexpr Role MinRole = Role::Operator;
    static constexpr bool Changes = true;
    using Params = AcknowledgeParams;
    using Answer = AcknowledgeAnswer;
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
