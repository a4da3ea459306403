// SPDX-License-Identifier: Apache-2.0
#include "shared/dumps/blocksums.h"

#include <QtEndian>

#include <algorithm>
#include <tuple>

namespace muster {

namespace {

quint16 strongOf(Sha256 &hash, QByteArrayView block)
{
    hash.add(block);
    return qFromLittleEndian<quint16>(hash.result().constData());
}

} // namespace

RollingSum::RollingSum(QByteArrayView window)
    : m_size(quint32(window.size()))
{
    for (const char byte : window) {
        m_sum += quint8(byte);
        m_weighted += m_sum;
    }
}

QByteArray blocksums::of(Sha256 &hash, QByteArrayView block)
{
    QByteArray sums(Bytes, Qt::Uninitialized);
    qToLittleEndian(RollingSum(block).value(), sums.data());
    qToLittleEndian(strongOf(hash, block), sums.data() + 4);
    return sums;
}

BlockMatcher::BlockMatcher(qint64 blockBytes, QByteArrayView sums)
    : m_blockBytes(blockBytes)
    , m_filter(size_t(1) << 18)
{
    const qsizetype count = sums.size() / blocksums::Bytes;
    m_blocks.reserve(size_t(count));
    for (qsizetype i = 0; i < count; ++i) {
        const char *const at = sums.data() + i * blocksums::Bytes;
        const Block block{qFromLittleEndian<quint32>(at), qFromLittleEndian<quint16>(at + 4), quint32(i)};
        m_filter[slot(block.weak)] = true;
        m_blocks.push_back(block);
    }
    std::ranges::sort(m_blocks, {}, [](const Block &block) { return std::tuple(block.weak, block.index); });
}

std::optional<qint64> BlockMatcher::find(quint32 weak, QByteArrayView window, qint64 wanted)
{
    const auto same = std::ranges::equal_range(m_blocks, weak, {}, &Block::weak);
    if (same.empty())
        return {};
    const quint16 strong = strongOf(m_hash, window);
    std::optional<qint64> found;
    for (const Block &block : same) {
        if (block.strong != strong)
            continue;
        if (block.index == wanted)
            return wanted;
        if (!found)
            found = block.index;
    }
    return found;
}

std::vector<BlockMatcher::Run> BlockMatcher::runsOf(QByteArrayView bytes)
{
    std::vector<Run> runs;
    Run run;
    const auto end = [&] {
        if (run.literal > 0 || run.blocks > 0)
            runs.push_back(run);
        run = {};
    };
    qint64 at = 0;
    qint64 next = 0; // of the old file, after what was found last
    while (bytes.size() - at >= m_blockBytes) {
        RollingSum sum(bytes.sliced(at, m_blockBytes));
        std::optional<qint64> block;
        for (;;) {
            if (mayHave(sum.value()))
                block = find(sum.value(), bytes.sliced(at, m_blockBytes), next);
            if (block || at + m_blockBytes >= bytes.size())
                break;
            sum.roll(bytes[at], bytes[at + m_blockBytes]);
            if (run.blocks > 0)
                end();
            ++run.literal;
            ++at;
        }
        if (!block)
            break;
        if (run.blocks > 0 && *block != next)
            end();
        if (run.blocks == 0)
            run.firstBlock = *block;
        ++run.blocks;
        next = *block + 1;
        at += m_blockBytes;
    }
    if (at < bytes.size()) {
        if (run.blocks > 0)
            end();
        run.literal += bytes.size() - at;
    }
    end();
    return runs;
}

} // namespace muster
