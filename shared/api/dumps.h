// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/dump.h"

namespace muster {

/// Most entries in one answer.
constexpr int MaxDumpPage = 1000;
/// Bytes of a member in one answer.
constexpr qint64 DumpReadChunk = 256 * 1024;
/// Bytes of a block of a dump's tar stream: what is hashed, and asked for again, as one.
constexpr qint64 DumpBlock = 4 * 1024 * 1024;

struct DumpKinds
{
    QList<DumpKind> kinds;

    static constexpr auto fields()
    {
        return std::tuple(
            field("kinds", &DumpKinds::kinds, "What this node can make").between(0, DumpKind::MaxKinds));
    }
};

struct DumpListParams
{
    QString after;
    int limit = MaxDumpPage;

    static constexpr auto fields()
    {
        return std::tuple(field("after", &DumpListParams::after,
                                "Id of the last entry that is known; empty: from the newest")
                              .between(0, 64)
                              .optional(),
                          field("limit", &DumpListParams::limit, "Most entries in the answer")
                              .between(1, MaxDumpPage)
                              .optional());
    }
};

struct DumpPage
{
    QList<DumpEntry> entries;
    int total = 0;
    bool isLast = true;

    static constexpr auto fields()
    {
        return std::tuple(
            field("entries", &DumpPage::entries, "Newest first").between(0, MaxDumpPage),
            field("total", &DumpPage::total, "How many there are in all").between(0, INT_MAX).optional(),
            field("isLast", &DumpPage::isLast, "No more follow").optional());
    }
};

struct DumpIdParams
{
    QString id;

    static constexpr auto fields()
    {
        return std::tuple(field("id", &DumpIdParams::id, "Name of the dump on its node").between(1, 64));
    }
};

struct DumpDetails
{
    DumpEntry entry;
    std::optional<DumpManifest> manifest;
    QStringList copies = {};
    QString copiesMissing = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("entry", &DumpDetails::entry, "As it is listed"),
            field("manifest", &DumpDetails::manifest, "What is in it; absent until it is whole"),
            field("copies", &DumpDetails::copies,
                  "Names of the members that have a copy of its files, for a system's dump")
                .between(0, 1024)
                .optional(),
            field("copiesMissing", &DumpDetails::copiesMissing,
                  "Why there are fewer copies than there should be; empty when there are not")
                .optional());
    }
};

struct DumpCreateParams
{
    QString type;
    QString reason;
    QString unit;

    static constexpr auto fields()
    {
        return std::tuple(
            field("type", &DumpCreateParams::type, "Its kind").between(1, 32),
            field("reason", &DumpCreateParams::reason, "Why it is made; others read it")
                .between(0, 255)
                .optional(),
            field("unit", &DumpCreateParams::unit, "The unit that it is about").between(0, 255).optional());
    }
};

struct DumpStarted
{
    QString id;
    QString job;
    QString nodeId = {};

    static constexpr auto fields()
    {
        return std::tuple(field("id", &DumpStarted::id, "Name that the dump has").between(1, 64),
                          field("job", &DumpStarted::job, "Id of the job that makes it").between(1, 64),
                          field("nodeId", &DumpStarted::nodeId,
                                "The node where both are: the coordinator; empty for the node that answers")
                              .between(0, 128)
                              .optional());
    }
};

struct DumpDeleteParams
{
    QStringList ids;

    static constexpr auto fields()
    {
        return std::tuple(field("ids", &DumpDeleteParams::ids, "Names of the dumps").between(1, MaxDumpPage));
    }
};

/// What became of one dump that was to be deleted.
struct DumpDeleted
{
    QString id;
    QString error;
    QString text;

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &DumpDeleted::id, "Name of the dump").between(1, 64),
            field("error", &DumpDeleted::error, "Why it was not: Busy, NotFound, Io; empty when it was")
                .between(0, 64)
                .optional(),
            field("text", &DumpDeleted::text, "The same, one sentence").optional());
    }
};

struct DumpDeleteAnswer
{
    QList<DumpDeleted> dumps;

    static constexpr auto fields()
    {
        return std::tuple(
            field("dumps", &DumpDeleteAnswer::dumps, "In the order of the question").between(0, MaxDumpPage));
    }
};

struct DumpReadParams
{
    QString id;
    QString member;
    qint64 offset = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &DumpReadParams::id, "Name of the dump").between(1, 64),
            field("member", &DumpReadParams::member, "Name of the member").between(1, 255),
            field("offset", &DumpReadParams::offset, "From which byte on").between(0, INT64_MAX).optional());
    }
};

struct DumpChunk
{
    QString data;
    qint64 size = 0;

    static constexpr auto fields()
    {
        return std::tuple(field("data", &DumpChunk::data, "Bytes of the member in base64")
                              .between(0, 4 * (DumpReadChunk / 3 + 1)),
                          field("size", &DumpChunk::size, "Bytes of the whole member").between(0, INT64_MAX));
    }
};

/// A leave to fetch one dump over the bulk channel.
struct DumpTicket
{
    QString ticket;
    QString id;
    qint64 size = 0;
    QString digest;
    int expiresIn = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("ticket", &DumpTicket::ticket, "To be named on the bulk channel; for this caller only")
                .between(1, 64),
            field("id", &DumpTicket::id, "The dump").between(1, 64),
            field("size", &DumpTicket::size, "Bytes of its tar stream").between(0, INT64_MAX),
            field("digest", &DumpTicket::digest, "SHA-256 over the SHA-256 of each block of 4 MiB")
                .between(64, 64),
            field("expiresIn", &DumpTicket::expiresIn, "Seconds without progress after which it ends")
                .between(1, 86'400));
    }
};

struct DumpOffloadParams
{
    QString id;
    QString to;
    bool isDamaged = false;

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &DumpOffloadParams::id, "Name of the dump").between(1, 64),
            field("to", &DumpOffloadParams::to, "Where it goes, for those who wait for it: a folder, a URL")
                .between(0, 400)
                .optional(),
            field(
                "isDamaged", &DumpOffloadParams::isDamaged,
                "Its bytes came damaged: the node reads all of it, and mends it if it can, before it answers")
                .optional());
    }
};

struct DumpAcknowledgeParams
{
    QString id;
    QString ticket;
    QString digest;

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &DumpAcknowledgeParams::id, "Name of the dump").between(1, 64),
            field("ticket", &DumpAcknowledgeParams::ticket, "The ticket; it ends with this")
                .between(0, 64)
                .optional(),
            field("digest", &DumpAcknowledgeParams::digest, "What the caller has verified and made durable")
                .between(64, 64));
    }
};

struct DumpReleaseParams
{
    QString ticket;

    static constexpr auto fields()
    {
        return std::tuple(field("ticket", &DumpReleaseParams::ticket, "The ticket").between(1, 64));
    }
};

namespace api {

struct DumpsKinds
{
    static constexpr const char *Name = "dumps.kinds";
    static constexpr const char *Doc = "The kinds of dumps that this node knows, and which it can make now";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = DumpKinds;
};

struct DumpsList
{
    static constexpr const char *Name = "dumps.list";
    static constexpr const char *Doc =
        "The dumps of this node, also those that are being made or have failed";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = DumpListParams;
    using Answer = DumpPage;
};

struct DumpsShow
{
    static constexpr const char *Name = "dumps.show";
    static constexpr const char *Doc = "One dump with its manifest";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = DumpIdParams;
    using Answer = DumpDetails;
};

struct DumpsCreate
{
    static constexpr const char *Name = "dumps.create";
    static constexpr const char *Doc = "Starts a job that makes a dump";
    static constexpr Role MinRole = Role::Operator;
    static constexpr bool Changes = true;
    using Params = DumpCreateParams;
    using Answer = DumpStarted;
};

struct DumpsDelete
{
    static constexpr const char *Name = "dumps.delete";
    static constexpr const char *Doc = "Deletes dumps; one that somebody is fetching is refused as Busy";
    static constexpr Role MinRole = Role::Admin;
    static constexpr bool Changes = true;
    using Params = DumpDeleteParams;
    using Answer = DumpDeleteAnswer;
};

struct DumpsRead
{
    static constexpr const char *Name = "dumps.read";
    static constexpr const char *Doc = "A piece of one member of a dump, for a look at it";
    static constexpr Role MinRole = Role::Operator;
    static constexpr bool Changes = false;
    using Params = DumpReadParams;
    using Answer = DumpChunk;
};

struct DumpsOffload
{
    static constexpr const char *Name = "dumps.offload";
    static constexpr const char *Doc =
        "A ticket to fetch a dump over the bulk channel; until it ends the dump cannot be deleted";
    static constexpr Role MinRole = Role::Operator;
    static constexpr bool Changes = true;
    using Params = DumpOffloadParams;
    using Answer = DumpTicket;
};

struct DumpsAcknowledge
{
    static constexpr const char *Name = "dumps.acknowledge";
    static constexpr const char *Doc = "The caller has all of a dump, verified and durable";
    static constexpr Role MinRole = Role::Operator;
    static constexpr bool Changes = true;
    using Params = DumpAcknowledgeParams;
    using Answer = DumpEntry;
};

struct DumpsRelease
{
    static constexpr const char *Name = "dumps.release";
    static constexpr const char *Doc = "Gives a ticket back without having fetched the dump";
    static constexpr Role MinRole = Role::Operator;
    static constexpr bool Changes = false;
    using Params = DumpReleaseParams;
    using Answer = Nothing;
};

} // namespace api

} // namespace muster
