// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/offload/deltaassembler.h"
#include "console/offload/partwriter.h"
#include "shared/dumps/bytepace.h"
#include "shared/tls/sha256.h"
#include "shared/tls/tlsstream.h"

namespace muster::console {

/// Takes blocks of a dump from the bulk channel: each is hashed, and written as one zstd frame.
class BlockReceiver
{
public:
    /// All are borrowed. @param assembler null: blocks come whole
    BlockReceiver(TlsStream &stream, PartWriter &writer, BytePace &pace, DeltaAssembler *assembler,
                  std::stop_token stop);

    struct Block
    {
        qint64 frameBytes; ///< in the file
        QByteArray sha256; ///< of what is in it
        bool isAssembled; ///< out of earlier dumps, too
    };
    /// The next block. @param size of it, bytes. Errors: those of stream and writer; Unsupported for a form
    /// that was not agreed on; Cancelled.
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
    BytePace &m_pace;
    DeltaAssembler *m_assembler;
    std::stop_token m_stop;
    Sha256 m_hash;
    ZstdReader m_zstd;
    std::optional<ZstdCompressor> m_compressor;
};

} // namespace muster::console
