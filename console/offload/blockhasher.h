// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/offload/partwriter.h"
#include "shared/tls/sha256.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace muster::console {

/// A thread that hashes what another one receives, and hands it on to be written: a processor that decrypts
/// need not hash as well. Used by the one thread that receives; what waits is bounded by the writer's chunks.
class BlockHasher
{
public:
    using Chunk = PartWriter::Chunk;

    /// @param writer borrowed; gets chunks from here only
    explicit BlockHasher(PartWriter &writer);
    /// Chunks of a block that has not ended are dropped.
    ~BlockHasher();
    Q_DISABLE_COPY_MOVE(BlockHasher)

    /// The block's next bytes: hashed, and written.
    void put(std::unique_ptr<Chunk> chunk);
    /// Bytes that are only written: who receives hashes what is in them.
    void pass(std::unique_ptr<Chunk> chunk);
    /// The block ends. @param sha256 of what was passed on, raw; empty where bytes were put
    void end(const QByteArray &sha256 = {});

    /// The hash of the oldest block that has ended, raw, once; nothing while it is not known.
    [[nodiscard]] std::optional<QByteArray> take();
    /// The same, waited for. There must be such a block.
    [[nodiscard]] QByteArray wait();

private:
    struct Step
    {
        std::unique_ptr<Chunk> chunk; ///< null at the end of a block
        bool isHashed = false; ///< by us
        QByteArray sha256 = {}; ///< at the end of a block, where it is given
    };
    void add(Step step);
    void run();
    [[nodiscard]] QByteArray takeFirst();

    PartWriter &m_writer;
    Sha256 m_hash; ///< of the thread
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Step> m_steps;
    std::deque<QByteArray> m_hashes;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace muster::console
