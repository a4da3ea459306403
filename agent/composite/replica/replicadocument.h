// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/replica.h"

#include <functional>
#include <optional>

namespace muster::agent {

// What a replicated document is and how two states of one become one. All of this is pure.
//
// A document is the set of its versions that nobody has replaced, with the counts of all changes that are
// known of it. A write replaces every version that its writer had. Merging keeps a version that both have,
// and one that only one has unless the other has seen it and so replaced it. That makes merging commutative,
// associative and idempotent, whatever the clocks say.

/// Makes one body of two that were written at once. Pure, and the same on all members.
using BodyMerge = std::function<QByteArray(QByteArrayView earlier, QByteArrayView later)>;

/// A document as a capability sees it.
struct Replica
{
    QString kind;
    QString id;
    ReplicaVersion shown; ///< by the kind's BodyMerge where it has one, else the latest
    QList<ReplicaVersion> siblings; ///< written at the same time and not deleted; latest first
};

/// Errors: Invalid for a kind that is not 1 to 64 of a-z, 0-9, "-", ".", or an id that is not 1 to 128
/// printable ASCII characters.
[[nodiscard]] Result<void> checkKey(const ReplicaKey &key);

/// Errors: TooLarge; Invalid for what is no JSON object.
[[nodiscard]] Result<void> checkBody(const QString &body);

/// Which part of the comparison it is in, 0 to ReplicaBuckets - 1.
[[nodiscard]] int bucketOf(const ReplicaKey &key);

/// The state after `writer` has written: replaces all that it knew.
/// @param body nothing to delete the document
/// Errors: QuotaExceeded beyond MaxMembers writers, or when the writer's count has no next.
[[nodiscard]] Result<ReplicaDocument> written(const ReplicaKey &key, const ReplicaDocument *before,
                                              const QString &writer, const std::optional<QString> &body,
                                              Timestamp at);

/// Whether it is what its hashes say, and keeps the rules: order, limits, a version is counted as seen.
/// Errors: Invalid, naming the document.
[[nodiscard]] Result<void> verify(const ReplicaDocument &document);

/// Both states in one. Versions beyond MaxReplicaVersions or MaxReplicaPage are let go: deleted ones first,
/// then the oldest. Errors: Conflict when both have a version of one name and other content, or each claims
/// to replace the other; QuotaExceeded beyond MaxMembers writers.
[[nodiscard]] Result<ReplicaDocument> merged(const ReplicaDocument &one, const ReplicaDocument &other);

/// How many versions merging the two lets go for the bounds' sake.
[[nodiscard]] qsizetype lostVersions(const ReplicaDocument &one, const ReplicaDocument &other);

/// Whether nothing of it is left but that it was deleted. Who changed it at the same time keeps it alive.
[[nodiscard]] bool isTombstone(const ReplicaDocument &document);

[[nodiscard]] qint64 countOf(const QList<VersionCount> &seen, const QString &node);

/// Bytes that it takes in memory and on the wire, about.
[[nodiscard]] qsizetype weightOf(const ReplicaDocument &document);

/// Nothing for a tombstone.
[[nodiscard]] std::optional<Replica> shownOf(const ReplicaDocument &document, const BodyMerge &merge);

} // namespace muster::agent
