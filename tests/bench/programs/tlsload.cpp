// SPDX-License-Identifier: Apache-2.0
// A client for any TLS 1.3 server that wants a certificate, so that ours and others' see the same load. Plain
// OpenSSL calls that block, one connection after the other.
#include "tests/bench/programs/report.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <iostream>
#include <memory>
#include <span>
#include <string>
#include <vector>

using namespace muster::bench;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int TicketDeadlineMs = 1000;
constexpr int RateWindow = 500; // the accept rate is that of so many connections before each stop

struct Closed
{
    void operator()(SSL *ssl) const
    {
        const int fd = SSL_get_fd(ssl);
        SSL_free(ssl);
        ::close(fd);
    }
};
using ConnectionPtr = std::unique_ptr<SSL, Closed>;
using SessionPtr = std::unique_ptr<SSL_SESSION, decltype(&SSL_SESSION_free)>;

/// Keeps the last ticket, for the connection that comes next.
int keepTicket(SSL *ssl, SSL_SESSION *session)
{
    static_cast<SessionPtr *>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)))->reset(session);
    return 1;
}

class Client
{
public:
    /// @param certificate PEM file with certificate and key @param alpn empty for none
    Client(int port, const std::string &certificate, const std::string &alpn)
        : m_context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free)
        , m_port(port)
        , m_alpn(alpn)
    {
        SSL_CTX *context = m_context.get();
        SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
        SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
        SSL_CTX_set_app_data(context, &m_ticket);
        SSL_CTX_sess_set_new_cb(context, keepTicket);
        m_isReady = SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) == 1
                    && SSL_CTX_use_PrivateKey_file(context, certificate.c_str(), SSL_FILETYPE_PEM) == 1;
    }

    [[nodiscard]] bool isReady() const { return m_isReady; }

    /// Null when it fails.
    [[nodiscard]] ConnectionPtr connect(bool resume)
    {
        const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_port = htons(uint16_t(m_port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ConnectionPtr ssl(SSL_new(m_context.get()));
        SSL_set_fd(ssl.get(), fd);
        if (!m_alpn.empty()) {
            const std::string wire = char(m_alpn.size()) + m_alpn;
            SSL_set_alpn_protos(ssl.get(), reinterpret_cast<const unsigned char *>(wire.data()),
                                unsigned(wire.size()));
        }
        if (resume && m_ticket)
            SSL_set_session(ssl.get(), m_ticket.get());
        if (::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0
            || SSL_connect(ssl.get()) != 1)
            return {};
        return ssl;
    }

    /// Tickets come after the handshake, and only who reads sees them.
    static bool takeTicket(SSL *ssl)
    {
        pollfd input{SSL_get_fd(ssl), POLLIN, 0};
        if (::poll(&input, 1, TicketDeadlineMs) != 1)
            return false;
        char byte = 0;
        size_t got = 0;
        SSL_set_mode(ssl, SSL_MODE_AUTO_RETRY);
        timeval soon{0, 1000};
        ::setsockopt(input.fd, SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon);
        (void)SSL_peek_ex(ssl, &byte, 1, &got);
        return true;
    }

private:
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> m_context;
    SessionPtr m_ticket{nullptr, SSL_SESSION_free};
    int m_port;
    std::string m_alpn;
    bool m_isReady = false;
};

/// {"handshakes":N,"resumed":N}
int handshakes(Client &client, int count, bool resume)
{
    int resumed = 0;
    for (int i = 0; i < count; ++i) {
        const ConnectionPtr connection = client.connect(resume);
        if (!connection)
            return die("handshake failed: " + QByteArray(ERR_reason_error_string(ERR_peek_last_error())));
        resumed += SSL_session_reused(connection.get());
        (void)Client::takeTicket(connection.get());
        SSL_shutdown(connection.get());
    }
    report("{\"handshakes\":" + QByteArray::number(count) + ",\"resumed\":" + QByteArray::number(resumed)
           + '}');
    return 0;
}

/// At each stop {"open":N,"rate":connections/s lately}, then waits for a line of input.
int hold(Client &client, std::span<char *> stops)
{
    std::vector<ConnectionPtr> open;
    for (const char *text : stops) {
        const size_t stop = std::stoul(text);
        Clock::time_point windowStart = Clock::now();
        while (open.size() < stop) {
            if (open.size() + RateWindow == stop)
                windowStart = Clock::now();
            open.push_back(client.connect(false));
            if (!open.back())
                return die("connection " + QByteArray::number(open.size()) + " failed");
        }
        const std::chrono::duration<double> took = Clock::now() - windowStart;
        report("{\"open\":" + QByteArray::number(stop)
               + ",\"rate\":" + QByteArray::number(RateWindow / took.count()) + '}');
        std::string line;
        std::getline(std::cin, line);
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const std::span arguments(argv, size_t(argc));
    if (argc < 6)
        return die("usage: bench-tlsload PORT PEM ALPN full|resumed COUNT\n       bench-tlsload PORT PEM "
                   "ALPN hold STOP...");
    Client client(std::stoi(arguments[1]), arguments[2], arguments[3]);
    if (!client.isReady())
        return die("cannot read " + QByteArray(arguments[2]));
    const std::string mode = arguments[4];
    if (mode == "hold")
        return hold(client, arguments.subspan(5));
    return handshakes(client, std::stoi(arguments[5]), mode == "resumed");
}
