// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/replica.h"

namespace muster {

/// Documents are compared in so many parts, by a hash of their key.
constexpr int ReplicaBuckets = 256;
/// Most marks in one answer, and keys in one question.
constexpr int MaxReplicaMarks = 1000;
/// Bytes of documents in one message, about; one document never has more.
constexpr qsizetype MaxReplicaPage = 448 * 1024;
/// Bytes of a file in one answer.
constexpr qsizetype ReplicaChunk = 256 * 1024;
/// A file's hash is the SHA-256 over the SHA-256 of each so many bytes of it.
constexpr qint64 ReplicaBlock = 4 * 1024 * 1024;

struct ReplicaDigestParams
{
    QString system;

    static constexpr auto fields()
    {
        return std::tuple(
            field("system", &ReplicaDigestParams::system, "Id of the system that asks").between(1, 64));
    }
};

struct ReplicaDigestAnswer
{
    QStringList buckets;

    static constexpr auto fields()
    {
        return std::tuple(field("buckets", &ReplicaDigestAnswer::buckets,
                                "Of each bucket the exclusive or of its documents' SHA-256, in hex")
                              .between(ReplicaBuckets, ReplicaBuckets));
    }
};

struct ReplicaListParams
{
    QString system;
    int bucket = 0;
    std::optional<ReplicaKey> after;

    static constexpr auto fields()
    {
        return std::tuple(
            field("system", &ReplicaListParams::system, "Id of the system that asks").between(1, 64),
            field("bucket", &ReplicaListParams::bucket, "Which bucket").between(0, ReplicaBuckets - 1),
            field("after", &ReplicaListParams::after, "The last one that is known; absent: from the start"));
    }
};

struct ReplicaMarks
{
    QList<ReplicaMark> documents;
    bool isAll = true;

    static constexpr auto fields()
    {
        return std::tuple(
            field("documents", &ReplicaMarks::documents, "By kind and id").between(0, MaxReplicaMarks),
            field("isAll", &ReplicaMarks::isAll, "No more follow in this bucket"));
    }
};

struct ReplicaGetParams
{
    QString system;
    QList<ReplicaKey> documents;

    static constexpr auto fields()
    {
        return std::tuple(
            field("system", &ReplicaGetParams::system, "Id of the system that asks").between(1, 64),
            field("documents", &ReplicaGetParams::documents, "Which documents").between(1, MaxReplicaMarks));
    }
};

struct ReplicaPage
{
    QList<ReplicaDocument> documents;
    int looked = 0;

    static constexpr auto fields()
    {
        return std::tuple(field("documents", &ReplicaPage::documents, "Those of them that are there")
                              .between(0, MaxReplicaMarks),
                          field("looked", &ReplicaPage::looked,
                                "How many of the wanted were looked at; the rest did not fit")
                              .between(1, MaxReplicaMarks));
    }
};

struct ReplicaPutParams
{
    QString system;
    QList<ReplicaDocument> documents;
    bool isUpToDate = false;

    static constexpr auto fields()
    {
        return std::tuple(field("system", &ReplicaPutParams::system, "Id of the system").between(1, 64),
                          field("documents", &ReplicaPutParams::documents, "To be merged with what is there")
                              .between(0, MaxReplicaMarks),
                          field("isUpToDate", &ReplicaPutParams::isUpToDate,
                                "The coordinator has given, and got, all that was different")
                              .optional());
    }
};

/// What became of one document that somebody was to take.
struct ReplicaTaken
{
    QString sha256;
    QString error;
    QString text;

    static constexpr auto fields()
    {
        return std::tuple(field("sha256", &ReplicaTaken::sha256,
                                "The document as it is there now, merged and durable; empty when refused")
                              .between(0, 64),
                          field("error", &ReplicaTaken::error, "Why it was refused: QuotaExceeded")
                              .between(0, 64)
                              .optional(),
                          field("text", &ReplicaTaken::text, "The same, one sentence").optional());
    }
};

struct ReplicaPutAnswer
{
    QList<ReplicaTaken> documents;

    static constexpr auto fields()
    {
        return std::tuple(field("documents", &ReplicaPutAnswer::documents, "In the order of the question")
                              .between(0, MaxReplicaMarks));
    }
};

/// On which members a document is durable.
struct ReplicaHolders
{
    QString kind;
    QString id;
    QList<VersionCount> seen;
    QList<int> members;

    static constexpr auto fields()
    {
        return std::tuple(
            field("kind", &ReplicaHolders::kind, "What sort of document").between(1, 64),
            field("id", &ReplicaHolders::id, "Which one of its kind").between(1, 128),
            field("seen", &ReplicaHolders::seen, "The changes that they have").between(1, MaxMembers),
            field("members", &ReplicaHolders::members, "Numbers of the members").between(0, MaxMembers));
    }
    [[nodiscard]] ReplicaKey key() const { return {kind, id}; }
};

struct ReplicaHeldParams
{
    static constexpr int MaxDocuments = 64;

    QString system;
    QList<ReplicaHolders> documents;

    static constexpr auto fields()
    {
        return std::tuple(field("system", &ReplicaHeldParams::system, "Id of the system").between(1, 64),
                          field("documents", &ReplicaHeldParams::documents, "Who has them by now")
                              .between(1, MaxDocuments));
    }
};

struct ReplicaPurgeParams
{
    QString system;
    QList<ReplicaMark> documents;

    static constexpr auto fields()
    {
        return std::tuple(field("system", &ReplicaPurgeParams::system, "Id of the system").between(1, 64),
                          field("documents", &ReplicaPurgeParams::documents,
                                "Deleted ones that all members know to be deleted")
                              .between(1, MaxReplicaMarks));
    }
};

struct ReplicaFileParams
{
    QString system;
    QString hash;
    qint64 offset = 0;
    bool isForwarded = false;

    static constexpr auto fields()
    {
        return std::tuple(
            field("system", &ReplicaFileParams::system, "Id of the system that asks").between(1, 64),
            field("hash", &ReplicaFileParams::hash, "Hash of the file, 64 hex digits").between(64, 64),
            field("offset", &ReplicaFileParams::offset, "From which byte on").between(0, INT64_MAX),
            field("isForwarded", &ReplicaFileParams::isForwarded,
                  "The coordinator asks for somebody else; it is not asked in turn")
                .optional());
    }
};

struct ReplicaFileChunk
{
    QString data;
    qint64 size = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("data", &ReplicaFileChunk::data, "Bytes of the file in base64")
                .between(0, 4 * (ReplicaChunk / 3 + 1)),
            field("size", &ReplicaFileChunk::size, "Bytes of the whole file").between(0, INT64_MAX));
    }
};

struct ReplicaFileCheck
{
    bool isSound = false;

    static constexpr auto fields()
    {
        return std::tuple(field("isSound", &ReplicaFileCheck::isSound, "It is there, and has this hash"));
    }
};

namespace api {

// None of these counts as a change for the audit log: what changes a document is audited on the member where
// somebody asked for it, not again wherever a copy of it goes.

struct ReplicaDigest
{
    static constexpr const char *Name = "replica.digest";
    static constexpr const char *Doc = "What documents the member has, in short";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = ReplicaDigestParams;
    using Answer = ReplicaDigestAnswer;
};

struct ReplicaList
{
    static constexpr const char *Name = "replica.list";
    static constexpr const char *Doc = "Which documents the member has in one bucket";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = ReplicaListParams;
    using Answer = ReplicaMarks;
};

struct ReplicaGet
{
    static constexpr const char *Name = "replica.get";
    static constexpr const char *Doc = "The documents themselves, as many as fit";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = ReplicaGetParams;
    using Answer = ReplicaPage;
};

struct ReplicaPut
{
    static constexpr const char *Name = "replica.put";
    static constexpr const char *Doc = "Merges documents with those of the member; durable when it answers";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = ReplicaPutParams;
    using Answer = ReplicaPutAnswer;
};

struct ReplicaHeld
{
    static constexpr const char *Name = "replica.held";
    static constexpr const char *Doc = "Tells the writer of documents who has them";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = ReplicaHeldParams;
    using Answer = Nothing;
};

struct ReplicaPurge
{
    static constexpr const char *Name = "replica.purge";
    static constexpr const char *Doc = "Forgets deleted documents; others than these are left as they are";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = ReplicaPurgeParams;
    using Answer = Nothing;
};

struct ReplicaReadFile
{
    static constexpr const char *Name = "replica.readFile";
    static constexpr const char *Doc = "A piece of a file that the member has, or the coordinator can get";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = ReplicaFileParams;
    using Answer = ReplicaFileChunk;
};

struct ReplicaCheckFile
{
    static constexpr const char *Name = "replica.checkFile";
    static constexpr const char *Doc =
        "Has the member read a whole file again; a damaged copy is dropped and fetched anew";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = ReplicaFileParams;
    using Answer = ReplicaFileCheck;
};

} // namespace api

} // namespace muster
