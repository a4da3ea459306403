// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <chrono>
#include <deque>
#include <optional>

namespace muster::console {

/// How fast something goes, over the last few seconds. Pure: the caller brings the time.
class RateMeter
{
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::seconds Window{5};

    /// @param done in all so far, bytes
    void add(Time at, qint64 done);
    [[nodiscard]] double bytesPerSecond() const; ///< 0 before there are two values
    /// Until so much more is done, at this rate; nothing where it does not move.
    [[nodiscard]] std::optional<std::chrono::seconds> timeFor(qint64 bytes) const;

private:
    struct Sample
    {
        Time at;
        qint64 done;
    };
    std::deque<Sample> m_samples; ///< the oldest first
};

} // namespace muster::console
