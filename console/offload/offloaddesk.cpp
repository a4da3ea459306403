// SPDX-License-Identifier: Apache-2.0
#include "console/offload/offloaddesk.h"

namespace muster::console {

void OffloadDesk::setQueue(OffloadQueue *queue)
{
    if (m_queue)
        disconnect(m_queue, nullptr, this, nullptr);
    m_queue = queue;
    if (queue) {
        for (const auto signal : {&OffloadQueue::added, &OffloadQueue::changed, &OffloadQueue::removed})
            connect(queue, signal, this, &OffloadDesk::changed);
    }
    Q_EMIT reset();
}

void OffloadDesk::add(const QList<Offload::Order> &orders)
{
    if (!m_queue)
        return;
    for (const Offload::Order &order : orders)
        m_queue->add(order);
}

void OffloadDesk::stop(int id)
{
    if (m_queue)
        m_queue->stop(id);
}

void OffloadDesk::resume(int id)
{
    if (m_queue)
        m_queue->resume(id);
}

void OffloadDesk::remove(int id)
{
    if (m_queue)
        m_queue->remove(id);
}

QMap<int, OffloadItem> OffloadDesk::items() const
{
    QMap<int, OffloadItem> items;
    if (!m_queue)
        return items;
    for (const auto &[id, kept] : m_queue->items())
        items.insert(id, m_queue->item(id).value_or(kept));
    return items;
}

std::optional<OffloadItem> OffloadDesk::item(int id) const
{
    return m_queue ? m_queue->item(id) : std::nullopt;
}

int OffloadDesk::find(const QString &nodeId, const QString &dumpId) const
{
    if (!m_queue)
        return -1;
    for (const auto &[id, item] : m_queue->items()) {
        if (item.nodeId == nodeId && item.dumpId == dumpId && item.isUnfinished())
            return id;
    }
    return -1;
}

} // namespace muster::console
