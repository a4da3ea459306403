// SPDX-License-Identifier: Apache-2.0
#include "shared/link/backoff.h"

#include <algorithm>
#include <cstdint>

namespace muster {

std::chrono::milliseconds Backoff::next(double chance)
{
    const double factor = 1.0 + Jitter * (2.0 * std::clamp(chance, 0.0, 1.0) - 1.0);
    const std::chrono::milliseconds wait{std::int64_t(double(m_next.count()) * factor)};
    m_next = std::min(m_next * 2, m_longest);
    return wait;
}

} // namespace muster
