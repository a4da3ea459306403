// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <chrono>
#include <vector>

namespace muster::bench {

/// The durations of many equal operations, and what is said about them.
class Latencies
{
public:
    using Clock = std::chrono::steady_clock;

    /// @param warmUp the first ones, which are not counted
    Latencies(qsizetype count, qsizetype warmUp);

    /// One more is done; true while more are wanted.
    [[nodiscard]] bool add(Clock::duration duration);

    /// {"count":..., "p50_us":..., "p90_us":..., "p99_us":..., "max_us":..., "cpu_us":...}, cpu_us being what
    /// this process used per counted operation.
    [[nodiscard]] QByteArray toJson() const;

private:
    [[nodiscard]] static double ownCpuMicroseconds();

    qsizetype m_count;
    qsizetype m_warmUp;
    std::vector<double> m_microseconds;
    double m_cpuAtStart = 0;
};

} // namespace muster::bench
