// SPDX-License-Identifier: Apache-2.0
#include "agent/cli/runcommand.h"

#include "agent/agent.h"
#include "agent/cli/command.h"
#include "agent/platform/simulated/simulatedmachine.h"
#include "agent/platform/thismachine.h"
#include "agent/service/journallog.h"
#include "agent/service/servicenotifier.h"
#include "agent/service/unixsignals.h"
#include "shared/log.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

PlatformMaker platformMaker(const AgentConfig &config)
{
    if (config.simulationFolder.isEmpty())
        return platformOfThisMachine;
    return [name = config.name, folder = config.simulationFolder] { return simulatedPlatform(name, folder); };
}

void reload(const ConfigLoader &loadAgain)
{
    const auto config = loadAgain();
    if (config) {
        setLogLevel(config->logLevel);
        qCInfo(logConfig, "config=read");
        return;
    }
    for (const ConfigFault &fault : config.error())
        qCWarning(logConfig, "config=refused %ls", qUtf16Printable(toString(fault)));
}

/// Whoever waits for this node to act for its system need not wait for its lease to run out.
QCoro::Task<> stopInOrder(Agent &agent, QCoreApplication &application)
{
    co_await agent.restore().record().noteStopping();
    co_await agent.composite().leave();
    application.quit();
}

} // namespace

int runAgent(QCoreApplication &application, const AgentConfig &config, const ConfigLoader &loadAgain)
{
    logToJournal();
    setLogLevel(config.logLevel);
    const UnixSignals signals;
    ServiceNotifier service;
    auto agent = Agent::create(config, platformMaker(config));
    if (!agent)
        return complain(agent.error());
    if (const auto started = (*agent)->start(); !started)
        return complain(started.error());

    const QString kind = config.simulationFolder.isEmpty() ? QString() : u", a simulated machine"_s;
    const QString status = u"listening on port %1 as %2%3"_s.arg((*agent)->port()).arg(config.name, kind);
    qCInfo(logNet, "agent=started port=%d id=%ls version=%s", (*agent)->port(),
           qUtf16Printable((*agent)->identity().nodeId().toString()), MUSTER_VERSION);
    QObject::connect(&signals, &UnixSignals::stopAsked, &application,
                     [&] { stopInOrder(**agent, application); });
    QObject::connect(&signals, &UnixSignals::reloadAsked, &service, [&] {
        service.reloading();
        reload(loadAgain);
        service.ready(status);
    });
    service.ready(status);
    const int code = QCoreApplication::exec();
    service.stopping();
    return code;
}

} // namespace muster::agent
