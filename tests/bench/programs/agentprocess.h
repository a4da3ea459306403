// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/agentconfig.h"
#include "shared/model/system.h"
#include "shared/tls/endpoint.h"
#include "shared/tls/identity.h"
#include "shared/wire/rpcpeer.h"

#include <QCoroTask>
#include <QProcess>

namespace muster::bench {

/// The real muster-agent in a process of its own, on the servers' core: a simulated machine, its own folders,
/// a port of the loopback. Ends with the program that started it.
class AgentProcess
{
public:
    /// @param program of muster-agent
    /// @param folder for all its files; need not exist
    AgentProcess(const QString &program, const QString &folder, const QString &name, quint16 port,
                 const std::optional<agent::EtcdConfig> &etcd = {});
    ~AgentProcess();

    /// Before it runs. Fails the program when it cannot.
    void trust(const Identity &console, Role role) const;
    void start();
    void stop(); ///< as systemd would
    void kill();
    /// A connection, with hello said, as soon as it listens.
    [[nodiscard]] QCoro::Task<std::unique_ptr<RpcPeer>> greet(Identity console) const;

    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    [[nodiscard]] QString nodeId() const { return m_identity.nodeId().toString(); }
    [[nodiscard]] QString address() const { return endpoint().toString(); }
    [[nodiscard]] SystemMember member(int instance) const;

private:
    [[nodiscard]] Endpoint endpoint() const;

    agent::AgentConfig m_config;
    QString m_program;
    QString m_configFile;
    Identity m_identity;
    QProcess m_process;
};

} // namespace muster::bench
