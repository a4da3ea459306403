// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/offload/partfile.h"

#include <array>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

namespace muster::console {

/// A thread that writes to a part file what another one receives, so that disk and network work at the same
/// time. Memory is bounded: a few chunks. Used by the one thread that receives.
class PartWriter
{
public:
    static constexpr qsizetype ChunkBytes = 64 * 1024;
    static constexpr qsizetype HeadBytes = 16;
    static constexpr size_t Chunks = 24;

    /// Bytes on their way, with room for a few in front of them.
    class Chunk
    {
    public:
        /// Where to receive into.
        [[nodiscard]] std::span<char> room() { return std::span(m_bytes).subspan(HeadBytes); }
        void setSize(qsizetype size) { m_end = HeadBytes + size; }
        [[nodiscard]] QByteArrayView body() const { return view(HeadBytes); }
        /// At most HeadBytes in all, the last ones first.
        void prepend(QByteArrayView head);
        [[nodiscard]] QByteArrayView all() const { return view(m_start); }
        void clear() { m_start = m_end = HeadBytes; }

    private:
        [[nodiscard]] QByteArrayView view(qsizetype from) const
        {
            return QByteArrayView(m_bytes.data() + from, m_end - from);
        }
        std::array<char, HeadBytes + ChunkBytes> m_bytes;
        qsizetype m_start = HeadBytes;
        qsizetype m_end = HeadBytes;
    };

    /// @param file borrowed; nobody else uses it before flush()
    explicit PartWriter(PartFile &file);
    ~PartWriter();
    Q_DISABLE_COPY_MOVE(PartWriter)

    /// An empty chunk, waited for. Errors: why writing failed.
    [[nodiscard]] Result<std::unique_ptr<Chunk>> chunk();
    void put(std::unique_ptr<Chunk> chunk);
    /// Everything was written; the file is the caller's until the next put(). Errors: why writing failed.
    [[nodiscard]] Result<void> flush();

private:
    void run();

    PartFile &m_file;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::unique_ptr<Chunk>> m_free;
    std::deque<std::unique_ptr<Chunk>> m_waiting;
    size_t m_made = 0;
    std::optional<Error> m_error;
    bool m_isWriting = false;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace muster::console
