// SPDX-License-Identifier: Apache-2.0
#include "shared/dumps/bytepace.h"

namespace muster {

bool BytePace::wait(qint64 bytes, const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    if (m_bytesPerSecond <= 0)
        return !stop.stop_requested();
    const Clock::time_point turn = std::max(m_next, Clock::now());
    m_next = turn + std::chrono::nanoseconds(bytes * 1'000'000'000 / m_bytesPerSecond);
    m_never.wait_until(lock, stop, turn, [] { return false; });
    return !stop.stop_requested();
}

void BytePace::setLimit(qint64 bytesPerSecond)
{
    const std::lock_guard lock(m_mutex);
    m_bytesPerSecond = bytesPerSecond;
}

} // namespace muster
