// SPDX-License-Identifier: Apache-2.0
#include "agent/units/crashloop.h"

#include <algorithm>
#include <utility>

namespace muster::agent {

bool CrashLoop::take(qint64 restarts, Timestamp at, const CrashLoopLimit &limit)
{
    const qint64 before = std::exchange(m_counter, restarts);
    if (restarts < before)
        end(); // somebody has started or stopped it: the counter begins anew
    if (before < 0 || restarts <= before)
        return false;
    // Changes that come in quick succession may be told as one.
    bool hasBecomeOne = false;
    for (qint64 i = std::min<qint64>(restarts - before, limit.restarts); i > 0; --i)
        hasBecomeOne |= note(at, limit);
    return hasBecomeOne;
}

bool CrashLoop::takeEarlier(Timestamp at, const CrashLoopLimit &limit)
{
    return note(at, limit);
}

void CrashLoop::goOn(Timestamp last)
{
    m_times = {last};
    m_isLooping = true;
}

Timestamp CrashLoop::calmAt(const CrashLoopLimit &limit) const
{
    return m_times.back() + std::chrono::seconds(limit.seconds);
}

std::chrono::seconds CrashLoop::duration() const
{
    return std::chrono::ceil<std::chrono::seconds>(m_times.back() - m_times.front());
}

void CrashLoop::end()
{
    m_times.clear();
    m_isLooping = false;
}

bool CrashLoop::note(Timestamp at, const CrashLoopLimit &limit)
{
    m_times.insert(std::ranges::upper_bound(m_times, at), at);
    while (int(m_times.size()) > limit.restarts)
        m_times.pop_front();
    const bool isLoop = int(m_times.size()) >= limit.restarts
                        && m_times.back() - m_times.front() <= std::chrono::seconds(limit.seconds);
    return isLoop && !std::exchange(m_isLooping, true);
}

} // namespace muster::agent
