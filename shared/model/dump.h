// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"
#include "shared/model/timestamp.h"
#include "shared/model/words.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace muster {

/// A kind of dump: what the seed's Table 1 says of it, and what is collected. Data: a site may add its own.
struct DumpKind
{
    static constexpr qint64 MaxKinds = 64;

    QString type;
    QString title;
    DumpScope scope = DumpScope::Node;
    DumpCreator creator = DumpCreator::Agent;
    QStringList collectors;
    QStringList files;
    qint64 maxBytes = 512LL * 1024 * 1024;
    int deadlineSeconds = 600;
    bool isDisruptive = false;
    QString unavailable;

    /// Whether one dump is made of all members of a system, by its coordinator. What the host makes without
    /// being stopped is of the system, too, but each node is asked for its own.
    [[nodiscard]] bool isMadeTogether() const
    {
        return scope == DumpScope::System && (creator != DumpCreator::Host || isDisruptive);
    }

    static constexpr auto fields()
    {
        return std::tuple(
            field("type", &DumpKind::type, "Its word: bmc, system, checkstop").between(1, 32),
            field("title", &DumpKind::title, "The same for people").between(0, 128).optional(),
            field("scope", &DumpKind::scope, "One node, or the whole system").optional(),
            field("creator", &DumpKind::creator, "Who makes it").optional(),
            field("collectors", &DumpKind::collectors,
                  "What is collected, by the collectors' words, in order")
                .between(0, 64)
                .optional(),
            field("files", &DumpKind::files, "Files taken besides: absolute paths, * and ? in the last part")
                .between(0, 256)
                .optional(),
            field("maxBytes", &DumpKind::maxBytes, "Most bytes of one dump; what would be above is left out")
                .between(1024, 1LL << 50)
                .optional(),
            field("deadlineSeconds", &DumpKind::deadlineSeconds,
                  "What is not collected by then is missing; seconds")
                .between(1, 86'400)
                .optional(),
            field("isDisruptive", &DumpKind::isDisruptive,
                  "The host is stopped or restarted for it; all members must be ready first")
                .optional(),
            field("unavailable", &DumpKind::unavailable,
                  "Why this node cannot make one now; empty when it can. Told, never configured")
                .between(0, 512)
                .optional());
    }
    friend bool operator==(const DumpKind &, const DumpKind &) = default;
};

/// One file of a dump, or why it is not in it.
struct DumpMember
{
    QString name;
    qint64 size = 0;
    QString sha256;
    QString missing;
    DumpContent content = DumpContent::Binary;
    qint64 redacted = 0;
    int took = 0;
    QString note = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("name", &DumpMember::name, "Path in the dump's folder, parts separated by /")
                .between(1, 255),
            field("size", &DumpMember::size, "Bytes").between(0, INT64_MAX),
            field("sha256", &DumpMember::sha256, "SHA-256 of its bytes, 64 hex digits")
                .between(0, 64)
                .optional(),
            field("missing", &DumpMember::missing, "Why it is not there, or not all of it; empty when it is")
                .optional(),
            field("content", &DumpMember::content, "What its bytes are").optional(),
            field("redacted", &DumpMember::redacted, "How many secrets were replaced in it")
                .between(0, INT64_MAX)
                .optional(),
            field("took", &DumpMember::took, "How long collecting it took, milliseconds")
                .between(0, INT_MAX)
                .optional(),
            field("note", &DumpMember::note, "What whoever opens it must know: it could not be scrubbed")
                .optional());
    }

    friend bool operator==(const DumpMember &, const DumpMember &) = default;
};

/// The part of a system's dump that one member made, or why there is none.
struct DumpPiece
{
    int instance = 1;
    QString nodeId;
    QString node;
    QString id;
    DumpState state = DumpState::Requested;
    QString digest;
    qint64 size = 0;
    QString missing;
    std::optional<Timestamp> at = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("instance", &DumpPiece::instance, "The member's number in the system").between(1, 1024),
            field("nodeId", &DumpPiece::nodeId, "The member").between(1, 128),
            field("node", &DumpPiece::node, "Its name").between(0, 255).optional(),
            field("id", &DumpPiece::id, "Name of the piece on the member; empty when it made none")
                .between(0, 64)
                .optional(),
            field("state", &DumpPiece::state, "How far it is").optional(),
            field("digest", &DumpPiece::digest, "As DumpManifest::digest").between(0, 64).optional(),
            field("size", &DumpPiece::size, "Bytes of its tar stream").between(0, INT64_MAX).optional(),
            field("missing", &DumpPiece::missing, "Why it is not there, or not all of it").optional(),
            field("at", &DumpPiece::at, "When the member was asked for it, by the member's clock"));
    }
    friend bool operator==(const DumpPiece &, const DumpPiece &) = default;
};

/// What a dump is: manifest.json in its folder.
struct DumpManifest
{
    static constexpr qint64 MaxMembers = 4096;

    QString id;
    QString type;
    QString node;
    QString reason;
    QString unit;
    QString failureId;
    QString agentVersion;
    Timestamp at{};
    QList<DumpMember> members;
    DumpScope scope = DumpScope::Node;
    DumpCreator creator = DumpCreator::Agent;
    QString nodeId;
    QString os;
    QString requestedBy;
    std::optional<Timestamp> finishedAt;
    bool isClockSynchronized = false;
    DumpState state = DumpState::Complete;
    QString why;
    QString system;
    QList<DumpPiece> pieces;
    QString pieceOf;
    QString digest;
    qint64 streamSize = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &DumpManifest::id, "Name of the dump on its node").between(1, 64),
            field("type", &DumpManifest::type, "Its kind: bmc").between(1, 32),
            field("node", &DumpManifest::node, "The node's host name").between(0, 255),
            field("reason", &DumpManifest::reason, "Why it was made: an error's name, or words of a person")
                .between(0, 255),
            field("unit", &DumpManifest::unit, "The unit that it is about").between(0, 255).optional(),
            field("failureId", &DumpManifest::failureId, "The failure that it is about")
                .between(0, 512)
                .optional(),
            field("agentVersion", &DumpManifest::agentVersion, "Version of the agent that made it")
                .between(0, 64),
            field("at", &DumpManifest::at, "When it was asked for, by the node's clock"),
            field("members", &DumpManifest::members, "What is in it, and what is not").between(0, MaxMembers),
            field("scope", &DumpManifest::scope, "Of one node, or of the whole system").optional(),
            field("creator", &DumpManifest::creator, "Who made it").optional(),
            field("nodeId", &DumpManifest::nodeId, "The node's id").between(0, 128).optional(),
            field("os", &DumpManifest::os, "The node's operating system and its version")
                .between(0, 255)
                .optional(),
            field("requestedBy", &DumpManifest::requestedBy,
                  "Who asked for it; empty when the agent did by itself")
                .between(0, 255)
                .optional(),
            field("finishedAt", &DumpManifest::finishedAt, "When it was whole, by the node's clock"),
            field("isClockSynchronized", &DumpManifest::isClockSynchronized,
                  "Whether the kernel held that clock to be synchronised")
                .optional(),
            field("state", &DumpManifest::state, "Complete or Partial").optional(),
            field("why", &DumpManifest::why, "What is missing, in one sentence").optional(),
            field("system", &DumpManifest::system, "Name of the system, for a system's dump")
                .between(0, 255)
                .optional(),
            field("pieces", &DumpManifest::pieces, "The members' pieces, for a system's dump")
                .between(0, 1024)
                .optional(),
            field("pieceOf", &DumpManifest::pieceOf, "The dump of its system that it is a piece of")
                .between(0, 64)
                .optional(),
            field("digest", &DumpManifest::digest,
                  "SHA-256 over the SHA-256 of each 4 MiB block of its tar stream, which leaves this out")
                .between(0, 64)
                .optional(),
            field("streamSize", &DumpManifest::streamSize, "Bytes of that stream; 0 before it is known")
                .between(0, INT64_MAX)
                .optional());
    }

    friend bool operator==(const DumpManifest &, const DumpManifest &) = default;
};

/// Somebody who has all of a dump, durable and verified.
struct DumpCopy
{
    static constexpr qint64 MaxCopies = 32;

    QString to;
    Timestamp at{};
    QString digest;

    static constexpr auto fields()
    {
        return std::tuple(
            field("to", &DumpCopy::to, "Who has it, and where: a console's name and folder, a URL")
                .between(1, 512),
            field("at", &DumpCopy::at, "When it said so, by the node's clock"),
            field("digest", &DumpCopy::digest, "What it verified").between(64, 64));
    }
    friend bool operator==(const DumpCopy &, const DumpCopy &) = default;
};

/// A dump as it is listed.
struct DumpEntry
{
    QString id;
    QString type;
    DumpScope scope = DumpScope::Node;
    DumpState state = DumpState::Requested;
    QString why;
    QString nodeId;
    QString node;
    QString system;
    QString pieceOf;
    QString reason;
    QString unit;
    QString failureId;
    QString requestedBy;
    Timestamp at{};
    std::optional<Timestamp> finishedAt;
    qint64 size = 0;
    QString digest;
    QString job;
    QList<DumpCopy> offloaded;
    QStringList offloading;

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &DumpEntry::id, "Name of the dump on its node").between(1, 64),
            field("type", &DumpEntry::type, "Its kind").between(1, 32),
            field("scope", &DumpEntry::scope, "Of one node, or of the whole system").optional(),
            field("state", &DumpEntry::state, "How far it is"),
            field("why", &DumpEntry::why, "What is missing or went wrong, in one sentence").optional(),
            field("nodeId", &DumpEntry::nodeId, "The node that has it").between(0, 128).optional(),
            field("node", &DumpEntry::node, "That node's name").between(0, 255).optional(),
            field("system", &DumpEntry::system, "The system, for a system's dump").between(0, 255).optional(),
            field("pieceOf", &DumpEntry::pieceOf, "The dump of its system that it is a piece of")
                .between(0, 64)
                .optional(),
            field("reason", &DumpEntry::reason, "Why it was made").between(0, 255).optional(),
            field("unit", &DumpEntry::unit, "The unit that it is about").between(0, 255).optional(),
            field("failureId", &DumpEntry::failureId, "The failure that it is about")
                .between(0, 512)
                .optional(),
            field("requestedBy", &DumpEntry::requestedBy, "Who asked for it").between(0, 255).optional(),
            field("at", &DumpEntry::at, "When it was asked for, by the node's clock"),
            field("finishedAt", &DumpEntry::finishedAt, "When it ended, by the node's clock"),
            field("size", &DumpEntry::size, "Bytes of its tar stream, or of what is there so far")
                .between(0, INT64_MAX)
                .optional(),
            field("digest", &DumpEntry::digest, "As DumpManifest::digest").between(0, 64).optional(),
            field("job", &DumpEntry::job, "The job that makes it, while it does").between(0, 64).optional(),
            field("offloaded", &DumpEntry::offloaded, "Who has all of it, oldest first")
                .between(0, DumpCopy::MaxCopies)
                .optional(),
            field("offloading", &DumpEntry::offloading, "Who is fetching it now; it cannot be deleted then")
                .between(0, 64)
                .optional());
    }
    friend bool operator==(const DumpEntry &, const DumpEntry &) = default;
};

} // namespace muster
