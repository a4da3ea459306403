// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/programs/latencies.h"

#include <sys/resource.h>

#include <algorithm>

namespace muster::bench {

Latencies::Latencies(qsizetype count, qsizetype warmUp)
    : m_count(count)
    , m_warmUp(warmUp)
{
    m_microseconds.reserve(size_t(count));
}

bool Latencies::add(Clock::duration duration)
{
    if (m_warmUp > 0) {
        if (--m_warmUp == 0)
            m_cpuAtStart = ownCpuMicroseconds();
        return true;
    }
    m_microseconds.push_back(std::chrono::duration<double, std::micro>(duration).count());
    return qsizetype(m_microseconds.size()) < m_count;
}

QByteArray Latencies::toJson() const
{
    std::vector<double> sorted = m_microseconds;
    std::ranges::sort(sorted);
    const auto percentile = [&](size_t percent) {
        return QByteArray::number(sorted.at((sorted.size() - 1) * percent / 100), 'f', 1);
    };
    const double cpu = (ownCpuMicroseconds() - m_cpuAtStart) / double(sorted.size());
    return "{\"count\":" + QByteArray::number(qsizetype(sorted.size())) + ",\"p50_us\":" + percentile(50)
           + ",\"p90_us\":" + percentile(90) + ",\"p99_us\":" + percentile(99)
           + ",\"max_us\":" + percentile(100) + ",\"cpu_us\":" + QByteArray::number(cpu, 'f', 2) + '}';
}

double Latencies::ownCpuMicroseconds()
{
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    const auto microseconds = [](const timeval &time) {
        return double(time.tv_sec) * 1e6 + double(time.tv_usec);
    };
    return microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
}

} // namespace muster::bench
