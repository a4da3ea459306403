// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testagent.h"

#include "agent/platform/simulated/simulatednode.h"
#include "shared/api/hello.h"
#include "shared/store/atomicfile.h"
#include "shared/tls/tlsdialer.h"
#include "shared/wire/localtransport.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace muster::test {

TestAgent::TestAgent(const QString &name, const QStringList &units)
    : m_watched(units)
{
    m_config.name = name;
    m_config.listen = {u"127.0.0.1"_s};
    m_config.port = 0;
    m_config.stateFolder = m_folder.filePath(u"state"_s);
    m_config.runtimeFolder = m_folder.filePath(u"run"_s);
    m_config.unitsFolder = m_folder.filePath(u"units.d"_s);
    m_config.dumps.kindsFolder = m_folder.filePath(u"dumps.d"_s);
    m_config.eventsKeptBytes = 2 * 1024 * 1024;
    m_config.publish = false;
    QDir().mkpath(m_config.unitsFolder);
    if (!units.isEmpty()) {
        const QByteArray json = "{\"services\": [\"" + units.join(u"\", \""_s).toUtf8() + "\"]}";
        if (!replaceFile(m_config.unitsFolder + u"/test.json"_s, json))
            qFatal("cannot write the test's unit file");
    }
    start();
}

void TestAgent::start()
{
    const auto makePlatform = [this] {
        auto machine = std::make_unique<agent::SimulatedUnits>();
        m_units = machine.get();
        for (const QString &unit : std::as_const(m_watched))
            machine->run(unit);
        agent::Platform platform{nullptr, std::make_unique<agent::SimulatedNode>(m_config.name),
                                 std::move(machine), nullptr};
        if (m_extend)
            m_extend(platform);
        return platform;
    };
    auto made = agent::Agent::create(m_config, makePlatform);
    if (!made)
        qFatal("no agent: %s", qPrintable(describe(made.error())));
    m_agent = *std::move(made);
    if (const auto started = m_agent->start(); !started)
        qFatal("no agent: %s", qPrintable(describe(started.error())));
    m_config.port = m_agent->port();
}

void TestAgent::restart()
{
    m_agent.reset();
    start();
}

void TestAgent::trust(const Identity &console, Role role, const QString &name)
{
    Peer peer;
    peer.nodeId = console.nodeId().toString();
    peer.name = name;
    peer.role = role;
    peer.pairedAt = now();
    if (!m_agent->peers().add(peer))
        qFatal("cannot add a peer");
}

TestConsole::TestConsole(const Identity &identity)
    : m_context(TlsContext::create(TlsContext::Role::Client, identity).value())
{
}

Result<std::unique_ptr<TlsTransport>> TestConsole::dialTo(const Endpoint &endpoint) const
{
    return QCoro::waitFor(dial(m_context, endpoint, {}));
}

Result<std::unique_ptr<RpcPeer>> TestConsole::connectTo(const Endpoint &endpoint,
                                                        const std::optional<NodeId> &pin) const
{
    auto transport = QCoro::waitFor(dial(m_context, endpoint, pin));
    if (!transport)
        return fail(transport.error());
    TlsTransport *const open = transport->get();
    auto peer = std::make_unique<RpcPeer>(*std::move(transport));
    open->setReadingPaused(false);
    return peer;
}

Result<std::unique_ptr<RpcPeer>> TestConsole::greet(const Endpoint &endpoint, HelloParams hello) const
{
    auto peer = connectTo(endpoint);
    if (!peer)
        return peer;
    if (const auto answer = ask<api::Hello>(**peer, hello); !answer)
        return fail(answer.error());
    return peer;
}

Result<std::unique_ptr<RpcPeer>> greetLocally(const TestAgent &agent)
{
    auto transport = LocalTransport::connectTo(agent.config().localSocket());
    if (!transport)
        return fail(transport.error());
    LocalTransport *const open = transport->get();
    auto peer = std::make_unique<RpcPeer>(*std::move(transport));
    open->start();
    if (const auto answer = ask<api::Hello>(*peer); !answer)
        return fail(answer.error());
    return peer;
}

} // namespace muster::test
