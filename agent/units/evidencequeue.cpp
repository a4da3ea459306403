// SPDX-License-Identifier: Apache-2.0
#include "agent/units/evidencequeue.h"

#include <algorithm>

namespace muster::agent {

EvidenceQueue::EvidenceQueue(UnitPlatform &platform, Keep keep, QObject *parent)
    : QObject(parent)
    , m_platform(platform)
    , m_keep(std::move(keep))
{
}

bool EvidenceQueue::add(const EvidenceOrder &order)
{
    if (qsizetype(m_waiting.size()) >= MaxWaiting)
        return false;
    m_waiting.push_back(order);
    if (!m_isWorking)
        work(this);
    return true;
}

QCoro::Task<> EvidenceQueue::work(QPointer<EvidenceQueue> self)
{
    self->m_isWorking = true;
    while (!self->m_waiting.empty()) {
        const EvidenceOrder order = std::move(self->m_waiting.front());
        self->m_waiting.pop_front();
        const UnitEvidence evidence = co_await collectEvidence(self->m_platform, order);
        if (!self)
            co_return;
        co_await self->m_keep(evidence, order);
        if (!self)
            co_return;
    }
    self->m_isWorking = false;
}

} // namespace muster::agent
