// SPDX-License-Identifier: Apache-2.0
#include "shared/link/clockestimate.h"

#include <algorithm>

using namespace std::chrono;

namespace muster {

namespace {

constexpr milliseconds ReadingError{1}; ///< clocks are told in whole milliseconds

milliseconds uncertainty(milliseconds roundTrip)
{
    return roundTrip / 2 + ReadingError;
}

} // namespace

void ClockEstimate::add(Timestamp asked, Timestamp answered, Timestamp peerClock)
{
    if (answered < asked)
        return;
    const Sample sample{peerClock - (asked + (answered - asked) / 2), answered - asked};
    if (const Sample *known = best()) {
        const milliseconds apart = abs(sample.offset - known->offset);
        if (apart > uncertainty(sample.roundTrip) + uncertainty(known->roundTrip))
            reset();
    }
    m_samples[m_next] = sample;
    m_next = (m_next + 1) % Samples;
    m_count = std::min(m_count + 1, Samples);
}

const ClockEstimate::Sample *ClockEstimate::best() const
{
    if (m_count == 0)
        return nullptr;
    return &*std::min_element(
        m_samples.begin(), m_samples.begin() + std::ptrdiff_t(m_count),
        [](const Sample &left, const Sample &right) { return left.roundTrip < right.roundTrip; });
}

std::optional<milliseconds> ClockEstimate::offset() const
{
    const Sample *sample = best();
    return sample ? std::optional(sample->offset) : std::nullopt;
}

std::optional<milliseconds> ClockEstimate::roundTrip() const
{
    const Sample *sample = best();
    return sample ? std::optional(sample->roundTrip) : std::nullopt;
}

} // namespace muster
