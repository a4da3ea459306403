// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/configfault.h"
#include "agent/config/dumpsconfig.h"
#include "agent/config/etcdconfig.h"
#include "agent/config/hostconfig.h"
#include "agent/config/offloadconfig.h"
#include "shared/model/field.h"

#include <QObject>
#include <QStringList>

#include <expected>
#include <optional>

namespace muster::agent {

namespace words {
Q_NAMESPACE

/// The least important messages that go to the journal.
enum class LogLevel { Debug, Info, Warning, Critical };
Q_ENUM_NS(LogLevel)

/// What ends the Quiesced state that a failed unit brings, once the unit is well again.
enum class QuiescedUntil {
    Acknowledged, ///< somebody takes note
    Rebooted, ///< the same, or a reboot of the node
    Recovered, ///< nothing more is needed
};
Q_ENUM_NS(QuiescedUntil)

} // namespace words
using words::LogLevel;
using words::QuiescedUntil;

/// What a site sets about an agent: /etc/muster/agent.json. All of it may be left out.
struct AgentConfig
{
    static constexpr const char *DefaultFile = "/etc/muster/agent.json";

    QString name; ///< never empty after loadAgentConfig()
    QList<QString> listen{QStringLiteral("::")};
    int port = 7117;
    QString stateFolder = QStringLiteral("/var/lib/muster");
    QString runtimeFolder = QStringLiteral("/run/muster");
    QString unitsFolder = QStringLiteral("/etc/muster/units.d");
    qint64 eventsKeptBytes = 64 * 1024 * 1024;
    int maxConnections = 2048;
    QuiescedUntil quiescedUntil = QuiescedUntil::Acknowledged;
    int evidencePerUnitPerHour = 3;
    int evidencePerHour = 30;
    bool publish = true;
    std::optional<EtcdConfig> etcd; ///< for systems whose coordinator is elected
    DumpsConfig dumps;
    OffloadConfig offload;
    std::optional<HostConfig> host; ///< of a host-managed system: it gets the dumps by itself
    LogLevel logLevel = LogLevel::Info;
    QString simulationFolder; ///< empty: the agent watches the machine that it runs on

    static constexpr auto fields()
    {
        return std::tuple(
            field("name", &AgentConfig::name, "What the node is called; the host name when left out")
                .between(1, 63)
                .optional(),
            field("listen", &AgentConfig::listen, "IP addresses to listen on; \"::\" for all, IPv4 too")
                .between(1, 16)
                .optional(),
            field("port", &AgentConfig::port, "TCP port; 0 takes any free one").between(0, 65535).optional(),
            field("stateFolder", &AgentConfig::stateFolder, "Folder for key, peers, events and audit log")
                .between(1, 255)
                .optional(),
            field("runtimeFolder", &AgentConfig::runtimeFolder, "Folder for the local socket")
                .between(1, 80)
                .optional(),
            field("unitsFolder", &AgentConfig::unitsFolder, "Folder of the files that name watched units")
                .between(1, 255)
                .optional(),
            field("eventsKeptBytes", &AgentConfig::eventsKeptBytes, "Size of the event journal on disk")
                .between(1024 * 1024, 16LL * 1024 * 1024 * 1024)
                .optional(),
            field("maxConnections", &AgentConfig::maxConnections, "Connections at a time, strangers included")
                .between(8, 65536)
                .optional(),
            field("quiescedUntil", &AgentConfig::quiescedUntil,
                  "What ends the Quiesced state, once the failed units are well again")
                .optional(),
            field("evidencePerUnitPerHour", &AgentConfig::evidencePerUnitPerHour,
                  "Failures of one unit of which evidence is collected and a dump made, within an hour")
                .between(1, 100)
                .optional(),
            field("evidencePerHour", &AgentConfig::evidencePerHour, "The same of all units together")
                .between(1, 1000)
                .optional(),
            field("publish", &AgentConfig::publish, "Whether the node can be found by DNS-SD").optional(),
            field("etcd", &AgentConfig::etcd, "The etcd that elects the coordinator of the node's system"),
            field("dumps", &AgentConfig::dumps, "What is kept of dumps, and which kinds there are")
                .optional(),
            field("offload", &AgentConfig::offload, "How dumps are sent to others").optional(),
            field("host", &AgentConfig::host,
                  "Where the host wants its dumps: they are sent there by themselves"),
            field("logLevel", &AgentConfig::logLevel, "Least important messages to log").optional(),
            field("simulationFolder", &AgentConfig::simulationFolder,
                  "Folder of files that stand for a machine; this one is then not watched")
                .between(1, 255)
                .optional());
    }

    /// Where people and scripts on the node itself reach the agent.
    [[nodiscard]] QString localSocket() const { return runtimeFolder + QStringLiteral("/agent.sock"); }
    [[nodiscard]] QString identityFile() const { return inState(QStringLiteral("identity.pem")); }
    [[nodiscard]] QString inState(const QString &file) const { return stateFolder + u'/' + file; }
};

/// Reads and checks a configuration file. @return the configuration, or all faults found in it
[[nodiscard]] std::expected<AgentConfig, QList<ConfigFault>> loadAgentConfig(const QString &file);

/// The configuration of a node without a file.
[[nodiscard]] AgentConfig defaultAgentConfig();

} // namespace muster::agent
