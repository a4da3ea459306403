// SPDX-License-Identifier: Apache-2.0
#include "console/offload/blockhasher.h"

namespace muster::console {

BlockHasher::BlockHasher(PartWriter &writer)
    : m_writer(writer)
    , m_thread([this] { run(); })
{
}

BlockHasher::~BlockHasher()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void BlockHasher::put(std::unique_ptr<Chunk> chunk)
{
    add({std::move(chunk), true});
}

void BlockHasher::pass(std::unique_ptr<Chunk> chunk)
{
    add({std::move(chunk)});
}

void BlockHasher::end(const QByteArray &sha256)
{
    add({nullptr, sha256.isEmpty(), sha256});
}

void BlockHasher::add(Step step)
{
    {
        const std::lock_guard lock(m_mutex);
        m_steps.push_back(std::move(step));
    }
    m_changed.notify_all();
}

std::optional<QByteArray> BlockHasher::take()
{
    const std::lock_guard lock(m_mutex);
    return m_hashes.empty() ? std::nullopt : std::optional(takeFirst());
}

QByteArray BlockHasher::wait()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_hashes.empty(); });
    return takeFirst();
}

QByteArray BlockHasher::takeFirst()
{
    QByteArray first = std::move(m_hashes.front());
    m_hashes.pop_front();
    return first;
}

void BlockHasher::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_isEnding || !m_steps.empty(); });
        if (m_isEnding)
            return;
        Step step = std::move(m_steps.front());
        m_steps.pop_front();
        lock.unlock();
        if (step.chunk) {
            if (step.isHashed)
                m_hash.add(step.chunk->body());
            m_writer.put(std::move(step.chunk));
        } else if (step.isHashed) {
            step.sha256 = m_hash.result();
        }
        lock.lock();
        if (!step.sha256.isEmpty()) {
            m_hashes.push_back(std::move(step.sha256));
            m_changed.notify_all();
        }
    }
}

} // namespace muster::console
