// SPDX-License-Identifier: Apache-2.0
#include "agent/offload/compressedblocks.h"

#include "shared/api/dumps.h"
#include "shared/dumps/zstdframe.h"

namespace muster::agent {

/// What one thread needs, kept for its next block.
struct CompressedBlocks::Worker
{
    explicit Worker(DumpStream stream)
        : dump(std::move(stream))
    {
    }
    DumpStream dump;
    ZstdCompressor compressor;
    QByteArray bytes;
};

CompressedBlocks::CompressedBlocks(QString folder, qint64 blocks)
    : m_folder(std::move(folder))
    , m_blocks(blocks)
{
    m_threads.setMaxThreadCount(Threads);
}

CompressedBlocks::~CompressedBlocks()
{
    m_threads.clear();
    m_threads.waitForDone();
}

Result<QByteArray> CompressedBlocks::take(qint64 block, int ahead)
{
    while (!m_begun.empty() && m_begun.front().block != block)
        m_begun.pop_front();
    if (m_begun.empty())
        begin(block);
    const qint64 last = std::min<qint64>({m_blocks - 1, block + ahead, block + Threads});
    for (qint64 next = m_begun.back().block + 1; next <= last; ++next)
        begin(next);
    auto frame = std::move(m_begun.front().frame);
    m_begun.pop_front();
    return frame.get();
}

void CompressedBlocks::begin(qint64 block)
{
    auto promise = std::make_shared<std::promise<Result<QByteArray>>>();
    m_begun.push_back({block, promise->get_future()});
    m_threads.start([this, block, promise] { promise->set_value(make(block)); });
}

Result<QByteArray> CompressedBlocks::make(qint64 block)
{
    auto at = worker();
    if (!at)
        return fail(at.error());
    Worker &work = **at;
    work.bytes.resize(work.dump.layout().blockSize(block));
    const auto got =
        work.dump.read(block * DumpBlock, std::span(work.bytes.data(), size_t(work.bytes.size())));
    QByteArray frame;
    if (got)
        frame = work.compressor.compress(work.bytes).toByteArray();
    const std::lock_guard lock(m_mutex);
    m_idle.push_back(*std::move(at));
    return got.transform([&frame] { return frame; });
}

Result<std::unique_ptr<CompressedBlocks::Worker>> CompressedBlocks::worker()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            auto last = std::move(m_idle.back());
            m_idle.pop_back();
            return last;
        }
    }
    return DumpStream::open(m_folder).transform(
        [](DumpStream &&dump) { return std::make_unique<Worker>(std::move(dump)); });
}

} // namespace muster::agent
