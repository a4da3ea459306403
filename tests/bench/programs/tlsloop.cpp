// SPDX-License-Identifier: Apache-2.0
// The practical limit of moving a file over TLS: blocking OpenSSL calls, one connection, 64 KiB at a time.
#include "tests/bench/programs/report.h"

#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <span>
#include <string>

using namespace muster::bench;

namespace {

constexpr size_t ChunkBytes = 64 * 1024;

SSL_CTX *contextOf(const SSL_METHOD *method, const char *pem)
{
    SSL_CTX *context = SSL_CTX_new(method);
    SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
    const bool isReady = SSL_CTX_use_certificate_chain_file(context, pem) == 1
                         && SSL_CTX_use_PrivateKey_file(context, pem, SSL_FILETYPE_PEM) == 1
                         && SSL_CTX_load_verify_locations(context, pem, nullptr) == 1;
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    return isReady ? context : nullptr;
}

sockaddr_in loopback(int port)
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(uint16_t(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/// Sends the file to whoever connects, one after the other.
int serve(SSL_CTX *context, int port, const char *file)
{
    const int door = ::socket(AF_INET, SOCK_STREAM, 0);
    const int yes = 1;
    ::setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    const sockaddr_in address = loopback(port);
    if (::bind(door, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0
        || ::listen(door, 8) != 0)
        return die("cannot listen");
    static std::array<char, ChunkBytes> buffer;
    for (;;) {
        const int peer = ::accept(door, nullptr, nullptr);
        ::setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        SSL *ssl = SSL_new(context);
        SSL_set_fd(ssl, peer);
        if (SSL_accept(ssl) == 1) {
            const int from = ::open(file, O_RDONLY);
            ssize_t got = 0;
            while ((got = ::read(from, buffer.data(), buffer.size())) > 0
                   && SSL_write(ssl, buffer.data(), int(got)) > 0) { }
            ::close(from);
            SSL_shutdown(ssl);
        }
        SSL_free(ssl);
        ::close(peer);
    }
}

int get(SSL_CTX *context, int port)
{
    const auto start = std::chrono::steady_clock::now();
    const int peer = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in address = loopback(port);
    SSL *ssl = SSL_new(context);
    SSL_set_fd(ssl, peer);
    if (::connect(peer, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0
        || SSL_connect(ssl) != 1)
        return die("cannot connect");
    static std::array<char, ChunkBytes> buffer;
    long long bytes = 0;
    int got = 0;
    while ((got = SSL_read(ssl, buffer.data(), int(buffer.size()))) > 0)
        bytes += got;
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    rusage used = {};
    ::getrusage(RUSAGE_SELF, &used);
    const auto micros = [](const timeval &time) { return 1'000'000LL * time.tv_sec + time.tv_usec; };
    report("{\"bytes\":" + QByteArray::number(bytes) + ",\"wall_s\":" + QByteArray::number(wall.count())
           + ",\"cpu_us\":" + QByteArray::number(micros(used.ru_utime) + micros(used.ru_stime)) + '}');
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    const std::span arguments(argv, size_t(argc));
    if (argc < 4)
        return die("usage: bench-tlsloop serve PORT PEM FILE\n       bench-tlsloop get PORT PEM");
    const bool serves = std::string(arguments[1]) == "serve";
    SSL_CTX *context = contextOf(serves ? TLS_server_method() : TLS_client_method(), arguments[3]);
    if (!context)
        return die("cannot read the certificate");
    const int port = std::stoi(arguments[2]);
    return serves ? serve(context, port, arguments[4]) : get(context, port);
}
