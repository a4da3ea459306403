// SPDX-License-Identifier: Apache-2.0
// redisclient PORT CA CERTIFICATE KEY ping|subscribe COUNT, over TLS: the round trip of PING, one after the
// other on one connection; or so many messages of the channel "bench".
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

int pingAll(redisContext *connection, qsizetype count)
{
    Latencies latencies(count, WarmUp);
    bool goOn = true;
    while (goOn) {
        const auto asked = Latencies::Clock::now();
        if (!ping(connection))
            return die(QByteArray("no PONG: ") + connection->errstr);
        goOn = latencies.add(Latencies::Clock::now() - asked);
    }
    report(latencies.toJson());
    return 0;
}

bool takeReply(redisContext *connection)
{
    void *reply = nullptr;
    const bool isTaken = redisGetReply(connection, &reply) == REDIS_OK;
    freeReplyObject(reply);
    return isTaken;
}

int subscribe(redisContext *connection, qsizetype count)
{
    redisAppendCommand(connection, "SUBSCRIBE bench");
    if (!takeReply(connection))
        return die(QByteArray("not subscribed: ") + connection->errstr);
    report("{\"subscribed\":true}");
    Latencies::Clock::time_point start;
    for (qsizetype i = 0; i < count; ++i) {
        if (!takeReply(connection))
            return die("lost after " + QByteArray::number(i) + " messages: " + connection->errstr);
        if (i == 0)
            start = Latencies::Clock::now();
    }
    const std::chrono::duration<double> took = Latencies::Clock::now() - start;
    report("{\"events\":" + QByteArray::number(count)
           + ",\"rate\":" + QByteArray::number(double(count) / took.count()) + '}');
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 7)
        return die("usage: bench-redisclient PORT CA CERTIFICATE KEY ping|subscribe COUNT");
    const auto connection = connectWithTls(std::atoi(argv[1]), argv[2], argv[3], argv[4]);
    if (!connection || connection->err != 0)
        return die(connection ? connection->errstr : "no memory");
    const qsizetype count = std::atoll(argv[6]);
    return QByteArrayView(argv[5]) == "ping" ? pingAll(connection.get(), count)
                                             : subscribe(connection.get(), count);
}
