// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/tlstransport.h"

#include "shared/tls/peercertificate.h"
#include "shared/tls/tlserror.h"

#include <openssl/err.h>

#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>

using namespace Qt::StringLiterals;

namespace muster {

TlsTransport::TlsTransport(const TlsContext &context, FileDescriptor socket, const QString &address,
                           const std::optional<NodeId> &expected, const QByteArray &sessionKey,
                           QObject *parent)
    : StreamTransport(std::move(socket), address, parent)
    , m_context(context)
    , m_check{expected, sessionKey, {}}
    , m_ssl(context.newConnection(this->socket(), m_check))
{
}

TlsTransport::~TlsTransport()
{
    // OpenSSL makes the session of a connection that ends without a goodbye unusable. A network that was cut
    // is just when resumption is wanted.
    if (m_ssl)
        SSL_set_shutdown(m_ssl.get(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
}

QByteArray TlsTransport::channel() const
{
    const unsigned char *name = nullptr;
    unsigned int size = 0;
    if (m_ssl)
        SSL_get0_alpn_selected(m_ssl.get(), &name, &size);
    return {reinterpret_cast<const char *>(name), qsizetype(size)};
}

bool TlsTransport::isResumed() const
{
    return m_ssl && SSL_session_reused(m_ssl.get()) == 1;
}

bool TlsTransport::hasHeardPeer() const
{
    int waiting = 0;
    return (m_ssl && BIO_number_read(SSL_get_rbio(m_ssl.get())) > 0)
           || (ioctl(socket(), FIONREAD, &waiting) == 0 && waiting > 0);
}

std::unique_ptr<TlsStream> TlsTransport::release()
{
    return std::make_unique<TlsStream>(m_context, releaseSocket(), std::move(m_ssl), m_nodeId, address());
}

StreamTransport::Step TlsTransport::open()
{
    if (!m_ssl)
        return refuse(Error{ErrorCode::Internal, u"no memory for a TLS connection"_s, {}, {}, {}});
    ERR_clear_error();
    const int result = SSL_do_handshake(m_ssl.get());
    if (result != 1)
        return stepAfter(result);
    if (const auto proven = provePeer(); !proven)
        return refuse(proven.error());
    return {Step::Outcome::Done};
}

Result<void> TlsTransport::provePeer()
{
    if (!m_context.hasChannel(channel())) {
        return fail(ErrorCode::Unavailable,
                    u"the peer does not speak Muster's protocol (no common ALPN name)"_s);
    }
    X509 *certificate = SSL_get0_peer_certificate(m_ssl.get());
    if (!certificate)
        return fail(ErrorCode::NotPaired, u"the peer presented no certificate"_s);
    // A resumed session skipped this: the certificate may have expired since, or the node may be another one.
    if (const auto accepted = checkPeer(certificate, m_check.expected); !accepted)
        return accepted;
    m_nodeId = nodeIdOf(certificate);
    identify(PeerIdentity{m_nodeId.toString(), address(), false});
    return {};
}

StreamTransport::Step TlsTransport::read(char *buffer, qsizetype capacity)
{
    ERR_clear_error();
    size_t got = 0;
    const int result = SSL_read_ex(m_ssl.get(), buffer, size_t(capacity), &got);
    return result == 1 ? Step{Step::Outcome::Done, qsizetype(got)} : stepAfter(result);
}

StreamTransport::Step TlsTransport::write(QByteArrayView bytes)
{
    ERR_clear_error();
    size_t written = 0;
    const int result = SSL_write_ex(m_ssl.get(), bytes.data(), size_t(bytes.size()), &written);
    return result == 1 ? Step{Step::Outcome::Done, qsizetype(written)} : stepAfter(result);
}

StreamTransport::Step TlsTransport::endWriting()
{
    ERR_clear_error();
    const int result = SSL_shutdown(m_ssl.get());
    return result >= 0 ? Step{Step::Outcome::Done} : stepAfter(result);
}

bool TlsTransport::hasBufferedInput() const
{
    return SSL_has_pending(m_ssl.get()) == 1;
}

StreamTransport::Step TlsTransport::stepAfter(int result)
{
    const int systemError = errno;
    switch (SSL_get_error(m_ssl.get(), result)) {
    case SSL_ERROR_WANT_READ:
        return {Step::Outcome::WantsRead};
    case SSL_ERROR_WANT_WRITE:
        return {Step::Outcome::WantsWrite};
    case SSL_ERROR_ZERO_RETURN:
        return {Step::Outcome::PeerEnded};
    case SSL_ERROR_SYSCALL:
        return refuse(tlsError(systemError));
    default:
        return refuse(tlsError(0));
    }
}

StreamTransport::Step TlsTransport::refuse(const Error &reason)
{
    m_failure = m_check.refusal.value_or(reason);
    m_failure.source = address();
    return {Step::Outcome::Failed};
}

Error TlsTransport::failure() const
{
    return m_failure;
}

Error TlsTransport::openTimeout() const
{
    const auto seconds = std::chrono::duration_cast<std::chrono::duration<double>>(openDeadline()).count();
    return Error{ErrorCode::Timeout,
                 hasHeardPeer() ? u"the peer did not finish the TLS handshake within %1 s"_s.arg(seconds)
                                : u"the peer said nothing for %1 s"_s.arg(seconds),
                 address(),
                 {},
                 {}};
}

} // namespace muster
