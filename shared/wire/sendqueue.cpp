// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/sendqueue.h"

#include <algorithm>

namespace muster {

namespace {
// Four full TLS records. OpenSSL asks to be offered at least the record it began, so a chunk must not be less
// than one.
constexpr qsizetype ChunkBytes = 64 * 1024;
} // namespace

void SendQueue::append(QByteArrayView bytes)
{
    m_bytes += bytes.size();
    while (!bytes.isEmpty()) {
        if (m_chunks.isEmpty() || m_chunks.constLast().size() >= ChunkBytes)
            m_chunks.emplaceBack();
        QByteArray &last = m_chunks.last();
        const qsizetype part = std::min(bytes.size(), ChunkBytes - last.size());
        last.append(bytes.first(part));
        bytes = bytes.sliced(part);
    }
}

QByteArrayView SendQueue::front() const
{
    return m_chunks.isEmpty() ? QByteArrayView() : QByteArrayView(m_chunks.constFirst()).sliced(m_dropped);
}

void SendQueue::drop(qsizetype bytes)
{
    m_bytes -= bytes;
    m_dropped += bytes;
    if (m_bytes == 0) {
        clear();
    } else if (m_dropped == m_chunks.constFirst().size()) {
        m_chunks.removeFirst();
        m_dropped = 0;
    }
}

void SendQueue::clear()
{
    m_chunks = {};
    m_dropped = 0;
    m_bytes = 0;
}

} // namespace muster
