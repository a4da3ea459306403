// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/fdpoller.h"

#include "shared/log.h"

#include <QAbstractEventDispatcher>
#include <QSocketNotifier>

#include <sys/epoll.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace muster {

namespace {
constexpr int EventsPerWakeUp =
    64; // the rest waits for the next turn, so that timers and other sources get theirs
}

FdPoller &FdPoller::ofThisThread()
{
    auto *dispatcher = QAbstractEventDispatcher::instance();
    Q_ASSERT(dispatcher);
    if (auto *poller = dispatcher->findChild<FdPoller *>(Qt::FindDirectChildrenOnly))
        return *poller;
    return *new FdPoller(dispatcher);
}

FdPoller::FdPoller(QObject *parent)
    : QObject(parent)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
{
    if (!m_epoll.isOpen()) {
        qCCritical(logNet, "cannot watch sockets error=\"%s\"", std::strerror(errno));
        return;
    }
    auto *notifier = new QSocketNotifier(m_epoll.get(), QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &FdPoller::dispatch);
}

std::unique_ptr<char[]> FdPoller::takeReadBuffer()
{
    if (m_readBuffer)
        return std::move(m_readBuffer);
    return std::make_unique_for_overwrite<char[]>(ReadBufferBytes);
}

void FdPoller::returnReadBuffer(std::unique_ptr<char[]> buffer)
{
    m_readBuffer = std::move(buffer);
}

void FdPoller::dispatch()
{
    std::array<epoll_event, EventsPerWakeUp> events;
    const int count = epoll_wait(m_epoll.get(), events.data(), EventsPerWakeUp, 0);
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[size_t(i)];
        // An earlier watcher of this turn may have removed this one: hence keys, not pointers.
        FdWatcher *watcher = m_watchers.value(event.data.u64);
        if (!watcher)
            continue;
        const bool broken = event.events & (EPOLLERR | EPOLLHUP);
        watcher->fdReady(broken || event.events & EPOLLIN, broken || event.events & EPOLLOUT);
    }
}

bool FdPoller::control(int operation, int fd, quint64 key, bool read, bool write)
{
    epoll_event event = {};
    event.events = (read ? quint32(EPOLLIN) : 0U) | (write ? quint32(EPOLLOUT) : 0U);
    event.data.u64 = key;
    if (epoll_ctl(m_epoll.get(), operation, fd, &event) == 0)
        return true;
    const int number = errno;
    qCCritical(logNet, "cannot watch socket fd=%d error=\"%s\"", fd, std::strerror(number));
    errno = number;
    return false;
}

FdWatch::FdWatch(int fd, FdWatcher *watcher)
    : m_poller(&FdPoller::ofThisThread())
    , m_fd(fd)
    , m_key(++m_poller->m_lastKey)
{
    m_poller->m_watchers.insert(m_key, watcher);
}

FdWatch::~FdWatch()
{
    pause();
    m_poller->m_watchers.remove(m_key);
}

bool FdWatch::setInterest(bool read, bool write)
{
    if (read == m_read && write == m_write)
        return true;
    const bool was = m_read || m_write;
    const bool is = read || write;
    const int operation = !is ? EPOLL_CTL_DEL : was ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    if (!m_poller->control(operation, m_fd, m_key, read, write))
        return false;
    m_read = read;
    m_write = write;
    return true;
}

void FdWatch::pause()
{
    (void)setInterest(false, false);
}

} // namespace muster
