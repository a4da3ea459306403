// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <chrono>

namespace muster::agent {

/// Whether to compress the next block, judged by how fast the ones before went: compressing pays where the
/// link is slower than it. Never much slower than not compressing. Pure.
class EncodingChoice
{
public:
    enum class Way { Raw, Compressed };
    using Duration = std::chrono::duration<double>;

    /// Blocks of a trial, and how long it takes at least, so that the other side's queues do not decide.
    static constexpr int Trial = 2;
    static constexpr Duration TrialTime{0.05};
    /// Before a trial so much is sent, or for so long, that does not count: what waits in the sockets of both
    /// sides went the other way.
    static constexpr qint64 SettlingBytes = 8 * 1024 * 1024;
    static constexpr Duration SettlingTime{0.05};
    /// Blocks of the better way until the other one is tried again; twice as many each time it stays better.
    static constexpr int FirstStretch = 256;
    static constexpr int LongestStretch = 1024;
    /// Blocks until it is looked again whether the link limits; twice as many each time it does, up to
    /// FirstStretch: at first a link is as slow as its queues are empty.
    static constexpr int FirstLook = 8;
    /// Where sending takes this much of the time, or this much of what is sent only waits in the socket, the
    /// link is what limits, and compressing is right.
    static constexpr double LinkBoundTime = 0.7;
    static constexpr double LinkBoundWaiting = 0.3;
    /// Where the receiver takes nothing in for this much of the time, it is what limits, and not the link.
    static constexpr double ReceiverBoundTime = 0.3;

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
    [[nodiscard]] int ahead() const { return std::max(0, m_left - 1); }
    /// What became of one block.
    struct Block
    {
        qint64 bytes; ///< of the dump
        qint64 onWire; ///< bytes written for them
        qint64 waiting; ///< by how much more waits in the socket than before; less when negative
        Duration prepared; ///< until it could be sent
        Duration took; ///< in all
        Duration held; ///< while the receiver took nothing in
    };
    void sent(const Block &block);

private:
    [[nodiscard]] bool isLinkBound() const;
    [[nodiscard]] bool isLost() const;
    void decide();

    Way m_way = Way::Compressed; // a slow link is spared the most
    bool m_isSettling = false;
    int m_left = Trial;
    int m_look = FirstLook;
    int m_stretch = FirstStretch;
    bool m_isTrial = true;
    double m_rate[2] = {0, 0}; ///< bytes a second of each way, in its last stretch or trial
    Block m_sum{}; ///< of the present stretch or trial
};

} // namespace muster::agent
