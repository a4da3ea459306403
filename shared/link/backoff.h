// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace muster {

/// How long to wait before the next try: doubling, with jitter, so that a thousand that lost a node
/// together do not come back together. Pure: the caller brings the chance.
class Backoff
{
public:
    static constexpr std::chrono::milliseconds First{1'000};
    static constexpr std::chrono::milliseconds Longest{60'000};
    static constexpr double Jitter = 0.2; ///< each wait is longer or shorter by up to this part of it

    explicit Backoff(std::chrono::milliseconds first = First, std::chrono::milliseconds longest = Longest)
        : m_first(first)
        , m_longest(longest)
        , m_next(first)
    {
    }

    /// The next wait. @param chance evenly spread from 0 to 1
    [[nodiscard]] std::chrono::milliseconds next(double chance);
    void reset() { m_next = m_first; }

private:
    std::chrono::milliseconds m_first;
    std::chrono::milliseconds m_longest;
    std::chrono::milliseconds m_next;
};

} // namespace muster
