// SPDX-License-Identifier: Apache-2.0
#include "agent/capabilities.h"

#include "agent/jobs/jobsbinding.h"
#include "agent/state/nodebinding.h"
#include "agent/units/unitconfigbinding.h"
#include "agent/units/unitsbinding.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

UnitService::Settings unitSettings(const AgentConfig &config)
{
    return {config.quiescedUntil, config.evidencePerUnitPerHour, config.evidencePerHour};
}

} // namespace

Capabilities::Capabilities(const AgentConfig &config, Platform platform, EventLog &events, Problems &problems,
                           MethodTable &methods)
    : m_platform(std::move(platform))
    , m_nodeEvents(*m_platform.node, events)
    , m_bmc(events)
    , m_jobs(events)
    , m_unitFolder(config.unitsFolder, problems)
    , m_units({*m_platform.units, m_unitFolder, events, problems, m_jobs, m_bmc, m_platform.management.get(),
               m_platform.node.get()},
              config.stateFolder, unitSettings(config))
    , m_unitConfig(*m_platform.units, m_unitFolder)
{
    bindNode(methods, *m_platform.node, problems, m_bmc);
    bindJobs(methods, m_jobs);
    bindUnits(methods, m_units);
    bindUnitConfig(methods, m_unitConfig);
}

void Capabilities::start()
{
    m_nodeEvents.tellStarted();
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
    return {u"node"_s, u"events"_s, u"jobs"_s, u"units"_s, u"unitConfig"_s, u"system"_s};
}

} // namespace muster::agent
