// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/events/eventlog.h"
#include "agent/state/facetsource.h"
#include "shared/state/facetwords.h"

#include <QMetaEnum>

namespace muster::test {

/// Facets of a node as a test says, told as an agent tells them.
class ToldFacets : public agent::NodeFacetsSource
{
    Q_OBJECT
public:
    explicit ToldFacets(agent::EventLog &events)
        : m_events(events)
    {
    }
    [[nodiscard]] NodeFacets facets() const override
    {
        NodeFacets told = m_facets;
        told.clock = muster::now();
        return told;
    }
    void set(Facet facet, const QString &word)
    {
        m_facets.facets.removeIf([&](const FacetValue &one) { return one.facet == facet; });
        FacetValue value;
        value.facet = facet;
        value.value = word;
        value.raw = QStringLiteral("xyz.") + word;
        value.health = healthOf(facet, word);
        value.observedAt = muster::now();
        m_facets.facets.append(value);
        m_events.append({Topic::State,
                         events::FacetChanged,
                         value.health,
                         QString::fromLatin1(QMetaEnum::fromType<Facet>().valueToKey(int(facet))),
                         {}},
                        value);
        Q_EMIT changed(facet);
    }
    void contradict(const QList<Contradiction> &all)
    {
        m_facets.contradictions = all;
        m_events.append({Topic::State, events::FacetsContradict, Health::Warning, {}, {}}, facets());
        Q_EMIT changed(Facet::Host);
    }
    void announceReset()
    {
        m_facets.resetAnnouncedAt = muster::now();
        m_events.append({Topic::State, events::FacetsContradict, Health::OK, {}, {}}, facets());
    }

private:
    agent::EventLog &m_events;
    NodeFacets m_facets;
};

} // namespace muster::test
