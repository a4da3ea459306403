// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/dumps.h"
#include "shared/error.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

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

/// One member's piece of a system's dump, as the thread that puts the whole together sees it: it waits for
/// the piece to be made, then reads it. Answers come from the agent's own thread.
class PieceSource
{
public:
    PieceSource() = default;
    PieceSource(const PieceSource &) = delete;
    PieceSource &operator=(const PieceSource &) = delete;
    virtual ~PieceSource() = default;

    /// Waits until the piece is made. Errors: why there is none; Timeout, Cancelled.
    [[nodiscard]] virtual Result<DumpDetails> made(std::chrono::milliseconds deadline,
                                                   std::stop_token stop) = 0;
    /// Bytes of one of its members; fewer than DumpReadChunk at the end only. Errors: those of the member and
    /// of the way to it; Timeout, Cancelled.
    [[nodiscard]] virtual Result<QByteArray> read(const QString &member, qint64 offset,
                                                  std::stop_token stop) = 0;
};

} // namespace muster::agent
