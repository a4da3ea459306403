// SPDX-License-Identifier: Apache-2.0
#include "agent/capabilities.h"

#include "shared/api/dumprun.h"

#include "agent/dumps/collectors/factscollector.h"
#include "agent/dumps/dumpsbinding.h"
#include "agent/jobs/jobsbinding.h"
#include "agent/log/logbinding.h"
#include "agent/recovery/recoverybinding.h"
#include "agent/state/nodebinding.h"
#include "agent/state/statebinding.h"
#include "agent/units/unitconfigbinding.h"
#include "agent/units/unitsbinding.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

UnitService::Settings unitSettings(const AgentConfig &config)
{
    return {config.quiescedUntil, config.evidencePerUnitPerHour, config.evidencePerHour};
}

/// What the platform can collect, and what the agent itself knows.
Platform withFacts(Platform platform, const Problems &problems)
{
    platform.collectors.push_back(std::make_unique<FactsCollector>(*platform.node, problems));
    return platform;
}

} // namespace

Capabilities::Capabilities(const AgentConfig &config, Platform platform, EventLog &events, Problems &problems,
                           MethodTable &methods, const QString &nodeId)
    : m_platform(withFacts(std::move(platform), problems))
    , m_nodeEvents(*m_platform.node, events)
    , m_bmc(events)
    , m_facets(m_platform.state.get(), events, problems)
    , m_jobs(events)
    , m_dumpKinds(config.dumps.kindsFolder, problems)
    , m_dumps({events, m_jobs, m_dumpHolds, m_dumpKinds, m_platform.node.get(), m_platform.management.get(),
               &m_platform.collectors},
              config.stateFolder, {config.dumps, nodeId, config.name})
    , m_log(m_platform.log.get(), events)
    , m_recovery(m_platform.recovery.get())
    , m_unitFolder(config.unitsFolder, problems)
    , m_units({*m_platform.units, m_unitFolder, events, problems, m_jobs, m_bmc, m_dumps,
               m_platform.management.get(), m_platform.node.get()},
              config.stateFolder, unitSettings(config))
    , m_unitConfig(*m_platform.units, m_unitFolder)
{
    bindNode(methods, *m_platform.node, problems, m_bmc);
    bindState(methods, m_facets);
    bindJobs(methods, m_jobs);
    bindDumps(methods, m_dumps);
    bindLog(methods, m_log);
    bindRecovery(methods, m_recovery);
    bindUnits(methods, m_units);
    bindUnitConfig(methods, m_unitConfig);
}

void Capabilities::start()
{
    m_nodeEvents.tellStarted();
    m_facets.start();
    m_dumpKinds.start();
    m_dumps.start();
    m_log.start();
    m_units.start();
}

QList<QString> Capabilities::platforms() const
{
    QList<QString> words{m_platform.node->name()};
    if (m_platform.management && m_platform.management->isPresent())
        words.append(m_platform.management->name());
    return words;
}

QList<QString> Capabilities::names()
{
    return {u"node"_s,   u"events"_s, u"jobs"_s,    u"units"_s, u"unitConfig"_s, u"dumps"_s,
            u"system"_s, u"state"_s,  u"restore"_s, u"log"_s,   u"recovery"_s,   DisruptiveDumpsCapability};
}

} // namespace muster::agent
