// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/standing.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

void Standing::setMembership(const Membership &membership, const QString &ownId, Time freeFrom, Time now)
{
    const bool wasNamed = m_isNamed;
    m_ownId = ownId;
    m_members = membership.memberIds();
    m_isNamed = membership.coordinator == ownId;
    m_fence = membership.fence;
    if (!wasNamed && m_isNamed)
        m_namedSince = now;
    if (!wasNamed)
        m_freeFrom = freeFrom;
    if (!m_isNamed)
        m_until.clear();
    m_until.removeIf([this](const std::pair<const QString &, Time &> &one) {
        return !m_members.contains(one.first) && !(m_fence && m_fence->members.contains(one.first));
    });
    m_tally.reset();
}

void Standing::confirm(const QString &nodeId, Time asked, BootClock::duration lease)
{
    if (!m_isNamed || asked < m_namedSince)
        return;
    Time &known = m_until[nodeId];
    // Who is counted stands until then at least; who was heard again goes on to be counted.
    if (m_tally && known < m_tally->until)
        m_tally.reset();
    known = std::max(known, asked + lease);
}

void Standing::withdraw(const QString &nodeId)
{
    if (m_until.remove(nodeId))
        m_tally.reset();
}

void Standing::liftFence()
{
    m_fence.reset();
    m_tally.reset();
}

const Standing::Tally &Standing::tally(Time now) const
{
    if (m_tally && m_tally->from <= now && now < m_tally->until)
        return *m_tally;
    Tally tally{now, Time::max(), count(m_members, now), m_fence ? count(m_fence->members, now) : 0};
    if (m_freeFrom > now)
        tally.until = m_freeFrom;
    for (const Time until : m_until) {
        if (until > now)
            tally.until = std::min(tally.until, until);
    }
    return m_tally.emplace(tally);
}

qsizetype Standing::count(const QStringList &members, Time now) const
{
    return std::ranges::count_if(members, [&](const QString &nodeId) {
        return nodeId == m_ownId ? now >= m_freeFrom : m_until.value(nodeId) > now;
    });
}

bool Standing::mayAct(Time now) const
{
    if (!m_isNamed || tally(now).members * 2 < m_members.size())
        return false;
    return !m_fence || tally(now).fenced * 2 > m_fence->members.size();
}

std::optional<Standing::Time> Standing::nextExpiry(Time now) const
{
    if (!m_isNamed || tally(now).until == Time::max())
        return {};
    return tally(now).until;
}

QString Standing::why(Time now) const
{
    if (!m_isNamed)
        return u"the membership names another coordinator"_s;
    const auto &[from, until, standing, fenced] = tally(now);
    if (standing * 2 < m_members.size()) {
        return u"only %1 of %2 members stand with the coordinator, and it acts with half of them at least"_s
            .arg(standing)
            .arg(m_members.size());
    }
    if (m_fence && fenced * 2 <= m_fence->members.size()) {
        return u"the coordinator before was not reached when it was replaced and may act still; until it is"
               " reached, more than half of its %1 members must stand with the new one, and %2 do"_s
                   .arg(m_fence->members.size())
                   .arg(fenced);
    }
    return {};
}

Promise::Answer Promise::ask(const QString &coordinator, BootClock::duration lease, Time now)
{
    if (coordinator != m_to && now < m_until)
        return {false, m_until - now};
    // Never shortened: the coordinator may count on a longer lease that it was given before.
    m_until = coordinator == m_to ? std::max(m_until, now + lease) : now + lease;
    m_to = coordinator;
    return {true, {}};
}

Promise::Time Promise::freeFrom(const QString &coordinator) const
{
    return coordinator == m_to ? Time{} : m_until;
}

void Promise::release(const QString &coordinator)
{
    if (coordinator == m_to)
        m_until = {};
}

void Promise::assume(const QString &coordinator, BootClock::duration lease, Time now)
{
    m_to = coordinator;
    m_until = now + lease;
}

} // namespace muster::agent
