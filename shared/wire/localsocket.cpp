// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/localsocket.h"

#include <QFile>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

std::unexpected<Error> localError(ErrorCode code, const QString &text, const QString &path)
{
    return std::unexpected(Error{code, text, path, {}, {}});
}

std::unexpected<Error> systemError(const QString &what, const QString &path, int number)
{
    const ErrorCode code = number == EACCES || number == EPERM          ? ErrorCode::Forbidden
                           : number == ENOENT || number == ECONNREFUSED ? ErrorCode::Unavailable
                                                                        : ErrorCode::Io;
    return localError(code, u"cannot %1: %2"_s.arg(what, QString::fromLocal8Bit(std::strerror(number))),
                      path);
}

Result<sockaddr_un> addressOf(const QString &path)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const QByteArray name = QFile::encodeName(path);
    if (name.isEmpty() || name.size() >= qsizetype(sizeof address.sun_path)) {
        return localError(ErrorCode::Invalid,
                          u"the path of a local socket has 1 to %1 bytes"_s.arg(sizeof address.sun_path - 1),
                          path);
    }
    std::memcpy(address.sun_path, name.constData(), size_t(name.size()));
    return address;
}

FileDescriptor newSocket()
{
    return FileDescriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

int bindTo(int socket, const sockaddr_un &address)
{
    return ::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 ? 0 : errno;
}

/// Removes the socket file of a program that is no more.
Result<void> removeStale(const QString &path, const sockaddr_un &address)
{
    struct stat info = {};
    if (::lstat(address.sun_path, &info) == 0 && !S_ISSOCK(info.st_mode))
        return localError(ErrorCode::Conflict, u"there is a file that is no socket"_s, path);
    const auto somebody = connectLocal(path);
    if (somebody)
        return localError(ErrorCode::Busy, u"another program already listens there"_s, path);
    if (somebody.error().code != ErrorCode::Unavailable)
        return fail(somebody.error());
    if (::unlink(address.sun_path) != 0 && errno != ENOENT)
        return systemError(u"remove the old socket"_s, path, errno);
    return {};
}

} // namespace

Result<FileDescriptor> listenLocal(const QString &path)
{
    const auto address = addressOf(path);
    if (!address)
        return fail(address.error());
    FileDescriptor socket = newSocket();
    // On Linux the file gets the mode of the socket, so that it is never open to others, not even for a
    // moment.
    if (!socket.isOpen() || ::fchmod(socket.get(), 0600) != 0)
        return systemError(u"listen"_s, path, errno);
    int failed = bindTo(socket.get(), *address);
    if (failed == EADDRINUSE) {
        if (const auto removed = removeStale(path, *address); !removed)
            return fail(removed.error());
        failed = bindTo(socket.get(), *address);
    }
    if (failed != 0)
        return systemError(u"listen"_s, path, failed);
    if (::listen(socket.get(), SOMAXCONN) != 0)
        return systemError(u"listen"_s, path, errno);
    return socket;
}

Result<FileDescriptor> connectLocal(const QString &path)
{
    const auto address = addressOf(path);
    if (!address)
        return fail(address.error());
    FileDescriptor socket = newSocket();
    if (!socket.isOpen()
        || ::connect(socket.get(), reinterpret_cast<const sockaddr *>(&*address), sizeof *address) != 0)
        return systemError(u"connect"_s, path, errno);
    return socket;
}

bool isAdminAtOtherEnd(int socket)
{
    ucred credentials = {};
    socklen_t size = sizeof credentials;
    return getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0
           && (credentials.uid == 0 || credentials.uid == geteuid());
}

} // namespace muster
