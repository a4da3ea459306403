// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/dumps/dumpstream.h"

#include <QThreadPool>

#include <deque>
#include <future>
#include <mutex>
#include <vector>

namespace muster::agent {

/// Blocks of a dump as zstd frames, made by threads while the ones before are being sent.
class CompressedBlocks
{
public:
    /// At work at a time, so that a link of a few Gbit/s is kept busy.
    static constexpr int Threads = 2;

    /// @param blocks of the dump in all
    CompressedBlocks(QString folder, qint64 blocks);
    ~CompressedBlocks();

    /// The frame of a block, empty where it would not be smaller. Those of up to `ahead` next ones are begun.
    /// Errors: those of DumpStream.
    [[nodiscard]] Result<QByteArray> take(qint64 block, int ahead);

private:
    struct Worker;
    struct Begun
    {
        qint64 block;
        std::future<Result<QByteArray>> frame;
    };
    void begin(qint64 block);
    [[nodiscard]] Result<QByteArray> make(qint64 block);
    [[nodiscard]] Result<std::unique_ptr<Worker>> worker();

    QString m_folder;
    qint64 m_blocks;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Worker>> m_idle;
    std::deque<Begun> m_begun;
    QThreadPool m_threads;
};

} // namespace muster::agent
