// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/timestamp.h"

#include <array>
#include <chrono>
#include <optional>

namespace muster {

/// How far a peer's clock is from ours, from questions that carry the peer's clock in their answer. Of the
/// last few the one with the shortest way counts (the clock filter of NTP, RFC 5905, section 10): what a
/// network delays makes the rest less sure. A clock that was set is taken over once a sample contradicts what
/// was known by more than both can be wrong. Pure.
class ClockEstimate
{
public:
    static constexpr std::size_t Samples = 8;

    /// @param asked, answered by our clock; the peer read `peerClock` somewhere in between. An answer before
    /// its question (our own clock was set meanwhile) is left out.
    void add(Timestamp asked, Timestamp answered, Timestamp peerClock);
    void reset() { *this = {}; }

    /// The peer's clock minus ours.
    [[nodiscard]] std::optional<std::chrono::milliseconds> offset() const;
    /// The way there and back of the sample that counts; the offset is wrong by half of it at most, plus the
    /// millisecond that clocks are read in.
    [[nodiscard]] std::optional<std::chrono::milliseconds> roundTrip() const;

private:
    struct Sample
    {
        std::chrono::milliseconds offset{};
        std::chrono::milliseconds roundTrip{};
    };
    [[nodiscard]] const Sample *best() const;

    std::array<Sample, Samples> m_samples{};
    std::size_t m_count = 0;
    std::size_t m_next = 0;
};

} // namespace muster
