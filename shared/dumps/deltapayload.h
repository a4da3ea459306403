// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/dumps.h"
#include "shared/dumps/blocksums.h"
#include "shared/dumps/dumplayout.h"
#include "shared/dumps/zstdframe.h"

#include <span>

namespace muster {

/// What is sent of a block of which the receiver has parts (BulkFrame::Delta): for each file in it, except
/// those that the receiver has whole, its runs, and then all new bytes. On the wire: the length of a zstd
/// frame; the frame, with the number of runs and each one's literal bytes, number of blocks and, if there are
/// any, first block; a zstd frame with the new bytes, if there are any, made in terms of the context. Numbers
/// are LEB128. Headers and padding follow from the manifest.
namespace deltapayload {

/// Of what both sides have in a file's part of the block, and in all of them.
constexpr qsizetype MaxPartContext = 256 * 1024;
constexpr qsizetype MaxContext = 1024 * 1024;

/// Most bytes of a payload, unpacked: every byte of a block new, and what tells that.
constexpr qint64 MaxBytes = 2 * DumpBlock;

} // namespace deltapayload

/// Adds to the context what both sides know beside the new bytes of a file's part, which mostly resemble it:
/// of each run of known blocks an equal share, half of it from its beginning and half from its end.
/// @param bytes the part; the new ones in it are not looked at  @param blockBytes of the old file's blocks
void addContext(QByteArray &context, std::span<const BlockMatcher::Run> runs, QByteArrayView bytes,
                qint64 blockBytes);

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
    QByteArray m_context;
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
    /// All runs were read, and this is the context they make: unpacks the new bytes. Errors: Invalid when
    /// there are runs yet, or other bytes than the runs tell.
    [[nodiscard]] Result<void> openLiterals(QByteArrayView context);
    /// The next new bytes; valid until the next open(). Errors: Invalid when there are not so many.
    [[nodiscard]] Result<QByteArrayView> literal(qint64 size);

private:
    QByteArray m_packed; ///< the new bytes' frame
    QByteArray m_bytes;
    qsizetype m_at = 0; ///< of the next new bytes
    std::vector<BlockMatcher::Run> m_runs;
    size_t m_next = 0;
};

} // namespace muster
