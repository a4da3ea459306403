// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>

namespace muster {

/// A moment until which something may take, whatever the wall clock does meanwhile.
class Deadline
{
public:
    explicit Deadline(std::chrono::milliseconds fromNow)
        : m_at(Clock::now() + fromNow)
    {
    }
    [[nodiscard]] std::chrono::milliseconds left() const
    {
        using std::chrono::milliseconds;
        return std::max(milliseconds(0), std::chrono::duration_cast<milliseconds>(m_at - Clock::now()));
    }

private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point m_at;
};

} // namespace muster
