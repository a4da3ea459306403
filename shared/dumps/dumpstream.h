// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/dumps/dumplayout.h"
#include "shared/wire/filedescriptor.h"

#include <span>
#include <stop_token>

namespace muster {

/// A dump's folder as one tar stream, of which any range can be read without making the rest. Always the same
/// bytes for the same folder. Blocks on the disk; one thread at a time.
class DumpStream
{
public:
    /// How much is best asked for at a time.
    static constexpr qsizetype ChunkBytes = 64 * 1024;

    /// Reads manifest.json; the members' files are opened when they are read. Errors: NotFound, Io, Invalid.
    [[nodiscard]] static Result<DumpStream> open(const QString &folder);

    [[nodiscard]] const DumpLayout &layout() const { return m_layout; }
    [[nodiscard]] const DumpManifest &manifest() const { return m_layout.manifest(); }
    [[nodiscard]] qint64 size() const { return m_layout.size(); }

    /// Fills `into` with the bytes from `offset` on, which must be there. Errors: Io, naming the member, also
    /// when its file has another size than the manifest says.
    [[nodiscard]] Result<void> read(qint64 offset, std::span<char> into);

    /// The SHA-256 of each block of DumpBlock, raw, one after the other. Reads everything once.
    /// Errors: those of read(), Cancelled.
    [[nodiscard]] Result<QByteArray> hashBlocks(const std::stop_token &stop);

private:
    DumpStream(QString folder, DumpLayout layout);
    [[nodiscard]] Result<void> readMember(int member, qint64 offset, std::span<char> into);
    [[nodiscard]] Result<void> openMember(int member);

    QString m_folder;
    DumpLayout m_layout;
    int m_openMember = -1;
    FileDescriptor m_file; ///< of that member
};

} // namespace muster
