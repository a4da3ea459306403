// SPDX-License-Identifier: Apache-2.0
#include "console/offload/partwriter.h"

#include <cstring>

namespace muster::console {

void PartWriter::Chunk::prepend(QByteArrayView head)
{
    m_start -= head.size();
    std::memcpy(m_bytes.data() + m_start, head.data(), size_t(head.size()));
}

PartWriter::PartWriter(PartFile &file)
    : m_file(file)
    , m_thread([this] { run(); })
{
}

PartWriter::~PartWriter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

Result<std::unique_ptr<PartWriter::Chunk>> PartWriter::chunk()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_error || !m_free.empty() || m_made < Chunks; });
    if (m_error)
        return fail(*m_error);
    if (m_free.empty()) {
        ++m_made;
        return std::unique_ptr<Chunk>(new Chunk);
    }
    auto free = std::move(m_free.back());
    m_free.pop_back();
    return free;
}

void PartWriter::put(std::unique_ptr<Chunk> chunk)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::move(chunk));
    }
    m_changed.notify_all();
}

Result<void> PartWriter::flush()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_error || (m_waiting.empty() && !m_isWriting); });
    if (m_error)
        return fail(*m_error);
    return m_file.flush(); // the thread has nothing to do until the next put()
}

void PartWriter::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_isEnding || !m_waiting.empty(); });
        if (m_isEnding)
            return;
        auto next = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_isWriting = true;
        lock.unlock();
        const auto written = m_error ? Result<void>() : m_file.write(next->all());
        next->clear();
        lock.lock();
        m_isWriting = false;
        if (!written)
            m_error = written.error();
        m_free.push_back(std::move(next));
        m_changed.notify_all();
    }
}

} // namespace muster::console
