// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"

namespace muster {

/// In a member's list of what it can do: it takes part in dumps for which all hosts are stopped.
inline constexpr QLatin1StringView DisruptiveDumpsCapability{"disruptiveDumps"};

/// One dump of a system for which all hosts are stopped together, or none.
struct DumpRunParams
{
    QString run;
    QString type;
    QString reason;
    qint64 generation = 0;
    qint64 term = 0;
    int holdSeconds = 20;

    static constexpr auto fields()
    {
        return std::tuple(
            field("run", &DumpRunParams::run, "The system's dump").between(1, 64),
            field("type", &DumpRunParams::type, "Its kind").between(1, 32),
            field("reason", &DumpRunParams::reason, "Why it is made").between(0, 255).optional(),
            field("generation", &DumpRunParams::generation, "The membership of the coordinator")
                .between(1, INT64_MAX),
            field("term", &DumpRunParams::term, "Its fencing number").between(0, INT64_MAX),
            field("holdSeconds", &DumpRunParams::holdSeconds,
                  "For how long the member holds itself ready at most, seconds")
                .between(1, 120)
                .optional());
    }
};

namespace api {

struct DumpPrepare
{
    static constexpr const char *Name = "system.prepareDump";
    static constexpr const char *Doc = "The coordinator asks whether the member could have its host stopped "
                                       "for a dump now; if so, the member "
                                       "holds itself ready for it. Disturbs nothing";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = true;
    static constexpr bool ForMembers = true;
    using Params = DumpRunParams;
    using Answer = Nothing;
};

struct DumpEnter
{
    static constexpr const char *Name = "system.enterDump";
    static constexpr const char *Doc =
        "All members are ready: the member has its host stopped for the dump. Done once, however often it is "
        "asked for";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = true;
    static constexpr bool ForMembers = true;
    using Params = DumpRunParams;
    using Answer = Nothing;
};

struct DumpRelease
{
    static constexpr const char *Name = "system.releaseDump";
    static constexpr const char *Doc = "The dump is not made: the member need not hold itself ready any more";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = true;
    static constexpr bool ForMembers = true;
    using Params = DumpRunParams;
    using Answer = Nothing;
};

} // namespace api

} // namespace muster
