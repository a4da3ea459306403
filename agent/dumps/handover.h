// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace muster::agent {

/// A value that comes from the agent's own thread to one that waits for it.
template <typename T>
class Handover
{
public:
    /// The first value counts.
    void give(Result<T> value)
    {
        {
            const std::scoped_lock lock(m_mutex);
            if (!m_value)
                m_value.emplace(std::move(value));
        }
        m_there.notify_all();
    }
    /// Waits for it. Errors: what was given; Timeout; Cancelled.
    [[nodiscard]] Result<T> take(std::chrono::milliseconds deadline, std::stop_token stop)
    {
        std::unique_lock lock(m_mutex);
        const bool isThere = m_there.wait_for(lock, stop, deadline, [this] { return m_value.has_value(); });
        if (isThere)
            return *std::exchange(m_value, std::nullopt);
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, QStringLiteral("it was cancelled"));
        return fail(ErrorCode::Timeout, QStringLiteral("it did not come in time"));
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_there;
    std::optional<Result<T>> m_value;
};

} // namespace muster::agent
