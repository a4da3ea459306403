// SPDX-License-Identifier: Apache-2.0
// redisclient PORT CA CERTIFICATE KEY COUNT: the round trip of PING over TLS, one after the other on one
// connection.
#include "tests/bench/programs/latencies.h"
#include "tests/bench/programs/report.h"

#include <hiredis/hiredis.h>
#include <hiredis/hiredis_ssl.h>

#include <memory>

using namespace muster::bench;

namespace {

constexpr qsizetype WarmUp = 1000;

using ConnectionPtr = std::unique_ptr<redisContext, decltype(&redisFree)>;

ConnectionPtr connectWithTls(int port, const char *ca, const char *certificate, const char *key)
{
    redisInitOpenSSL();
    redisSSLContextError error = REDIS_SSL_CTX_NONE;
    redisSSLContext *tls = redisCreateSSLContext(ca, nullptr, certificate, key, nullptr, &error);
    ConnectionPtr connection(redisConnect("127.0.0.1", port), redisFree);
    if (tls && connection && connection->err == 0)
        redisInitiateSSLWithContext(connection.get(), tls);
    return connection;
}

bool ping(redisContext *connection)
{
    auto *reply = static_cast<redisReply *>(redisCommand(connection, "PING"));
    const bool isPong = reply && reply->type == REDIS_REPLY_STATUS;
    freeReplyObject(reply);
    return isPong;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 6)
        return die("usage: bench-redisclient PORT CA CERTIFICATE KEY COUNT");
    const auto connection = connectWithTls(std::atoi(argv[1]), argv[2], argv[3], argv[4]);
    if (!connection || connection->err != 0)
        return die(connection ? connection->errstr : "no memory");
    Latencies latencies(std::atoll(argv[5]), WarmUp);
    bool goOn = true;
    while (goOn) {
        const auto asked = Latencies::Clock::now();
        if (!ping(connection.get()))
            return die(QByteArray("no PONG: ") + connection->errstr);
        goOn = latencies.add(Latencies::Clock::now() - asked);
    }
    report(latencies.toJson());
    return 0;
}
