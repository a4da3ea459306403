// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/system.h"

namespace muster {

/// A membership that is to hold from now on.
struct MembershipParams
{
    SignedMembership membership;

    static constexpr auto fields()
    {
        return std::tuple(
            field("membership", &MembershipParams::membership, "Signed by an administrator of the member"));
    }
};

/// What a node answers to a membership, or says of the one it has.
struct MembershipAnswer
{
    qint64 generation = 0;
    QString name;
    QString coordinator;

    static constexpr auto fields()
    {
        return std::tuple(field("generation", &MembershipAnswer::generation,
                                "The generation in force on the node, 0 when it is in no system")
                              .between(0, INT64_MAX),
                          field("name", &MembershipAnswer::name, "Name of that system").between(0, 64),
                          field("coordinator", &MembershipAnswer::coordinator, "Node id of its coordinator")
                              .between(0, 128));
    }
    friend bool operator==(const MembershipAnswer &, const MembershipAnswer &) = default;
};

/// A call to several members at the same time.
struct AskParams
{
    QString method;
    RawJson params{QByteArrayLiteral("{}")};
    QList<int> members;
    int deadline = 10'000;
    QString tag;

    static constexpr auto fields()
    {
        return std::tuple(field("method", &AskParams::method, "Any method of the members").between(1, 128),
                          field("params", &AskParams::params, "Its parameters").optional(),
                          field("members", &AskParams::members, "Their numbers; empty for all")
                              .between(0, MaxMembers)
                              .optional(),
                          field("deadline", &AskParams::deadline, "How long each member has, milliseconds")
                              .between(1, 180'000)
                              .optional(),
                          field("tag", &AskParams::tag,
                                "Any word of the caller's; with one, each answer is also told as it comes")
                              .between(0, 64)
                              .optional());
    }
};

/// What one member said to it.
struct MemberAnswer
{
    int instance = 1;
    QString nodeId;
    CallOutcome outcome = CallOutcome::Unreachable;
    RawJson answer;
    QString error;
    QString text;
    QString remedy;
    qint64 milliseconds = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("instance", &MemberAnswer::instance, "The member's number").between(1, MaxMembers),
            field("nodeId", &MemberAnswer::nodeId, "The member").between(1, 128),
            field("outcome", &MemberAnswer::outcome, "What became of the call"),
            field("answer", &MemberAnswer::answer, "What it answered; null when it did not").optional(),
            field("error", &MemberAnswer::error, "Stable name of the error: Busy").between(0, 64).optional(),
            field("text", &MemberAnswer::text, "What went wrong, one sentence").optional(),
            field("remedy", &MemberAnswer::remedy, "What to do about it").optional(),
            field("milliseconds", &MemberAnswer::milliseconds, "How long it took").between(0, INT64_MAX));
    }
};

/// Params of the notification `system.answer`.
struct MemberAnswerTold
{
    QString tag;
    MemberAnswer answer;

    static constexpr auto fields()
    {
        return std::tuple(field("tag", &MemberAnswerTold::tag, "The caller's word").between(1, 64),
                          field("answer", &MemberAnswerTold::answer, "What one member answered"));
    }
};

struct AskAnswer
{
    QList<MemberAnswer> members;

    static constexpr auto fields()
    {
        return std::tuple(
            field("members", &AskAnswer::members, "One answer of each, by number").between(0, MaxMembers));
    }
};

struct NoteParams
{
    QString text;

    static constexpr auto fields()
    {
        return std::tuple(field("text", &NoteParams::text, "At most 1,000 characters; empty removes the note")
                              .between(0, 4 * SystemNote::MaxText));
    }
};

struct HandOverParams
{
    QString member;

    static constexpr auto fields()
    {
        return std::tuple(
            field("member", &HandOverParams::member, "Node id of the member that is to act").between(1, 128));
    }
};

namespace api {

struct SystemShow
{
    static constexpr const char *Name = "system.show";
    static constexpr const char *Doc = "The system that the node belongs to, as it knows it";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = SystemView;
};

struct SystemCheck
{
    static constexpr const char *Name = "system.check";
    static constexpr const char *Doc =
        "Says whether the node would take this membership, with the reason if not; changes nothing";
    static constexpr Role MinRole = Role::Admin;
    static constexpr bool Changes = false;
    using Params = MembershipParams;
    using Answer = MembershipAnswer;
};

struct SystemSet
{
    static constexpr const char *Name = "system.set";
    static constexpr const char *Doc =
        "Makes the node a member on these terms, or ends it; durable when it answers";
    static constexpr Role MinRole = Role::Admin;
    static constexpr bool Changes = true;
    using Params = MembershipParams;
    using Answer = MembershipAnswer;
};

struct SystemAsk
{
    static constexpr const char *Notification = "system.answer"; ///< MemberAnswerTold
    static constexpr const char *Name = "system.ask";
    static constexpr const char *Doc =
        "Calls a method on members at the same time, in the caller's name; each member checks the role";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = AskParams;
    using Answer = AskAnswer;
};

struct SystemNoteSet
{
    static constexpr const char *Name = "system.note";
    static constexpr const char *Doc =
        "Notes something about the system, for all who look at it on any member; replaces the note before";
    static constexpr Role MinRole = Role::Operator;
    static constexpr bool Changes = true;
    using Params = NoteParams;
    using Answer = Nothing;
};

struct SystemHandOver
{
    static constexpr const char *Name = "system.handOver";
    static constexpr const char *Doc =
        "The coordinator lets another member act in its place; only where the coordinator is elected";
    static constexpr Role MinRole = Role::Admin;
    static constexpr bool Changes = true;
    using Params = HandOverParams;
    using Answer = CoordinatorView;
};

} // namespace api

} // namespace muster
