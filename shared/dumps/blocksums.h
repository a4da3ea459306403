// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/tls/sha256.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace muster {

/// The weak hash of a window of bytes, which can be moved on by one byte at little cost. After Tridgell,
/// "Efficient Algorithms for Sorting and Synchronization", 1999, chapter 3.
class RollingSum
{
public:
    explicit RollingSum(QByteArrayView window);

    /// The window moves on: `out` leaves at its beginning, `in` comes at its end.
    void roll(char out, char in)
    {
        m_sum += quint8(in) - quint8(out);
        m_weighted += m_sum - m_size * quint8(out);
    }
    [[nodiscard]] quint32 value() const { return (m_sum & 0xFFFF) | m_weighted << 16; }

private:
    quint32 m_size;
    quint32 m_sum = 0;
    quint32 m_weighted = 0;
};

/// What one side has of a file, told to the other one: for each whole block of it the weak hash and the
/// beginning of its SHA-256. Short, because what is made with it is proven by other hashes: a false match
/// costs time and nothing else.
namespace blocksums {

constexpr qsizetype StrongBytes = 2;
/// Of each block: weak, little endian, then strong.
constexpr qsizetype Bytes = 4 + StrongBytes;

/// Bytes of a block for a file of this size, before many files are considered together: short ones find
/// more, and are more to tell; about the root of the size is best for texts, a page for memory images.
[[nodiscard]] constexpr qint64 usualBlockBytes(qint64 fileSize)
{
    if (fileSize >= 4LL * 1024 * 1024)
        return 4096;
    qint64 bytes = 256;
    while (bytes < 4096 && bytes * bytes * bytes * 64 < fileSize * fileSize)
        bytes *= 2;
    return bytes;
}

/// The sums of one block.
[[nodiscard]] QByteArray of(Sha256 &hash, QByteArrayView block);

} // namespace blocksums

/// Finds in new bytes what the other side has in blocks of an old file.
class BlockMatcher
{
public:
    /// @param sums blocksums::Bytes for each block
    BlockMatcher(qint64 blockBytes, QByteArrayView sums);

    /// Bytes that are new, and then blocks of the old file, one after the other.
    struct Run
    {
        qint64 literal = 0;
        qint64 firstBlock = 0;
        qint64 blocks = 0;

        friend bool operator==(const Run &, const Run &) = default;
    };
    /// All of `bytes` as runs.
    [[nodiscard]] std::vector<Run> runsOf(QByteArrayView bytes);

private:
    /// @param wanted the block that is best, if several are the same
    [[nodiscard]] std::optional<qint64> find(quint32 weak, QByteArrayView window, qint64 wanted);
    [[nodiscard]] bool mayHave(quint32 weak) const { return m_filter[slot(weak)]; }
    [[nodiscard]] static size_t slot(quint32 weak) { return (weak * 0x9E37'79B1U) >> 14; }

    struct Block
    {
        quint32 weak;
        quint16 strong;
        quint32 index;
    };
    qint64 m_blockBytes;
    std::vector<Block> m_blocks; ///< by weak, then by index
    std::vector<bool> m_filter;
    Sha256 m_hash;
};

} // namespace muster
