// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/system.h"

namespace muster {

/// A member comes to the coordinator.
struct JoinParams
{
    QString system;
    qint64 generation = 0;
    QString agentVersion;
    QStringList capabilities;

    static constexpr auto fields()
    {
        return std::tuple(field("system", &JoinParams::system, "Id of the caller's system").between(1, 64),
                          field("generation", &JoinParams::generation, "The membership that the caller has")
                              .between(1, INT64_MAX),
                          field("agentVersion", &JoinParams::agentVersion, "Version of its agent")
                              .between(0, 64)
                              .optional(),
                          field("capabilities", &JoinParams::capabilities, "What its agent can do")
                              .between(0, 64)
                              .optional());
    }
};

struct JoinAnswer
{
    qint64 generation = 0;
    QString hub;
    bool isLinked = false;

    static constexpr auto fields()
    {
        return std::tuple(
            field("generation", &JoinAnswer::generation, "The membership in force here")
                .between(0, INT64_MAX),
            field("hub", &JoinAnswer::hub, "Node id of the coordinator, as this node knows it")
                .between(0, 128),
            field("isLinked", &JoinAnswer::isLinked,
                  "Whether the connection is the member's link from now on; false when this is not the "
                  "coordinator"));
    }
};

/// The coordinator asks whether a member is there and stands with it.
struct BeatParams
{
    qint64 generation = 0;
    qint64 term = 0;
    bool isActing = false;
    QString why;
    qint64 lease = 10'000;
    Timestamp clock{};

    static constexpr auto fields()
    {
        return std::tuple(field("generation", &BeatParams::generation, "The membership of the caller")
                              .between(1, INT64_MAX),
                          field("term", &BeatParams::term, "Its fencing number").between(0, INT64_MAX),
                          field("isActing", &BeatParams::isActing, "Whether it acts"),
                          field("why", &BeatParams::why, "Why not").optional(),
                          field("lease", &BeatParams::lease,
                                "For how long it asks the member to stand with it, milliseconds")
                              .between(0, 600'000),
                          field("clock", &BeatParams::clock, "Its clock"));
    }
};

struct BeatAnswer
{
    qint64 generation = 0;
    bool stands = false;
    qint64 freeIn = 0;
    Timestamp clock{};

    static constexpr auto fields()
    {
        return std::tuple(
            field("generation", &BeatAnswer::generation, "The membership of the member")
                .between(0, INT64_MAX),
            field("stands", &BeatAnswer::stands, "Whether it stands with the caller for the lease"),
            field("freeIn", &BeatAnswer::freeIn,
                  "How long it is still bound to another coordinator, milliseconds")
                .between(0, 600'000)
                .optional(),
            field("clock", &BeatAnswer::clock, "Its clock"));
    }
};

/// Who asked the coordinator for something that a member is to do.
struct OriginalCaller
{
    QString nodeId;
    QString name;
    Role role = Role::Viewer;

    static constexpr auto fields()
    {
        return std::tuple(
            field("nodeId", &OriginalCaller::nodeId, "Proven to the coordinator").between(0, 128),
            field("name", &OriginalCaller::name, "What the coordinator calls it").between(0, 255),
            field("role", &OriginalCaller::role, "What it may do at the coordinator"));
    }
    friend bool operator==(const OriginalCaller &, const OriginalCaller &) = default;
};

/// A call that the coordinator hands on: one hop, never further.
struct ForwardParams
{
    OriginalCaller caller;
    qint64 generation = 0;
    qint64 term = 0;
    QString method;
    RawJson params{QByteArrayLiteral("{}")};

    static constexpr auto fields()
    {
        return std::tuple(field("caller", &ForwardParams::caller, "In whose name it is called"),
                          field("generation", &ForwardParams::generation, "The membership of the coordinator")
                              .between(1, INT64_MAX),
                          field("term", &ForwardParams::term, "Its fencing number").between(0, INT64_MAX),
                          field("method", &ForwardParams::method, "The method").between(1, 128),
                          field("params", &ForwardParams::params, "Its parameters").optional());
    }
};

namespace api {

struct SystemJoin
{
    static constexpr const char *Name = "system.join";
    static constexpr const char *Doc = "Makes this connection the caller's link to its coordinator";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = JoinParams;
    using Answer = JoinAnswer;
};

struct SystemBeat
{
    static constexpr const char *Name = "system.beat";
    static constexpr const char *Doc =
        "The coordinator asks whether the member is there and stands with it; each tells its clock";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = BeatParams;
    using Answer = BeatAnswer;
};

struct SystemRelease
{
    static constexpr const char *Name = "system.release";
    static constexpr const char *Doc =
        "A coordinator that does not act any more sets free the member that stood with it";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = Nothing;
    using Answer = Nothing;
};

struct SystemForward
{
    static constexpr const char *Name = "system.forward";
    static constexpr const char *Doc =
        "The coordinator hands a call on; the member checks the caller's role again, and never hands it on";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = ForwardParams;
    using Answer = RawJson;
};

struct SystemMembership
{
    static constexpr const char *Name = "system.membership";
    static constexpr const char *Doc = "The membership in force here, for a member that has an older one";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = Nothing;
    using Answer = SignedMembership;
};

/// For a node that was a member and was away when that ended. Everybody else gets NotFound.
struct SystemLastWord
{
    static constexpr const char *Name = "system.lastWord";
    static constexpr const char *Doc = "Tells a former member the membership that ended its own";
    static constexpr Role MinRole = Role::Stranger;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = SignedMembership;
};

} // namespace api

} // namespace muster
