// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/collector.h"
#include "agent/systemdumps/piecesource.h"

#include <memory>
#include <mutex>

namespace muster::agent {

/// The pieces of a system's dump while it is put together: written by the thread that does it.
class PieceRecord
{
public:
    explicit PieceRecord(QList<DumpPiece> pieces)
        : m_pieces(std::move(pieces))
    {
    }
    void set(const DumpPiece &piece);
    [[nodiscard]] QList<DumpPiece> pieces() const;

private:
    mutable std::mutex m_mutex;
    QList<DumpPiece> m_pieces; ///< by number
};

/// A piece of a dump that is whole already, as far as it is in there: kept when the dump is completed.
[[nodiscard]] std::shared_ptr<PieceSource> keptPiece(const QString &dumpFolder, const DumpManifest &dump,
                                                     const DumpPiece &piece);

/// Where a member's piece is in the dump of its system: "2-drawer-b/".
[[nodiscard]] QString pieceFolder(int instance, const QString &node);

/// Fetches one member's piece into the dump: what it has, verified by its hash, under the member's number and
/// name; what it lacks by the same names. What does not come, or is not what the member said it was, is named
/// as missing with the reason, in the dump and in the record.
[[nodiscard]] CollectStep pieceStep(const DumpPiece &piece, std::shared_ptr<PieceSource> source,
                                    std::shared_ptr<PieceRecord> record);

} // namespace muster::agent
