// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/archiveentry.h"
#include "console/archive/bytes.h"
#include "console/archive/paxrecords.h"

namespace muster::console {

/// The pieces that GNU tar's own header of a sparse file ('S') lists, with the blocks that go on with the
/// list.
/// @param at where the bytes after the header begin; moved behind the list
/// @param size of the file, set. Empty when the list makes no sense.
[[nodiscard]] std::optional<QList<SparsePiece>> gnuSparsePieces(QByteArrayView block, const Bytes &tar,
                                                                qint64 &at, qint64 &size);
/// The same from what pax's records say (forms 0.0 and 0.1 of GNU.sparse).
[[nodiscard]] std::optional<QList<SparsePiece>> paxSparsePieces(const PaxRecords &records);
/// The same where the list is at the beginning of the member's bytes (form 1.0).
[[nodiscard]] std::optional<QList<SparsePiece>> leadingSparsePieces(const Bytes &tar, qint64 &at, qint64 end);

/// Whether pieces are in order, within the file, and as long together as what is stored.
[[nodiscard]] bool fits(const QList<SparsePiece> &pieces, qint64 size, qint64 stored);

/// The file as it was: stored bytes where the pieces are, zeros elsewhere.
[[nodiscard]] SharedBytes sparseBytes(SharedBytes stored, const QList<SparsePiece> &pieces, qint64 size);

} // namespace muster::console
