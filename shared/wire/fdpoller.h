// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/wire/filedescriptor.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace muster {

/// Is told when a descriptor can be read or written. May delete itself, its FdWatch and others while being
/// told.
class FdWatcher
{
public:
    /// An error or hang-up shows as both: the next read or write then says which.
    virtual void fdReady(bool readable, bool writable) = 0;

protected:
    ~FdWatcher() = default;
};

/// Watches the sockets of one thread through one epoll descriptor, which is all that Qt's event loop sees.
/// Qt's own dispatcher hands every socket to poll(2) on every turn, so that a turn costs more with each idle
/// peer (measured: accept rate down to a fifth at 5,000 connections); here it costs the same with one peer or
/// 10,000.
class FdPoller : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype ReadBufferBytes = 64 * 1024;

    /// The poller of the calling thread, made at first use; it lives as long as the thread's event
    /// dispatcher.
    [[nodiscard]] static FdPoller &ofThisThread();

    /// Hands out the buffer of ReadBufferBytes that all readers of this thread share, or a new one while it
    /// is lent.
    [[nodiscard]] std::unique_ptr<char[]> takeReadBuffer();
    void returnReadBuffer(std::unique_ptr<char[]> buffer);

private:
    friend class FdWatch;
    explicit FdPoller(QObject *parent);
    void dispatch();
    [[nodiscard]] bool control(int operation, int fd, quint64 key, bool read, bool write);

    FileDescriptor m_epoll;
    QHash<quint64, FdWatcher *> m_watchers;
    quint64 m_lastKey = 0;
    std::unique_ptr<char[]> m_readBuffer;
};

/// One descriptor under watch, for as long as this object lives. Neither descriptor nor watcher are owned.
class FdWatch
{
public:
    FdWatch(int fd, FdWatcher *watcher);
    ~FdWatch();
    Q_DISABLE_COPY_MOVE(FdWatch)

    /// With neither, even a hang-up goes unreported: nothing wakes up.
    /// @return false when the system cannot watch one more descriptor: all is as before, with errno for the
    /// cause. Can only happen where there was no interest before.
    [[nodiscard]] bool setInterest(bool read, bool write);
    /// No interest in anything, which cannot fail.
    void pause();

    [[nodiscard]] FdPoller &poller() const { return *m_poller; }

private:
    FdPoller *const m_poller; ///< outlives all watches of its thread
    const int m_fd;
    const quint64 m_key;
    bool m_read = false;
    bool m_write = false;
};

} // namespace muster
