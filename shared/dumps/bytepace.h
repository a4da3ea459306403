// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace muster {

/// Holds several transfers together to so many bytes a second. Who asks first goes first, so transfers that
/// ask for equal pieces, one at a time, get equal shares. Used from many threads.
class BytePace
{
public:
    /// @param bytesPerSecond 0: no limit
    explicit BytePace(qint64 bytesPerSecond = 0)
        : m_bytesPerSecond(bytesPerSecond)
    {
    }

    /// Waits until these bytes may go. False when it was stopped before.
    [[nodiscard]] bool wait(qint64 bytes, const std::stop_token &stop);
    /// From the next wait() on.
    void setLimit(qint64 bytesPerSecond);

private:
    using Clock = std::chrono::steady_clock;

    std::mutex m_mutex;
    std::condition_variable_any m_never; ///< only for a sleep that can be stopped
    qint64 m_bytesPerSecond;
    Clock::time_point m_next{};
};

} // namespace muster
