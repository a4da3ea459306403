// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/offload/blockhasher.h"
#include "console/offload/deltaassembler.h"
#include "console/offload/partwriter.h"
#include "shared/dumps/bytepace.h"
#include "shared/tls/sha256.h"
#include "shared/tls/tlsstream.h"

namespace muster::console {

/// Takes blocks of a dump from the bulk channel: each is hashed, and written as one zstd frame. Both happen
/// while the next ones come.
class BlockReceiver
{
public:
    /// All are borrowed. @param assembler null: blocks come whole
    BlockReceiver(TlsStream &stream, PartWriter &writer, BlockHasher &hasher, BytePace &pace,
                  DeltaAssembler *assembler, std::stop_token stop);

    struct Block
    {
        qint64 frameBytes; ///< in the file
        bool isAssembled; ///< out of earlier dumps, too
    };
    /// The next block; the hasher knows the hash of what is in it. @param size of it, bytes. Errors: those of
    /// stream and writer; Unsupported for a form that was not agreed on; Cancelled.
    [[nodiscard]] Result<Block> take(bulk::Encoding encoding, qint64 block, qint64 size);

private:
    [[nodiscard]] Result<BulkFrame> readHeader(qint64 size);
    [[nodiscard]] Result<void> readPaced(std::span<char> into);
    [[nodiscard]] Result<qint64> takeRaw(qint64 size);
    [[nodiscard]] Result<qint64> takeCompressed(qint64 frameBytes, qint64 size);
    [[nodiscard]] Result<qint64> takeDelta(qint64 payloadBytes, qint64 block);
    [[nodiscard]] Result<void> put(QByteArrayView bytes, bool isRaw);

    TlsStream &m_stream;
    PartWriter &m_writer;
    BlockHasher &m_hasher;
    BytePace &m_pace;
    DeltaAssembler *m_assembler;
    std::stop_token m_stop;
    Sha256 m_hash; ///< of blocks that do not come as they are
    ZstdReader m_zstd;
    std::optional<ZstdCompressor> m_compressor;
};

} // namespace muster::console
