// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/clockwatch.h"

#include "shared/log.h"

#include <cerrno>
#include <ctime>
#include <limits>

#include <sys/timerfd.h>
#include <unistd.h>

using namespace std::chrono;

namespace muster::agent {

namespace {

nanoseconds read(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return seconds(time.tv_sec) + nanoseconds(time.tv_nsec);
}

/// Both clocks are slewed alike, and the one since boot goes on in suspend: only a step changes this.
nanoseconds wallClockOffset()
{
    return read(CLOCK_REALTIME) - read(CLOCK_BOOTTIME);
}

} // namespace

ClockWatch::ClockWatch(QObject *parent)
    : QObject(parent)
    , m_timer(timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC))
    , m_offset(wallClockOffset())
{
    if (m_timer < 0) {
        qCWarning(logPlatform) << "event=clockNotWatched errno=" << errno;
        return;
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_timer, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &ClockWatch::takeCancelled);
    arm();
}

ClockWatch::~ClockWatch()
{
    m_notifier.reset();
    if (m_timer >= 0)
        ::close(m_timer);
}

/// A timer that never ends; setting the clock cancels it.
void ClockWatch::arm()
{
    itimerspec never{};
    never.it_value.tv_sec = std::numeric_limits<time_t>::max();
    if (timerfd_settime(m_timer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, nullptr) != 0)
        qCWarning(logPlatform) << "event=clockNotWatched errno=" << errno;
}

void ClockWatch::takeCancelled()
{
    uint64_t expirations = 0;
    const auto result = ::read(m_timer, &expirations, sizeof expirations);
    if (result >= 0 || errno != ECANCELED)
        return;
    const nanoseconds before = std::exchange(m_offset, wallClockOffset());
    arm();
    const auto jump = duration_cast<milliseconds>(m_offset - before);
    if (abs(jump) >= LeastJump)
        Q_EMIT jumped(jump.count());
}

} // namespace muster::agent
