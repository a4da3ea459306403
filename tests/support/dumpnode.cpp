// SPDX-License-Identifier: Apache-2.0
#include "tests/support/dumpnode.h"

#include "agent/server/greeting.h"

using namespace Qt::StringLiterals;

namespace muster::test {

DumpNode::DumpNode(const agent::OffloadConfig &config, const agent::OffloadService::Settings &settings)
    : m_store(agent::PeerStore::open(m_folder.filePath(u"peers.json"_s)).value())
    , m_known(*m_store)
    , m_config(config)
    , m_settings(settings)
{
    QDir().mkpath(dumps());
    start();
}

DumpNode::Running::Running(DumpNode &node)
    : offloading(node.m_shelf, node.m_holds, node.m_known, node.m_config, node.m_settings)
    , server(node.m_tls, methods, node.m_known, {{u"127.0.0.1"_s}, node.m_port, {}})
{
    agent::bindGreeting(methods, *node.m_store,
                        {node.nodeId().toString(), u"drawer-1"_s, [] { return QList<QString>(); }, {}});
    offloading.bind(methods, server);
}

void DumpNode::start()
{
    m_running = std::make_unique<Running>(*this);
    if (const auto listening = m_running->server.listen(); !listening)
        qFatal("no node: %s", qPrintable(describe(listening.error())));
    m_port = m_running->server.port();
}

void DumpNode::stop()
{
    m_running.reset();
}

void DumpNode::trust(const Identity &console, Role role, const QString &name)
{
    Peer peer;
    peer.nodeId = console.nodeId().toString();
    peer.name = name;
    peer.role = role;
    peer.pairedAt = now();
    if (!m_store->add(peer))
        qFatal("cannot add a peer");
}

} // namespace muster::test
