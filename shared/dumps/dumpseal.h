// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/dumps/dumpstream.h"

namespace muster {

/// What proves a dump block by block. Kept in its folder as blocks.sha256, and in its manifest.json as digest
/// and streamSize; neither is in the stream.
struct DumpSeal
{
    static constexpr const char *FileName = "blocks.sha256";

    QByteArray hashes; ///< as DumpStream::hashBlocks()
    QString digest; ///< sealDigest() of them
    qint64 size = 0; ///< bytes of the stream

    [[nodiscard]] QByteArrayView hashOf(qint64 block) const
    {
        return QByteArrayView(hashes).sliced(block * 32, 32);
    }
    friend bool operator==(const DumpSeal &, const DumpSeal &) = default;
};

/// SHA-256 over the blocks' hashes, 64 hex digits.
[[nodiscard]] QString sealDigest(QByteArrayView hashes);

/// Hashes a dump that has just been written, and adds the proof to its folder, durably. Blocks on the disk.
/// Errors: those of DumpStream, Cancelled.
[[nodiscard]] Result<DumpSeal> seal(const QString &folder, const std::stop_token &stop);

/// The proof of a dump; one that has none yet is compared with its members' hashes first and then sealed.
/// Errors: Io, naming the member that is not what the manifest says; those of seal().
[[nodiscard]] Result<DumpSeal> sealed(const QString &folder, const std::stop_token &stop);

/// Compares every member with its hash in the manifest. Reads everything. Errors: Io, naming the first that
/// is not what the manifest says; those of DumpStream, Cancelled.
[[nodiscard]] Result<void> checkMembers(DumpStream &stream, const std::stop_token &stop);

} // namespace muster
