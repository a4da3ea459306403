// SPDX-License-Identifier: Apache-2.0
#include "agent/systemstate/memberfacets.h"

#include "shared/state/aggregation.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

std::optional<qint64> ageOf(const FacetValue &facet, Timestamp told)
{
    if (!facet.observedAt)
        return std::nullopt;
    return std::max<qint64>(0, (told - *facet.observedAt).count());
}

} // namespace

MemberFacets::MemberFacets(int instance, QString nodeId, QString name, Time since)
    : m_instance(instance)
    , m_nodeId(std::move(nodeId))
    , m_name(std::move(name))
    , m_silentSince(since)
{
}

void MemberFacets::take(const NodeFacets &facets)
{
    m_facets.clear();
    for (const FacetValue &facet : facets.facets)
        m_facets.insert(facet.facet, {facet, ageOf(facet, facets.clock)});
    m_contradictions = facets.contradictions;
    m_actions = facets.actions;
    m_hasAnnouncedReset = facets.resetAnnouncedAt.has_value();
    m_whyNothing.clear();
    m_isHeard = true;
    m_silentSince.reset();
}

void MemberFacets::take(const FacetValue &facet, Timestamp told)
{
    m_facets.insert(facet.facet, {facet, ageOf(facet, told)});
}

void MemberFacets::takeNothing(const QString &why)
{
    m_whyNothing = why;
    m_facets.clear();
    m_contradictions.clear();
    m_actions.clear();
    m_isHeard = false;
    m_silentSince.reset();
}

void MemberFacets::lose(Time now)
{
    if (!m_silentSince)
        m_silentSince = now;
}

std::optional<MemberFacets::Time> MemberFacets::unavailableAt(std::chrono::milliseconds patience) const
{
    return m_silentSince ? std::optional(*m_silentSince + patience) : std::nullopt;
}

MemberGlance MemberFacets::glance() const
{
    MemberGlance glance{{}, m_actions, isSilent()};
    for (const Told &told : m_facets)
        glance.facets.append(told.value);
    return glance;
}

std::optional<MemberFacet> MemberFacets::part(Facet facet, std::chrono::milliseconds patience, Time now) const
{
    const auto told = m_facets.constFind(facet);
    if (m_isHeard && told == m_facets.cend())
        return std::nullopt;
    MemberFacet part;
    part.instance = m_instance;
    part.nodeId = m_nodeId;
    part.name = m_name;
    if (told != m_facets.cend()) {
        part.value = told->value.value;
        part.raw = told->value.raw;
        part.health = told->value.health;
        part.why = told->value.why;
        part.age = told->age;
        noteContradictions(part, facet);
    } else if (!m_silentSince) {
        part.why = m_whyNothing;
    } else {
        part.why = u"It has not told its state to this coordinator yet"_s;
    }
    if (!m_silentSince)
        return part;
    return afterSilence(std::move(part),
                        std::chrono::duration_cast<std::chrono::milliseconds>(now - *m_silentSince),
                        patience);
}

/// A value that cannot be true beside another one is not well, whatever it says by itself.
void MemberFacets::noteContradictions(MemberFacet &part, Facet facet) const
{
    for (const Contradiction &one : m_contradictions) {
        if (!one.facets.contains(facet))
            continue;
        part.health = std::max(part.health, one.severity);
        if (part.why.isEmpty())
            part.why = one.text;
    }
}

} // namespace muster::agent
