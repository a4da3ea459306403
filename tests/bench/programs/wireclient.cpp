// SPDX-License-Identifier: Apache-2.0
// wireclient PORT COUNT: the round trip of rpc.ping, one after the other on one connection.
#include "shared/api/hello.h"
#include "shared/tls/tlsdialer.h"
#include "shared/wire/rpcpeer.h"
#include "tests/bench/programs/latencies.h"
#include "tests/bench/programs/report.h"

#include <QCoreApplication>

using namespace muster;
using namespace muster::bench;

namespace {

constexpr qsizetype WarmUp = 1000;

/// Asks, and asks again in the answer.
class Pinger : public QObject
{
public:
    Pinger(std::unique_ptr<Transport> transport, qsizetype count)
        : m_peer(std::move(transport))
        , m_latencies(count, WarmUp)
    {
    }

    void ping()
    {
        m_asked = Latencies::Clock::now();
        m_peer.call(api::Ping::Name, {}, DefaultDeadline, [this](const Result<JsonValue> &answer) {
            const auto took = Latencies::Clock::now() - m_asked;
            if (!answer)
                QCoreApplication::exit(die(answer.error().text.toUtf8()));
            else if (m_latencies.add(took))
                ping();
            else
                finish();
        });
    }

private:
    void finish()
    {
        report(m_latencies.toJson());
        QCoreApplication::quit();
    }

    RpcPeer m_peer;
    Latencies m_latencies;
    Latencies::Clock::time_point m_asked;
};

QCoro::Task<> connectAndPing(quint16 port, qsizetype count, std::unique_ptr<Pinger> &pinger)
{
    const auto identity = Identity::generate();
    const auto context = TlsContext::create(TlsContext::Role::Client, *identity);
    auto transport = co_await dial(*context, {QStringLiteral("127.0.0.1"), port}, {});
    if (!transport) {
        QCoreApplication::exit(die(transport.error().text.toUtf8()));
        co_return;
    }
    Transport *reading = transport->get();
    pinger = std::make_unique<Pinger>(std::move(*transport), count);
    reading->setReadingPaused(false);
    pinger->ping();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3)
        return die("usage: bench-wireclient PORT COUNT");
    std::unique_ptr<Pinger> pinger;
    connectAndPing(arguments[1].toUShort(), arguments[2].toLongLong(), pinger);
    return QCoreApplication::exec();
}
