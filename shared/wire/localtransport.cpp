// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/localtransport.h"

#include "shared/wire/localsocket.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

using namespace Qt::StringLiterals;

namespace muster {

LocalTransport::LocalTransport(FileDescriptor socket, QObject *parent)
    : StreamTransport(std::move(socket), u"local"_s, parent)
{
}

Result<std::unique_ptr<LocalTransport>> LocalTransport::connectTo(const QString &path)
{
    auto socket = connectLocal(path);
    if (!socket)
        return fail(socket.error());
    return std::make_unique<LocalTransport>(std::move(*socket));
}

StreamTransport::Step LocalTransport::open()
{
    identify(PeerIdentity{{}, address(), isAdminAtOtherEnd(socket())});
    return {Step::Outcome::Done};
}

StreamTransport::Step LocalTransport::read(char *buffer, qsizetype capacity)
{
    const ssize_t got = ::recv(socket(), buffer, size_t(capacity), MSG_DONTWAIT);
    if (got > 0)
        return {Step::Outcome::Done, got};
    return got == 0 ? Step{Step::Outcome::PeerEnded} : stepAfter(Step::Outcome::WantsRead);
}

StreamTransport::Step LocalTransport::write(QByteArrayView bytes)
{
    const ssize_t put = ::send(socket(), bytes.data(), size_t(bytes.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
    return put >= 0 ? Step{Step::Outcome::Done, put} : stepAfter(Step::Outcome::WantsWrite);
}

StreamTransport::Step LocalTransport::endWriting()
{
    return {Step::Outcome::Done}; // ending our direction of the socket says it
}

StreamTransport::Step LocalTransport::stepAfter(Step::Outcome wait)
{
    m_systemError = errno;
    const bool isTemporary = m_systemError == EAGAIN || m_systemError == EINTR;
    return {isTemporary ? wait : Step::Outcome::Failed};
}

Error LocalTransport::failure() const
{
    return Error{
        ErrorCode::Unavailable, QString::fromLocal8Bit(std::strerror(m_systemError)), address(), {}, {}};
}

Error LocalTransport::openTimeout() const
{
    return Error{ErrorCode::Timeout, u"the local socket did not open in time"_s, address(), {}, {}};
}

} // namespace muster
