// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/tcpsocket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <cerrno>
#include <cstring>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

constexpr int SilenceBeforeProbe = 30; // seconds
constexpr int ProbeInterval = 10; // seconds
constexpr int ProbesBeforeDead = 3;
constexpr int UnacknowledgedMilliseconds = 60'000;
constexpr int WaitingConnections = 4096; // the kernel lowers it to net.core.somaxconn

void setOption(int socket, int level, int option, int value)
{
    // An option that the kernel lacks costs comfort, not correctness.
    (void)setsockopt(socket, level, option, &value, sizeof value);
}

std::unexpected<Error> systemError(const QString &what, const SocketAddress &address, int number)
{
    const ErrorCode code = number == EADDRINUSE ? ErrorCode::Conflict
                           : number == EACCES   ? ErrorCode::Forbidden
                                                : ErrorCode::Unavailable;
    const QString why = QString::fromLocal8Bit(std::strerror(number));
    return std::unexpected(Error{code, u"cannot %1: %2"_s.arg(what, why), address.toString(), {}, {}});
}

} // namespace

void tuneConnection(int socket)
{
    setOption(socket, IPPROTO_TCP, TCP_NODELAY, 1);
    setOption(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
    setOption(socket, IPPROTO_TCP, TCP_KEEPIDLE, SilenceBeforeProbe);
    setOption(socket, IPPROTO_TCP, TCP_KEEPINTVL, ProbeInterval);
    setOption(socket, IPPROTO_TCP, TCP_KEEPCNT, ProbesBeforeDead);
    setOption(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, UnacknowledgedMilliseconds);
}

Result<FileDescriptor> listenOn(const IpAddress &address, quint16 port)
{
    const SocketAddress at(address, port);
    FileDescriptor socket(::socket(at.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket.isOpen())
        return systemError(u"listen"_s, at, errno);
    setOption(socket.get(), SOL_SOCKET, SO_REUSEADDR,
              1); // a restart need not wait for old connections to be forgotten
    if (at.family() == AF_INET6)
        setOption(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, address.isAnyIpv6() ? 0 : 1);
    if (::bind(socket.get(), at.data(), at.size()) != 0 || ::listen(socket.get(), WaitingConnections) != 0)
        return systemError(u"listen"_s, at, errno);
    return socket;
}

Result<FileDescriptor> beginConnect(const SocketAddress &to)
{
    FileDescriptor socket(::socket(to.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket.isOpen())
        return systemError(u"connect"_s, to, errno);
    tuneConnection(socket.get());
    if (::connect(socket.get(), to.data(), to.size()) != 0 && errno != EINPROGRESS)
        return systemError(u"connect"_s, to, errno);
    return socket;
}

Result<void> connectOutcome(int socket, const SocketAddress &to)
{
    int number = 0;
    socklen_t size = sizeof number;
    if (getsockopt(socket, SOL_SOCKET, SO_ERROR, &number, &size) != 0)
        number = errno;
    if (number != 0)
        return systemError(u"connect"_s, to, number);
    return {};
}

SocketAddress localAddress(int socket)
{
    SocketAddress address;
    socklen_t size = SocketAddress::capacity();
    (void)getsockname(socket, address.data(), &size);
    return address;
}

} // namespace muster
