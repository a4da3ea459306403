// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/tlsstream.h"

#include "shared/deadline.h"
#include "shared/tls/peercertificate.h"
#include "shared/tls/socketbio.h"
#include "shared/tls/tcpsocket.h"
#include "shared/tls/tlserror.h"

#include <QHostInfo>

#include <openssl/err.h>

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <linux/sockios.h>
#include <linux/tcp.h> // glibc's own tcp_info ends before tcpi_rwnd_limited
#include <netinet/in.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster {

namespace {

/// What OpenSSL takes from the socket at a time: a few records.
constexpr size_t ReadAheadBytes = 128 * 1024;
/// Four full records, with what TLS adds to each.
constexpr int WriteBufferBytes = 65 * 1024;
/// How often a connect that is under way looks whether it is still wanted.
constexpr auto StopInterval = 100ms;

std::unexpected<Error> cancelled()
{
    return fail(ErrorCode::Cancelled, u"the transfer was stopped"_s);
}

Result<QList<SocketAddress>> resolve(const Endpoint &endpoint)
{
    if (const auto literal = IpAddress::parse(endpoint.host))
        return QList<SocketAddress>{SocketAddress(*literal, endpoint.port)};
    const QHostInfo info = QHostInfo::fromName(endpoint.host);
    QList<SocketAddress> addresses;
    const auto hosts = info.addresses();
    for (const QHostAddress &host : hosts) {
        if (const auto address = IpAddress::parse(host.toString()))
            addresses.append(SocketAddress(*address, endpoint.port));
    }
    if (addresses.isEmpty())
        return fail(ErrorCode::NotFound,
                    u"there is no host \"%1\": %2"_s.arg(endpoint.host, info.errorString()));
    return addresses;
}

Result<FileDescriptor> connectTo(const SocketAddress &address, std::chrono::milliseconds patience,
                                 const std::stop_token &stop)
{
    auto socket = beginConnect(address);
    if (!socket)
        return socket;
    const Deadline deadline(patience);
    pollfd waiting{socket->get(), POLLOUT, 0};
    while (::poll(&waiting, 1, int(std::min(StopInterval, deadline.left()).count())) <= 0) {
        if (stop.stop_requested())
            return cancelled();
        if (deadline.left() == 0ms)
            return fail(ErrorCode::Timeout, u"no answer to the attempt to connect"_s);
    }
    if (const auto outcome = connectOutcome(socket->get(), address); !outcome)
        return fail(outcome.error());
    return socket;
}

} // namespace

Result<std::unique_ptr<TlsStream>> TlsStream::connect(const TlsContext &context, const Endpoint &endpoint,
                                                      const NodeId &pin, std::chrono::milliseconds patience,
                                                      const std::stop_token &stop)
{
    const auto named = [&endpoint](Error error) {
        error.source = endpoint.toString();
        return fail(error);
    };
    const Deadline deadline(patience);
    const auto addresses = resolve(endpoint);
    if (!addresses)
        return named(addresses.error());
    Result<FileDescriptor> socket = fail(ErrorCode::Unavailable, u"there is no address to connect to"_s);
    for (qsizetype left = addresses->size(); left > 0 && !socket && !stop.stop_requested(); --left)
        socket = connectTo(addresses->at(addresses->size() - left), deadline.left() / left, stop);
    if (!socket)
        return named(stop.stop_requested() ? cancelled().error() : socket.error());

    auto stream =
        std::make_unique<TlsStream>(context, *std::move(socket), SslPtr(), NodeId(), endpoint.toString());
    stream->m_check.expected = pin;
    stream->m_ssl = context.newConnection(stream->m_socket.get(), stream->m_check);
    if (!stream->m_ssl)
        return named({ErrorCode::Internal, u"no memory for a TLS connection"_s, {}, {}, {}});
    const std::stop_callback stopped(stop, [&stream] { stream->interrupt(); });
    if (const auto done = stream->handshake(deadline.left()); !done)
        return named(done.error());
    return stream;
}

TlsStream::TlsStream(TlsContext context, FileDescriptor socket, SslPtr ssl, NodeId peer, QString address)
    : m_context(std::move(context))
    , m_socket(std::move(socket))
    , m_ssl(std::move(ssl))
    , m_peer(std::move(peer))
    , m_address(std::move(address))
{
    if (m_ssl)
        letCallsWait();
}

/// In the kernel, and not in poll(): that saves two of three system calls. Few connections move much here, so
/// buffers are kept, and are larger.
void TlsStream::letCallsWait()
{
    SSL_set_app_data(m_ssl.get(), &m_check);
    SSL_clear_mode(m_ssl.get(), SSL_MODE_RELEASE_BUFFERS);
    SSL_set_default_read_buffer_len(m_ssl.get(), ReadAheadBytes);
    BioPtr bio = makeWaitingSocketBio(m_socket.get());
    const int flags = ::fcntl(m_socket.get(), F_GETFL);
    if (!bio || flags < 0 || ::fcntl(m_socket.get(), F_SETFL, flags & ~O_NONBLOCK) != 0)
        return; // then each call is waited for with poll()
    BIO *socket = bio.release();
    SSL_set0_rbio(m_ssl.get(), socket);
    // What is written in one go leaves in one system call: as segments that are as large as the system makes
    // them.
    BIO *records = BIO_new(BIO_f_buffer());
    BIO_up_ref(socket);
    if (records && BIO_set_write_buffer_size(records, WriteBufferBytes) == 1) {
        m_buffersRecords = true;
        socket = BIO_push(records, socket);
    } else {
        BIO_free(records);
    }
    SSL_set0_wbio(m_ssl.get(), socket);
    setPatience(m_patience);
}

void TlsStream::setPatience(std::chrono::milliseconds patience)
{
    m_patience = patience;
    const timeval time{patience.count() / 1000, (patience.count() % 1000) * 1000};
    (void)::setsockopt(m_socket.get(), SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    (void)::setsockopt(m_socket.get(), SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

TlsStream::~TlsStream() = default;

Result<void> TlsStream::handshake(std::chrono::milliseconds deadline)
{
    m_patience = deadline;
    for (;;) {
        ERR_clear_error();
        const int result = SSL_do_handshake(m_ssl.get());
        if (result == 1)
            break;
        if (auto again = after(result); !again)
            return fail(m_check.refusal.value_or(again.error()));
    }
    const unsigned char *name = nullptr;
    unsigned int size = 0;
    SSL_get0_alpn_selected(m_ssl.get(), &name, &size);
    if (!m_context.hasChannel(QByteArrayView(name, qsizetype(size)))) {
        return fail({ErrorCode::Unsupported,
                     u"the node has no bulk channel"_s,
                     {},
                     {},
                     u"install a newer muster-agent on it"_s});
    }
    m_peer = nodeIdOf(SSL_get0_peer_certificate(m_ssl.get()));
    letCallsWait();
    return {};
}

Result<qsizetype> TlsStream::readSome(std::span<char> into)
{
    for (;;) {
        ERR_clear_error();
        size_t got = 0;
        const int result = SSL_read_ex(m_ssl.get(), into.data(), into.size(), &got);
        if (result == 1) {
            m_moved += qint64(got);
            return qsizetype(got);
        }
        if (SSL_get_error(m_ssl.get(), result) == SSL_ERROR_ZERO_RETURN)
            return 0;
        if (const auto again = after(result); !again)
            return fail(again.error());
    }
}

Result<void> TlsStream::read(std::span<char> into)
{
    while (!into.empty()) {
        const auto got = readSome(into);
        if (!got)
            return fail(got.error());
        if (*got == 0)
            return fail(
                named({ErrorCode::Unavailable, u"the peer ended the connection half-way"_s, {}, {}, {}}));
        into = into.subspan(size_t(*got));
    }
    return {};
}

Result<QByteArray> TlsStream::readLine(qsizetype maxBytes)
{
    QByteArray line;
    std::array<char, 1> next; // what follows the line is not the line's reader's; OpenSSL has it in memory
    for (;;) {
        if (const auto got = read(next); !got)
            return fail(got.error());
        if (next[0] == '\n')
            return line;
        if (line.size() == maxBytes)
            return fail(named(
                {ErrorCode::TooLarge, u"the line is longer than %1 bytes"_s.arg(maxBytes), {}, {}, {}}));
        line.append(next[0]);
    }
}

Result<void> TlsStream::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        ERR_clear_error();
        size_t written = 0;
        const int result = SSL_write_ex(m_ssl.get(), bytes.data(), size_t(bytes.size()), &written);
        if (result == 1) {
            m_moved += qint64(written);
            bytes = bytes.sliced(qsizetype(written));
        } else if (auto again = after(result); !again) {
            return again;
        }
    }
    return m_buffersRecords ? flush() : Result<void>();
}

Result<void> TlsStream::flush()
{
    BIO *const records = SSL_get_wbio(m_ssl.get());
    for (;;) {
        ERR_clear_error();
        if (BIO_flush(records) == 1)
            return {};
        if (!BIO_should_retry(records))
            return fail(named(m_isInterrupted ? cancelled().error() : tlsError(errno)));
        if (auto again = waitFor(POLLOUT); !again)
            return again;
    }
}

Result<void> TlsStream::finish()
{
    for (;;) {
        ERR_clear_error();
        const int result = SSL_shutdown(m_ssl.get());
        if (result >= 0)
            break;
        if (auto again = after(result); !again)
            return again;
    }
    ::shutdown(m_socket.get(), SHUT_WR);
    std::array<char, 4096> ignored;
    for (;;) {
        if (auto ready = waitFor(POLLIN); !ready)
            return ready;
        if (::recv(m_socket.get(), ignored.data(), ignored.size(), MSG_DONTWAIT) <= 0)
            return {};
    }
}

qint64 TlsStream::unsentBytes() const
{
    int bytes = 0;
    return ::ioctl(m_socket.get(), SIOCOUTQ, &bytes) == 0 ? bytes : 0;
}

std::chrono::microseconds TlsStream::heldByReceiver() const
{
    tcp_info info = {};
    socklen_t size = sizeof(info);
    const bool isTold = ::getsockopt(m_socket.get(), IPPROTO_TCP, TCP_INFO, &info, &size) == 0;
    return std::chrono::microseconds(isTold ? info.tcpi_rwnd_limited : 0);
}

void TlsStream::interrupt()
{
    m_isInterrupted = true;
    ::shutdown(m_socket.get(), SHUT_RDWR);
}

Result<void> TlsStream::after(int result)
{
    const int systemError = errno;
    const int why = SSL_get_error(m_ssl.get(), result);
    if (why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE)
        return waitFor(why == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT);
    if (m_isInterrupted)
        return fail(named(cancelled().error()));
    return fail(named(tlsError(why == SSL_ERROR_SYSCALL ? systemError : 0)));
}

Result<void> TlsStream::waitFor(short events)
{
    pollfd waiting{m_socket.get(), events, 0};
    const Deadline deadline(m_patience);
    for (;;) {
        const int ready = ::poll(&waiting, 1, int(deadline.left().count()));
        if (m_isInterrupted)
            return fail(named(cancelled().error()));
        if (ready > 0)
            return {};
        if (ready == 0 || errno != EINTR)
            break;
    }
    return fail(named({ErrorCode::Timeout,
                       u"the peer did nothing for %1 s"_s.arg(
                           std::chrono::duration_cast<std::chrono::seconds>(m_patience).count()),
                       {},
                       {},
                       {}}));
}

Error TlsStream::named(Error error) const
{
    error.source = m_address;
    return error;
}

} // namespace muster
