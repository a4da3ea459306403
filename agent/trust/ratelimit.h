// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <deque>

namespace muster::agent {

/// At most so many of something within any window of time. Pure: the clock is the caller's, and monotonic.
class RateLimit
{
public:
    using Clock = std::chrono::steady_clock;

    RateLimit(size_t most, std::chrono::milliseconds window)
        : m_most(most)
        , m_window(window)
    {
    }

    /// Whether one more is within the limit; counts it then.
    [[nodiscard]] bool take(Clock::time_point now = Clock::now())
    {
        while (!m_taken.empty() && now - m_taken.front() >= m_window)
            m_taken.pop_front();
        if (m_taken.size() >= m_most)
            return false;
        m_taken.push_back(now);
        return true;
    }

private:
    size_t m_most;
    std::chrono::milliseconds m_window;
    std::deque<Clock::time_point> m_taken;
};

} // namespace muster::agent
