// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/locallistener.h"

#include "shared/log.h"
#include "shared/wire/acceptpace.h"
#include "shared/wire/localsocket.h"

#include <QFile>

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

using namespace Qt::StringLiterals;

namespace muster {

LocalListener::LocalListener(Taker taker, QObject *parent)
    : QObject(parent)
    , m_taker(std::move(taker))
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &LocalListener::resume);
}

LocalListener::~LocalListener()
{
    stop();
}

Result<void> LocalListener::listen(const QString &path)
{
    stop();
    auto socket = listenLocal(path);
    if (!socket)
        return fail(socket.error());
    m_path = path;
    m_socket = std::move(*socket);
    m_watch.emplace(m_socket.get(), static_cast<FdWatcher *>(this));
    if (!m_watch->setInterest(true, false)) {
        const QString why = QString::fromLocal8Bit(std::strerror(errno));
        stop();
        return fail({ErrorCode::Unavailable, u"cannot watch the socket: "_s + why, path, {}, {}});
    }
    return {};
}

void LocalListener::resume()
{
    if (!m_watch->setInterest(true, false))
        m_retry.start(RetryWithoutResources);
}

void LocalListener::stop()
{
    m_retry.stop();
    m_watch.reset();
    if (m_socket.isOpen())
        QFile::remove(m_path);
    m_socket.close();
}

void LocalListener::fdReady(bool, bool)
{
    for (int i = 0; i < AcceptsPerWakeUp && acceptOne(); ++i) { }
}

bool LocalListener::acceptOne()
{
    FileDescriptor socket(::accept4(m_socket.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!socket.isOpen()) {
        const int number = errno;
        if (number != EAGAIN && number != EINTR && number != ECONNABORTED) {
            qCWarning(logNet, "cannot accept local connection error=\"%s\"", std::strerror(number));
            m_watch->pause(); // asking again at once would spin
            m_retry.start(RetryWithoutResources);
        }
        return number == ECONNABORTED || number == EINTR;
    }
    if (*m_open >= MaxConnections)
        return true;
    auto transport = std::make_unique<LocalTransport>(std::move(socket));
    ++*m_open;
    connect(transport.get(), &QObject::destroyed, transport.get(), [open = m_open] { --*open; });
    transport->start();
    m_taker(std::move(transport));
    return true;
}

} // namespace muster
