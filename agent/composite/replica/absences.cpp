// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/replica/absences.h"

#include "agent/composite/neighbours.h"

namespace muster::agent {

Absences::Absences(const Neighbours &neighbours, std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_neighbours(neighbours)
    , m_patience(patience)
{
    m_due.setSingleShot(true);
    connect(&m_due, &QTimer::timeout, this, &Absences::due);
}

void Absences::look()
{
    const Membership *membership = m_neighbours.membership();
    if (!membership || !m_neighbours.isHub())
        return forget();
    const auto time = Clock::now();
    bool isAwaited = false;
    for (const SystemMember &member : membership->members) {
        if (member.nodeId == m_neighbours.ownId() || m_neighbours.link(member.nodeId)) {
            m_since.remove(member.nodeId);
            continue;
        }
        if (!m_since.contains(member.nodeId))
            m_since.insert(member.nodeId, time);
        isAwaited |= !isLong(member.nodeId);
    }
    if (isAwaited && !m_due.isActive())
        m_due.start(m_patience);
}

bool Absences::isLong(const QString &nodeId) const
{
    const auto since = m_since.constFind(nodeId);
    return since != m_since.cend() && Clock::now() - *since >= m_patience;
}

} // namespace muster::agent
