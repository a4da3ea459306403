// SPDX-License-Identifier: Apache-2.0
#include "console/link/handshakegate.h"

namespace muster::console {

HandshakeGate::HandshakeGate(int places, QObject *parent)
    : QObject(parent)
    , m_places(places)
{
}

HandshakeGate::~HandshakeGate()
{
    for (const auto &waiter : std::exchange(m_waiting, {}))
        waiter.complete(false);
}

QCoro::Task<HandshakeGate::Place> HandshakeGate::enter()
{
    if (m_taken < m_places) {
        ++m_taken;
        co_return Place(this);
    }
    const QPointer<HandshakeGate> gate(this);
    const Completion<bool> turn;
    m_waiting.enqueue(turn);
    const bool admitted = co_await turn;
    co_return admitted ? Place(gate) : Place();
}

void HandshakeGate::admit()
{
    // Who is admitted may be the last who needed the gate.
    const QPointer<HandshakeGate> alive(this);
    while (alive && m_taken < m_places && !m_waiting.isEmpty()) {
        ++m_taken;
        m_waiting.dequeue().complete(true);
    }
}

void HandshakeGate::Place::giveBack()
{
    const auto gate = std::exchange(m_gate, nullptr);
    if (!gate)
        return;
    --gate->m_taken;
    // From the event loop, so that a row of connections that fail at once does not nest.
    QMetaObject::invokeMethod(gate.get(), &HandshakeGate::admit, Qt::QueuedConnection);
}

} // namespace muster::console
