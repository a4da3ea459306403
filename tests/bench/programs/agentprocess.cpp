// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/programs/agentprocess.h"

#include "agent/trust/peerstore.h"
#include "shared/api/hello.h"
#include "shared/store/atomicfile.h"
#include "shared/store/privatefolder.h"
#include "shared/tls/identityfile.h"
#include "shared/tls/tlsdialer.h"

#include <QCoroTimer>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>

#include <sched.h>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace muster::bench {

namespace {

const QString Host = u"127.0.0.1"_s;
constexpr std::size_t ServerCore = 0; // as harness/process.py
constexpr int MaxConnections = 4096;
constexpr int Patience = 20'000;

template <typename T>
T must(Result<T> &&result)
{
    if (!result)
        qFatal("no agent: %s", qPrintable(describe(result.error())));
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

agent::AgentConfig makeConfig(const QString &folder, const QString &name, quint16 port)
{
    agent::AgentConfig config;
    config.name = name;
    config.port = port;
    config.stateFolder = folder + u"/state"_s;
    config.runtimeFolder = folder + u"/run"_s;
    config.unitsFolder = folder + u"/units.d"_s;
    config.simulationFolder = folder + u"/machine"_s;
    return config;
}

/// What differs from the defaults.
QByteArray configFile(const agent::AgentConfig &config, const std::optional<agent::EtcdConfig> &etcd)
{
    QJsonObject file{{u"name"_s, config.name},
                     {u"listen"_s, QJsonArray{Host}},
                     {u"port"_s, config.port},
                     {u"stateFolder"_s, config.stateFolder},
                     {u"runtimeFolder"_s, config.runtimeFolder},
                     {u"unitsFolder"_s, config.unitsFolder},
                     {u"simulationFolder"_s, config.simulationFolder},
                     {u"maxConnections"_s, MaxConnections},
                     {u"publish"_s, false}};
    if (etcd) {
        file.insert(u"etcd"_s, QJsonObject{{u"endpoints"_s, QJsonArray::fromStringList(etcd->endpoints)},
                                           {u"caFile"_s, etcd->caFile},
                                           {u"certificateFile"_s, etcd->certificateFile},
                                           {u"keyFile"_s, etcd->keyFile}});
    }
    return QJsonDocument(file).toJson();
}

} // namespace

AgentProcess::AgentProcess(const QString &program, const QString &folder, const QString &name, quint16 port,
                           const std::optional<agent::EtcdConfig> &etcd)
    : m_config(makeConfig(folder, name, port))
    , m_program(program)
    , m_configFile(folder + u"/agent.json"_s)
    , m_identity([this, &folder] {
        QDir().mkpath(folder);
        must(ensurePrivateFolder(m_config.stateFolder));
        return must(loadOrCreateIdentity(m_config.identityFile()));
    }())
{
    for (const QString &made : {m_config.unitsFolder, m_config.simulationFolder})
        QDir().mkpath(made);
    must(replaceFile(m_configFile, configFile(m_config, etcd)));
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(folder + u"/log"_s, QIODevice::Append);
    m_process.setChildProcessModifier([] {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        cpu_set_t cores;
        CPU_ZERO(&cores);
        CPU_SET(ServerCore, &cores);
        ::sched_setaffinity(0, sizeof cores, &cores);
    });
}

AgentProcess::~AgentProcess()
{
    stop();
}

void AgentProcess::trust(const Identity &console, Role role) const
{
    Peer peer;
    peer.nodeId = console.nodeId().toString();
    peer.name = u"admin"_s;
    peer.role = role;
    peer.pairedAt = now();
    const auto peers = must(agent::PeerStore::open(m_config.inState(u"peers.json"_s)));
    must(peers->add(peer));
}

void AgentProcess::start()
{
    m_process.start(m_program, {u"--config"_s, m_configFile});
    if (!m_process.waitForStarted(Patience))
        qFatal("%s does not start", qPrintable(m_program));
}

void AgentProcess::stop()
{
    m_process.terminate();
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(Patience))
        kill();
}

void AgentProcess::kill()
{
    m_process.kill();
    m_process.waitForFinished(Patience);
}

QCoro::Task<std::unique_ptr<RpcPeer>> AgentProcess::greet(Identity console) const
{
    const auto context = must(TlsContext::create(TlsContext::Role::Client, console));
    auto transport = co_await dial(context, endpoint(), m_identity.nodeId());
    for (QDeadlineTimer end(Patience); !transport;) {
        if (end.hasExpired())
            qFatal("no agent: %s", qPrintable(describe(transport.error())));
        QTimer pause;
        pause.start(1);
        co_await pause;
        transport = co_await dial(context, endpoint(), m_identity.nodeId());
    }
    TlsTransport *const open = transport->get();
    auto peer = std::make_unique<RpcPeer>(*std::move(transport));
    open->setReadingPaused(false);
    must(co_await peer->call<api::Hello>({}));
    co_return peer;
}

Endpoint AgentProcess::endpoint() const
{
    return {Host, quint16(m_config.port)};
}

SystemMember AgentProcess::member(int instance) const
{
    return {instance, nodeId(), m_config.name, address()};
}

} // namespace muster::bench
