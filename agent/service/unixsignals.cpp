// SPDX-License-Identifier: Apache-2.0
#include "agent/service/unixsignals.h"

#include "shared/log.h"

#include <csignal>

#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace muster::agent {

UnixSignals::UnixSignals(QObject *parent)
    : QObject(parent)
{
    sigset_t wanted;
    sigemptyset(&wanted);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&wanted, signal);
    if (::pthread_sigmask(SIG_BLOCK, &wanted, nullptr) == 0)
        m_descriptor = FileDescriptor(::signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!m_descriptor.isOpen()) {
        qCCritical(logPlatform, "signals=unwatched");
        return;
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &UnixSignals::readOne);
}

void UnixSignals::readOne()
{
    signalfd_siginfo info = {};
    if (::read(m_descriptor.get(), &info, sizeof info) != ssize_t(sizeof info))
        return;
    if (info.ssi_signo == SIGHUP)
        Q_EMIT reloadAsked();
    else
        Q_EMIT stopAsked();
}

} // namespace muster::agent
