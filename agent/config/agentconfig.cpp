// SPDX-License-Identifier: Apache-2.0
#include "agent/config/agentconfig.h"

#include "agent/config/checkeddocument.h"
#include "shared/tls/ipaddress.h"

#include <QDir>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

void checkAddresses(const AgentConfig &config, CheckedDocument &document)
{
    for (qsizetype i = 0; i < config.listen.size(); ++i) {
        if (!IpAddress::parse(config.listen[i])) {
            document.add(u"listen[%1]"_s.arg(i), u"\"%1\" is no IP address"_s.arg(config.listen[i]),
                         u"names are not looked up; write for example \"::\" or \"192.0.2.1\""_s);
        }
    }
}

void checkFolder(const QString &folder, const char *key, CheckedDocument &document)
{
    if (!QDir::isAbsolutePath(folder)) {
        document.add(QString::fromLatin1(key), u"\"%1\" must be a path from the root"_s.arg(folder),
                     u"begin it with /"_s);
    }
}

void checkName(const AgentConfig &config, CheckedDocument &document)
{
    const auto isBad = [](QChar c) { return !c.isPrint() || c == u'/'; };
    if (std::ranges::any_of(config.name, isBad) || config.name.trimmed() != config.name) {
        document.add(u"name"_s,
                     u"\"%1\" must be printable, without / and spaces around it"_s.arg(config.name),
                     u"use for example the host name"_s);
    }
}

QString ownHostName()
{
    const QString name = QSysInfo::machineHostName();
    return name.isEmpty() ? u"localhost"_s : name;
}

} // namespace

AgentConfig defaultAgentConfig()
{
    AgentConfig config;
    config.name = ownHostName();
    return config;
}

std::expected<AgentConfig, QList<ConfigFault>> loadAgentConfig(const QString &file)
{
    CheckedDocument document = CheckedDocument::load(file);
    auto config = document.read<AgentConfig>();
    checkName(config, document);
    checkAddresses(config, document);
    checkFolder(config.stateFolder, "stateFolder", document);
    checkFolder(config.runtimeFolder, "runtimeFolder", document);
    checkFolder(config.unitsFolder, "unitsFolder", document);
    if (!config.simulationFolder.isEmpty())
        checkFolder(config.simulationFolder, "simulationFolder", document);
    checkDumpsConfig(config.dumps, document);
    if (config.etcd)
        checkEtcdConfig(*config.etcd, document);
    if (config.host)
        checkHostConfig(*config.host, document);
    if (!document.faults().isEmpty())
        return std::unexpected(document.faults());
    if (config.name.isEmpty())
        config.name = ownHostName();
    return config;
}

} // namespace muster::agent
