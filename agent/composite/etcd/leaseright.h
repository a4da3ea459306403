// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/bootclock.h"

#include <algorithm>
#include <chrono>

namespace muster::agent {

/// How long a lease gives the right to act. etcd counts from when it heard of the lease, which is after it
/// was asked; so the right ends before another can have the key, however late the answer came. The margin is
/// for clocks of unlike speed, and for an act that had just begun. Pure.
struct LeaseRight
{
    static constexpr std::chrono::milliseconds LeastMargin{500};
    static constexpr int MarginDivisor = 10;

    [[nodiscard]] static constexpr std::chrono::milliseconds margin(std::chrono::milliseconds ttl)
    {
        return std::max(LeastMargin, ttl / MarginDivisor);
    }
    /// @param asked when the lease was last asked for or to be kept alive
    [[nodiscard]] static constexpr BootClock::time_point end(BootClock::time_point asked,
                                                             std::chrono::milliseconds ttl)
    {
        return asked + ttl - margin(ttl);
    }
};

} // namespace muster::agent
