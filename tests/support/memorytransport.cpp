// SPDX-License-Identifier: Apache-2.0
#include "tests/support/memorytransport.h"

using namespace Qt::StringLiterals;

namespace muster::test {

MemoryTransport::MemoryTransport(PeerIdentity peer)
    : m_peer(std::move(peer))
{
    QMetaObject::invokeMethod(this, &Transport::ready, Qt::QueuedConnection);
}

MemoryTransport::~MemoryTransport()
{
    if (m_other && !m_hasEnded)
        QMetaObject::invokeMethod(
            m_other,
            [other = m_other.get()] {
                other->end({ErrorCode::Unavailable, u"the other end is gone"_s, {}, {}, {}});
            },
            Qt::QueuedConnection);
}

std::pair<std::unique_ptr<MemoryTransport>, std::unique_ptr<MemoryTransport>>
MemoryTransport::pair(const PeerIdentity &first, const PeerIdentity &second)
{
    std::unique_ptr<MemoryTransport> one(new MemoryTransport(second));
    std::unique_ptr<MemoryTransport> two(new MemoryTransport(first));
    one->m_other = two.get();
    two->m_other = one.get();
    return {std::move(one), std::move(two)};
}

void MemoryTransport::send(QByteArrayView bytes)
{
    if (m_hasEnded || m_isClosing)
        return;
    m_unsent.append(bytes);
    scheduleDelivery();
}

void MemoryTransport::scheduleDelivery()
{
    if (m_isStalled || std::exchange(m_isScheduled, true))
        return;
    QMetaObject::invokeMethod(this, &MemoryTransport::deliver, Qt::QueuedConnection);
}

void MemoryTransport::deliver()
{
    m_isScheduled = false;
    if (m_isStalled || m_hasEnded || (m_other && m_other->m_isReadingPaused))
        return;
    const QByteArray piece = m_unsent.first(std::min(m_piece, m_unsent.size()));
    m_unsent.remove(0, piece.size());
    const QPointer<MemoryTransport> alive(this);
    if (m_other && !piece.isEmpty())
        Q_EMIT m_other->received(piece);
    if (!alive || m_hasEnded)
        return;
    if (!m_unsent.isEmpty())
        return scheduleDelivery();
    Q_EMIT drained();
    if (!alive || !m_isClosing)
        return;
    const QPointer<MemoryTransport> other = m_other;
    end(m_closeReason);
    if (other)
        other->end({ErrorCode::Cancelled, u"closed by the peer"_s, {}, {}, {}});
}

void MemoryTransport::setReadingPaused(bool paused)
{
    m_isReadingPaused = paused;
    if (!paused && m_other)
        m_other->scheduleDelivery();
}

void MemoryTransport::setStalled(bool stalled)
{
    m_isStalled = stalled;
    if (!stalled && !m_unsent.isEmpty())
        scheduleDelivery();
}

void MemoryTransport::cut()
{
    setStalled(true);
    if (m_other)
        m_other->setStalled(true);
}

void MemoryTransport::close(const Error &reason)
{
    if (std::exchange(m_isClosing, true))
        return;
    m_closeReason = reason;
    scheduleDelivery();
}

void MemoryTransport::abort(const Error &reason)
{
    const QPointer<MemoryTransport> other = m_other;
    if (!m_hasEnded && other) {
        QMetaObject::invokeMethod(
            other,
            [other] {
                if (other)
                    other->end({ErrorCode::Unavailable, u"reset by the peer"_s, {}, {}, {}});
            },
            Qt::QueuedConnection);
    }
    end(m_isClosing ? m_closeReason : reason);
}

void MemoryTransport::end(const Error &reason)
{
    if (std::exchange(m_hasEnded, true))
        return;
    Q_EMIT closed(reason);
}

} // namespace muster::test
