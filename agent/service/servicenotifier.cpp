// SPDX-License-Identifier: Apache-2.0
#include "agent/service/servicenotifier.h"

#include <chrono>

#include <systemd/sd-daemon.h>
#include <time.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// What Type=notify-reload wants beside RELOADING=1 (systemd 253): when, by the monotonic clock.
quint64 monotonicMicroseconds()
{
    timespec time = {};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return quint64(time.tv_sec) * 1'000'000 + quint64(time.tv_nsec) / 1'000;
}

} // namespace

void ServiceNotifier::tell(const QString &state)
{
    ::sd_notify(0, state.toUtf8().constData());
}

void ServiceNotifier::ready(const QString &status)
{
    tell(u"READY=1\nSTATUS="_s + status);
    startWatchdog();
}

void ServiceNotifier::status(const QString &status)
{
    tell(u"STATUS="_s + status);
}

void ServiceNotifier::reloading()
{
    tell(u"RELOADING=1\nMONOTONIC_USEC=%1"_s.arg(monotonicMicroseconds()));
}

void ServiceNotifier::stopping()
{
    m_watchdog.stop();
    tell(u"STOPPING=1"_s);
}

void ServiceNotifier::startWatchdog()
{
    uint64_t microseconds = 0;
    if (m_watchdog.isActive() || ::sd_watchdog_enabled(0, &microseconds) <= 0)
        return;
    connect(&m_watchdog, &QTimer::timeout, this, [] { tell(u"WATCHDOG=1"_s); });
    m_watchdog.setTimerType(Qt::CoarseTimer);
    m_watchdog.start(
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::microseconds(microseconds)) / 2);
}

} // namespace muster::agent
