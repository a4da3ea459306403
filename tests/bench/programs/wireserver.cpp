// SPDX-License-Identifier: Apache-2.0
// The wire's server side alone: TLS, JSON-RPC and the real method table, without the agent's journal, bus and
// files.
#include "agent/server/methodtable.h"
#include "shared/api/hello.h"
#include "shared/tls/tlslistener.h"
#include "shared/wire/rpcpeer.h"
#include "tests/bench/programs/flood.h"
#include "tests/bench/programs/report.h"

#include <QCoreApplication>

using namespace muster;
using namespace muster::bench;

namespace {

constexpr int MaxConnections = 20'000;

agent::MethodTable makeTable()
{
    agent::MethodTable table;
    table.add<api::Ping>(
        [](const agent::CallContext &, const Nothing &) -> Result<PingAnswer> { return PingAnswer{now()}; });
    return table;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const agent::MethodTable table = makeTable();
    const auto identity = Identity::generate();
    const auto context = identity.and_then(
        [](const Identity &own) { return TlsContext::create(TlsContext::Role::Server, own); });
    if (!context)
        return die(context.error().text.toUtf8());
    TlsListener::Limits limits;
    limits.connections = MaxConnections;
    TlsListener listener(*context, limits, [&](std::unique_ptr<TlsTransport> transport) {
        auto *peer = new RpcPeer(std::move(transport), {}, &listener);
        agent::CallContext who{peer->identity(), QStringLiteral("bench"), Role::Viewer, {}, {}};
        peer->setRequestHandler([&table, who, peer](std::shared_ptr<IncomingRequest> request) {
            if (request->method() == Flood::Method) {
                new Flood(*peer);
                return request->answer(QByteArray("{}"));
            }
            table.dispatch(who, std::move(request));
        });
        QObject::connect(peer, &RpcPeer::closed, peer, &QObject::deleteLater);
    });
    if (const auto listening = listener.listen(QStringLiteral("127.0.0.1")); !listening)
        return die(listening.error().text.toUtf8());
    report("{\"port\":" + QByteArray::number(listener.port()) + '}');
    return QCoreApplication::exec();
}
