// SPDX-License-Identifier: Apache-2.0
#include "console/batch/interrupt.h"

#include <QSocketNotifier>

#include <csignal>

#include <sys/signalfd.h>
#include <unistd.h>

namespace muster::console {

namespace {

sigset_t interruptSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

} // namespace

Interrupt::Interrupt(QObject *parent)
    : QObject(parent)
{
    const sigset_t signals = interruptSignals();
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_fd = ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    auto *notifier = new QSocketNotifier(m_fd, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &Interrupt::read);
}

Interrupt::~Interrupt()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

void Interrupt::read()
{
    signalfd_siginfo info;
    if (::read(m_fd, &info, sizeof info) != sizeof info)
        return;
    // The next one is not waited for.
    const sigset_t signals = interruptSignals();
    ::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
    m_stop.request_stop();
}

} // namespace muster::console
