// SPDX-License-Identifier: Apache-2.0
#include "agent/schedule/walltimer.h"

#include "shared/log.h"

#include <algorithm>
#include <cerrno>

#include <sys/timerfd.h>
#include <unistd.h>

namespace muster::agent {

using namespace std::chrono;

WallTimer::WallTimer(QObject *parent)
    : QObject(parent)
    , m_timer(timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC))
{
    if (m_timer < 0) {
        qCWarning(logPlatform) << "event=noWallTimer errno=" << errno;
        return;
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_timer, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &WallTimer::take);
}

WallTimer::~WallTimer()
{
    m_notifier.reset();
    if (m_timer >= 0)
        ::close(m_timer);
}

void WallTimer::arm(Timestamp at)
{
    // 0 would disarm it.
    const auto since = std::max<nanoseconds>(at.time_since_epoch(), nanoseconds(1));
    itimerspec when{};
    when.it_value.tv_sec = time_t(duration_cast<seconds>(since).count());
    when.it_value.tv_nsec = long((since % seconds(1)).count());
    if (timerfd_settime(m_timer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, nullptr) != 0)
        qCWarning(logPlatform) << "event=wallTimerNotSet errno=" << errno;
}

void WallTimer::disarm()
{
    const itimerspec never{};
    (void)timerfd_settime(m_timer, 0, &never, nullptr);
}

void WallTimer::take()
{
    uint64_t expirations = 0;
    const auto got = ::read(m_timer, &expirations, sizeof expirations);
    if (got < 0 && errno != ECANCELED)
        return;
    // A clock that was set leaves it armed for the old time; who is told arms it anew.
    disarm();
    Q_EMIT rang();
}

} // namespace muster::agent
