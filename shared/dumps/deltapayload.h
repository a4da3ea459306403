// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/dumps.h"
#include "shared/dumps/blocksums.h"
#include "shared/dumps/dumplayout.h"
#include "shared/dumps/zstdframe.h"

namespace muster {

/// What is sent of a block of which the receiver has parts (BulkFrame::Delta): for each file in it, except
/// those that the receiver has whole, its runs, and then all new bytes. On the wire one zstd frame with: the
/// number of runs; each one's literal bytes, number of blocks and, if there are any, first block; the new
/// bytes. Numbers are LEB128. Headers and padding follow from the manifest.
namespace deltapayload {

/// Most bytes of a payload, unpacked: every byte of a block new, and what tells that.
constexpr qint64 MaxBytes = 2 * DumpBlock;

} // namespace deltapayload

/// Puts a payload together.
class DeltaPayloadWriter
{
public:
    /// The next runs. @param bytes what they are of  @param blockBytes of the old file's blocks
    void add(const std::vector<BlockMatcher::Run> &runs, QByteArrayView bytes, qint64 blockBytes);
    /// The payload; the next one is begun.
    [[nodiscard]] QByteArray take();

private:
    ZstdCompressor m_compressor{ZstdCompressor::Level::Small};
    QByteArray m_runs;
    QByteArray m_literals;
    quint64 m_count = 0;
};

/// Takes one apart.
class DeltaPayloadReader
{
public:
    /// Errors: Invalid.
    [[nodiscard]] Result<void> open(QByteArrayView payload);
    /// The next run. Errors: Invalid when there is none.
    [[nodiscard]] Result<BlockMatcher::Run> run();
    /// The next new bytes; valid until the next open(). Errors: Invalid when there are not so many.
    [[nodiscard]] Result<QByteArrayView> literal(qint64 size);
    [[nodiscard]] bool isAtEnd() const { return m_next == m_runs.size() && m_at == m_bytes.size(); }

private:
    [[nodiscard]] Result<qint64> number();

    QByteArray m_bytes;
    qsizetype m_at = 0; ///< of the next number; behind them, of the next new bytes
    std::vector<BlockMatcher::Run> m_runs;
    size_t m_next = 0;
};

} // namespace muster
