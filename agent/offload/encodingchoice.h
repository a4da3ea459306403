// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <chrono>

namespace muster::agent {

/// Whether to compress the next block, judged by how fast the ones before went: compressing pays where the
/// link is slower than it. Never much slower than not compressing. Pure.
class EncodingChoice
{
public:
    enum class Way { Raw, Compressed };
    using Duration = std::chrono::duration<double>;

    /// Blocks of a trial.
    static constexpr int Trial = 4;
    /// Blocks of the better way until the other one is tried again; twice as many each time it stays better.
    static constexpr int FirstStretch = 64;
    static constexpr int LongestStretch = 1024;
    /// Where sending takes this much of the time, the link is what limits, and compressing is right.
    static constexpr double LinkBound = 0.7;

    /// For one block: how long until it was ready to be sent, and in all.
    class Stopwatch
    {
    public:
        [[nodiscard]] Duration elapsed() const { return Clock::now() - m_start; }

    private:
        using Clock = std::chrono::steady_clock;
        Clock::time_point m_start = Clock::now();
    };

    [[nodiscard]] Way next() const { return m_way; }
    /// How many blocks after this one will be compressed for certain: they can be made meanwhile.
    [[nodiscard]] int ahead() const { return m_left - 1; }
    /// A block is on its way. @param prepared the part of `took` before it could be sent
    void sent(Way way, qint64 bytes, Duration prepared, Duration took);

private:
    void decide();

    Way m_way = Way::Compressed; // a slow link is spared the most
    int m_left = Trial;
    int m_stretch = FirstStretch;
    bool m_isTrial = true;
    double m_rate[2] = {0, 0}; ///< bytes a second of each way, in its last stretch or trial
    qint64 m_bytes = 0;
    Duration m_took{};
    Duration m_prepared{};
};

} // namespace muster::agent
