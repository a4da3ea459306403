// SPDX-License-Identifier: Apache-2.0
#include "agent/systemstate/systemstate.h"

#include "agent/composite/neighbours.h"
#include "agent/state/facetsource.h"
#include "shared/state/aggregation.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

SystemState::SystemState(const Parts &parts, QObject *parent)
    : QObject(parent)
    , d(parts)
    , m_feed(parts.neighbours)
    , m_telling(parts.events, parts.problems)
{
    m_tell.setSingleShot(true);
    m_tell.setInterval(Together);
    connect(&m_tell, &QTimer::timeout, this, &SystemState::tell);
    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, &SystemState::noteSilent);
    connect(&d.neighbours, &Neighbours::membershipChanged, this, &SystemState::followSystem);
    connect(&d.neighbours, &Neighbours::hubChanged, this, &SystemState::followSystem);
    connect(&d.neighbours, &Neighbours::memberUnlinked, this, &SystemState::noteLost);
    connect(&m_feed, &MemberFeed::told, this, &SystemState::take);
    connect(&m_feed, &MemberFeed::changed, this, &SystemState::takeChange);
    connect(&m_feed, &MemberFeed::refused, this, [this](const QString &nodeId, const Error &why) {
        if (MemberFacets *member = find(nodeId)) {
            member->takeNothing(why.code == ErrorCode::Unsupported ? u"Its agent does not tell its state"_s
                                                                   : why.text);
            rebuild();
            Q_EMIT memberChanged(nodeId);
        }
    });
    followSystem();
}

void SystemState::setOwn(NodeFacetsSource &own)
{
    m_own = &own;
    connect(&own, &NodeFacetsSource::changed, this, &SystemState::takeOwn);
    takeOwn();
}

MemberFacets *SystemState::find(const QString &nodeId)
{
    const auto found = m_members.find(nodeId);
    return found == m_members.end() ? nullptr : &found->second;
}

std::chrono::milliseconds SystemState::patience(const MemberFacets &member) const
{
    return patienceWith(m_settings, member.hasAnnouncedReset());
}

/// Another system, hub, or arrangement. What members told goes on where it is still theirs.
void SystemState::followSystem()
{
    const Membership *system = d.neighbours.membership();
    if (!system || !d.neighbours.isHub()) {
        m_members.clear();
        m_tallies.clear();
        m_untold.clear();
        m_telling.forget();
        m_systemId.clear();
        m_silence.stop();
        return;
    }
    const bool isNew = m_members.empty() || m_systemId != system->id;
    if (isNew)
        m_members.clear();
    m_systemId = system->id;
    m_settings = system->settings;
    keepMembers(*system);
    rebuild();
    takeOwn();
    if (isNew)
        m_feed.begin();
}

void SystemState::keepMembers(const Membership &system)
{
    std::erase_if(m_members, [&](const auto &one) {
        const SystemMember *member = system.member(one.first);
        return !member || member->instance != one.second.instance();
    });
    for (const SystemMember &member : system.members)
        m_members.try_emplace(member.nodeId, member.instance, member.nodeId, member.name, BootClock::now());
}

void SystemState::takeOwn()
{
    if (m_own && !m_members.empty())
        take(d.neighbours.ownId(), m_own->facets());
}

void SystemState::take(const QString &nodeId, const NodeFacets &facets)
{
    MemberFacets *member = find(nodeId);
    if (!member)
        return;
    const bool wasHeard = member->isHeard();
    const bool wasSilent = member->isSilent();
    const QList<Facet> before = member->facets();
    member->take(facets);
    const auto isCounted = [this](Facet facet) { return m_tallies.contains(facet); };
    const QList<Facet> after = member->facets();
    const bool hasLostSome = wasHeard && before != after;
    if (hasLostSome || !std::ranges::all_of(after, isCounted))
        rebuild();
    else
        refresh(*member);
    if (wasSilent)
        awaitSilent();
    Q_EMIT memberChanged(nodeId);
}

void SystemState::takeChange(const QString &nodeId, const FacetValue &facet, Timestamp at)
{
    MemberFacets *member = find(nodeId);
    // What it tells before it was asked says nothing of the rest; the answer will.
    if (!member || !member->isHeard() || member->isSilent())
        return;
    const bool isNew = !member->facets().contains(facet.facet);
    member->take(facet, at);
    if (isNew)
        rebuild();
    else
        refresh(*member, facet.facet);
    Q_EMIT memberChanged(nodeId);
}

void SystemState::noteLost(const QString &nodeId)
{
    MemberFacets *member = find(nodeId);
    if (!member)
        return;
    member->lose(BootClock::now());
    refresh(*member);
    awaitSilent();
    Q_EMIT memberChanged(nodeId);
}

/// Counts all anew: for what happens seldom.
void SystemState::rebuild()
{
    const Membership *system = d.neighbours.membership();
    const SystemMember *own = system ? system->member(d.neighbours.ownId()) : nullptr;
    for (const auto &[facet, tally] : m_tallies)
        tellSoon(facet);
    m_tallies.clear();
    for (const auto &[nodeId, member] : m_members) {
        for (const Facet facet : member.facets())
            m_tallies.try_emplace(facet, facet, ruleFor(m_settings, facet), own ? own->instance : 0);
    }
    for (const auto &[nodeId, member] : m_members)
        refresh(member);
    awaitSilent();
}

void SystemState::refresh(const MemberFacets &member)
{
    for (const auto &[facet, tally] : m_tallies)
        refresh(member, facet);
}

void SystemState::refresh(const MemberFacets &member, Facet facet)
{
    const auto tally = m_tallies.find(facet);
    if (tally == m_tallies.end())
        return;
    const auto now = BootClock::now();
    if (const auto part = member.part(facet, patience(member), now))
        tally->second.set(*part, now);
    else
        tally->second.remove(member.instance());
    tellSoon(facet);
}

void SystemState::awaitSilent()
{
    std::optional<Time> next;
    const auto now = BootClock::now();
    for (const auto &[nodeId, member] : m_members) {
        const auto at = member.unavailableAt(patience(member));
        if (at && *at > now && (!next || *at < *next))
            next = at;
    }
    if (next)
        m_silence.start(std::chrono::ceil<std::chrono::milliseconds>(*next - now));
    else
        m_silence.stop();
    noteUnavailable();
}

void SystemState::noteSilent()
{
    for (const auto &[nodeId, member] : m_members) {
        if (member.isSilent())
            refresh(member);
    }
    awaitSilent();
}

void SystemState::noteUnavailable()
{
    QMap<int, QString> unavailable;
    const auto now = BootClock::now();
    for (const auto &[nodeId, member] : m_members) {
        const auto at = member.unavailableAt(patience(member));
        if (at && *at <= now && nodeId != d.neighbours.ownId())
            unavailable.insert(member.instance(), nodeId);
    }
    m_telling.tellUnavailable(unavailable);
}

void SystemState::tellSoon(Facet facet)
{
    m_untold.insert(facet);
    if (!m_tell.isActive())
        m_tell.start();
}

void SystemState::tell()
{
    for (const Facet facet : std::exchange(m_untold, {})) {
        if (m_telling.tell(facet, summary(facet)))
            Q_EMIT changed(facet);
    }
}

std::optional<SystemFacet> SystemState::summary(Facet facet) const
{
    const auto tally = m_tallies.find(facet);
    return tally == m_tallies.end() ? std::nullopt : std::optional(tally->second.summary(BootClock::now()));
}

std::optional<MemberGlance> SystemState::glance(const QString &nodeId) const
{
    const auto found = m_members.find(nodeId);
    return found == m_members.end() ? std::nullopt : std::optional(found->second.glance());
}

Result<SystemFacets> SystemState::view() const
{
    const Membership *system = d.neighbours.membership();
    if (!system)
        return fail(ErrorCode::Conflict, u"this node is in no system"_s);
    if (!d.neighbours.isHub()) {
        const SystemMember *hub = system->member(d.neighbours.hub());
        return fail({ErrorCode::Conflict,
                     u"this node does not coordinate the system"_s,
                     {},
                     {},
                     hub ? u"ask its coordinator: %1 (%2)"_s.arg(hub->name, hub->nodeId)
                         : u"no member coordinates it now; see muster system show"_s});
    }
    SystemFacets view{system->name, d.neighbours.ownId(), Health::Unknown, {}, muster::now()};
    const SystemMember *own = system->member(d.neighbours.ownId());
    const auto now = BootClock::now();
    for (const auto &[facet, tally] : m_tallies) {
        QList<MemberFacet> parts;
        for (const auto &[nodeId, member] : m_members) {
            if (auto part = member.part(facet, patience(member), now))
                parts.append(*std::move(part));
        }
        view.facets.append(
            aggregate(facet, ruleFor(m_settings, facet), own ? own->instance : 0, std::move(parts)));
    }
    for (SystemFacet &facet : view.facets)
        keepWorst(facet.members, MaxParts / view.facets.size());
    view.health = overallHealth(view.facets);
    return view;
}

} // namespace muster::agent
