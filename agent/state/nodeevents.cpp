// SPDX-License-Identifier: Apache-2.0
#include "agent/state/nodeevents.h"

#include "agent/events/eventlog.h"
#include "agent/platform/nodeplatform.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace muster::agent {

NodeEvents::NodeEvents(const NodePlatform &node, EventLog &events, QObject *parent)
    : QObject(parent)
    , m_node(node)
    , m_events(events)
{
    connect(&node, &NodePlatform::clockJumped, this, &NodeEvents::tellClockJumped);
    connect(&node, &NodePlatform::factsChanged, this, [this] {
        const NodeFacts facts = m_node.facts();
        m_events.append(
            {Topic::Node, events::NodeChanged, Health::OK, facts.hostname, u"Facts of the node changed"_s},
            facts);
    });
}

void NodeEvents::tellStarted()
{
    const NodeFacts facts = m_node.facts();
    m_events.append({Topic::Node, events::NodeStarted, Health::OK, facts.hostname,
                     u"The agent %1 has started"_s.arg(facts.agentVersion)},
                    facts);
}

void NodeEvents::tellClockJumped(qint64 milliseconds)
{
    const NodeFacts facts = m_node.facts();
    m_events.append({Topic::Node, events::ClockJumped, Health::Warning, facts.hostname,
                     u"The clock was set %1 by %2 s"_s.arg(milliseconds > 0 ? u"forward"_s : u"back"_s)
                         .arg(std::abs(double(milliseconds)) / 1000.0)},
                    facts);
}

} // namespace muster::agent
