// SPDX-License-Identifier: Apache-2.0
#include "console/offload/ratemeter.h"

#include <cmath>

namespace muster::console {

void RateMeter::add(Time at, qint64 done)
{
    m_samples.push_back({at, done});
    while (m_samples.size() > 2 && at - m_samples.front().at > Window)
        m_samples.pop_front();
}

double RateMeter::bytesPerSecond() const
{
    if (m_samples.size() < 2)
        return 0;
    const std::chrono::duration<double> took = m_samples.back().at - m_samples.front().at;
    return took.count() > 0 ? double(m_samples.back().done - m_samples.front().done) / took.count() : 0;
}

std::optional<std::chrono::seconds> RateMeter::timeFor(qint64 bytes) const
{
    const double rate = bytesPerSecond();
    if (rate < 1)
        return std::nullopt;
    return std::chrono::seconds(qint64(std::ceil(double(bytes) / rate)));
}

} // namespace muster::console
