// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"

namespace muster {

/// A channel is a connection inside others: a console and a member of a system talk through the coordinator,
/// which both are connected to, as if they were connected to each other. The coordinator numbers it, the same
/// for both sides.

/// Most bytes of one side that the other has not taken in yet.
constexpr qint64 ChannelWindowBytes = 256 * 1024;
/// Most bytes in one message: others have their turn in between.
constexpr qsizetype ChannelChunkBytes = 32 * 1024;

/// Who is at the console's end of a channel, by the coordinator's word.
struct ChannelCaller
{
    QString nodeId;
    QString name;
    Role role = Role::Stranger;

    static constexpr auto fields()
    {
        return std::tuple(
            field("nodeId", &ChannelCaller::nodeId, "The id that it has proven to the coordinator")
                .between(1, 128),
            field("name", &ChannelCaller::name, "What it is called there").between(0, 255),
            field("role", &ChannelCaller::role, "What it may do there"));
    }
};

struct ChannelOpenParams
{
    QString member;

    static constexpr auto fields()
    {
        return std::tuple(
            field("member", &ChannelOpenParams::member, "Node id of the member to talk to").between(1, 128));
    }
};

struct ChannelOpenAnswer
{
    qint64 channel = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("channel", &ChannelOpenAnswer::channel, "Number of the channel on this connection")
                .between(1, INT64_MAX));
    }
};

struct ChannelAcceptParams
{
    qint64 channel = 0;
    ChannelCaller caller;

    static constexpr auto fields()
    {
        return std::tuple(
            field("channel", &ChannelAcceptParams::channel, "Number of the channel on this connection")
                .between(1, INT64_MAX),
            field("caller", &ChannelAcceptParams::caller, "Who wants to talk"));
    }
};

/// A notification: bytes of the stream.
struct ChannelData
{
    static constexpr const char *Notification = "channel.data";

    qint64 channel = 0;
    QString data;

    static constexpr auto fields()
    {
        return std::tuple(
            field("channel", &ChannelData::channel, "Number of the channel").between(1, INT64_MAX),
            field("data", &ChannelData::data, "What comes next in the stream: whole UTF-8 characters")
                .between(1, ChannelChunkBytes));
    }
};

/// A notification: the other side may send so many bytes more.
struct ChannelCredit
{
    static constexpr const char *Notification = "channel.credit";

    qint64 channel = 0;
    qint64 bytes = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("channel", &ChannelCredit::channel, "Number of the channel").between(1, INT64_MAX),
            field("bytes", &ChannelCredit::bytes, "How many bytes were taken in since the last one")
                .between(1, ChannelWindowBytes));
    }
};

/// A notification: the channel has ended.
struct ChannelClose
{
    static constexpr const char *Notification = "channel.close";

    qint64 channel = 0;
    QString error;
    QString text;
    QString remedy;

    static constexpr auto fields()
    {
        return std::tuple(
            field("channel", &ChannelClose::channel, "Number of the channel").between(1, INT64_MAX),
            field("error", &ChannelClose::error, "Stable name of the reason; empty when it was wished")
                .between(0, 64)
                .optional(),
            field("text", &ChannelClose::text, "The reason, one sentence").optional(),
            field("remedy", &ChannelClose::remedy, "What to do about it").optional());
    }
};

namespace api {

struct ChannelOpen
{
    static constexpr const char *Name = "channel.open";
    static constexpr const char *Doc =
        "Connects the caller to a member through the coordinator; the stream then goes in notifications "
        "channel.data, channel.credit and channel.close";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = ChannelOpenParams;
    using Answer = ChannelOpenAnswer;
};

struct ChannelAccept
{
    static constexpr const char *Name = "channel.accept";
    static constexpr const char *Doc = "The coordinator hands on somebody who wants to talk to this member";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = ChannelAcceptParams;
    using Answer = Nothing;
};

} // namespace api

} // namespace muster
