// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/system.h"

#include <QList>

#include <compare>

namespace muster {

/// Most bytes of one document's body, as JSON text.
constexpr qsizetype MaxReplicaBody = 64 * 1024;
/// Most versions of one document that are kept beside each other: the one that is shown and its siblings.
constexpr qsizetype MaxReplicaVersions = 9;

/// Which document.
struct ReplicaKey
{
    QString kind;
    QString id;

    static constexpr auto fields()
    {
        return std::tuple(
            field("kind", &ReplicaKey::kind, "What sort of document: schedule, setting").between(1, 64),
            field("id", &ReplicaKey::id, "Which one of its kind").between(1, 128));
    }
    friend auto operator<=>(const ReplicaKey &, const ReplicaKey &) = default;
};

/// How many of a member's changes of a document are known. The counts of one member only grow, but not by
/// one: they follow its clock, so that a member that has lost its disk does not count the same again.
struct VersionCount
{
    QString node;
    qint64 count = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("node", &VersionCount::node, "Node id of who changed it").between(1, 128),
            field("count", &VersionCount::count, "Its last change that is known").between(1, 1LL << 53));
    }
    friend bool operator==(const VersionCount &, const VersionCount &) = default;
};

/// What somebody once made of a document. `writer` and `count` name it: there is no other one of these.
struct ReplicaVersion
{
    QString writer;
    qint64 count = 0;
    Timestamp changedAt{};
    bool isDeleted = false;
    QString body;
    QString sha256;

    static constexpr auto fields()
    {
        return std::tuple(
            field("writer", &ReplicaVersion::writer, "Node id of who wrote it").between(1, 128),
            field("count", &ReplicaVersion::count, "Which of its changes this is").between(1, 1LL << 53),
            field("changedAt", &ReplicaVersion::changedAt, "When, by its clock"),
            field("isDeleted", &ReplicaVersion::isDeleted, "The document was deleted").optional(),
            field("body", &ReplicaVersion::body, "The JSON object as text; empty when deleted")
                .between(0, MaxReplicaBody)
                .optional(),
            field("sha256", &ReplicaVersion::sha256, "SHA-256 of all this and of the key, 64 hex digits")
                .between(64, 64));
    }
    friend bool operator==(const ReplicaVersion &, const ReplicaVersion &) = default;
};

/// A document as a member has it: the versions that nobody has replaced yet, and what is known of its past.
struct ReplicaDocument
{
    QString kind;
    QString id;
    QList<VersionCount> seen; ///< by node
    QList<ReplicaVersion> versions; ///< by writer and count; several when members changed it at once
    QString sha256;

    static constexpr auto fields()
    {
        return std::tuple(
            field("kind", &ReplicaDocument::kind, "What sort of document").between(1, 64),
            field("id", &ReplicaDocument::id, "Which one of its kind").between(1, 128),
            field("seen", &ReplicaDocument::seen, "Changes that are in it, or were replaced by what is in it")
                .between(0, MaxMembers),
            field("versions", &ReplicaDocument::versions, "What is in force; several when changed at once")
                .between(0, MaxReplicaVersions),
            field("sha256", &ReplicaDocument::sha256, "SHA-256 of all this, 64 hex digits").between(64, 64));
    }
    [[nodiscard]] ReplicaKey key() const { return {kind, id}; }
    friend bool operator==(const ReplicaDocument &, const ReplicaDocument &) = default;
};

/// Which state of a document somebody has.
struct ReplicaMark
{
    QString kind;
    QString id;
    QString sha256;

    static constexpr auto fields()
    {
        return std::tuple(
            field("kind", &ReplicaMark::kind, "What sort of document").between(1, 64),
            field("id", &ReplicaMark::id, "Which one of its kind").between(1, 128),
            field("sha256", &ReplicaMark::sha256, "SHA-256 of the whole document; empty: it is not there")
                .between(0, 64));
    }
    [[nodiscard]] ReplicaKey key() const { return {kind, id}; }
    friend bool operator==(const ReplicaMark &, const ReplicaMark &) = default;
};

} // namespace muster
