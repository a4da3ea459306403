// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/systemstate/memberfacets.h"
#include "agent/systemstate/memberfeed.h"
#include "agent/systemstate/systemtelling.h"
#include "shared/error.h"
#include "shared/model/system.h"
#include "shared/state/facettally.h"

#include <QSet>
#include <QTimer>

#include <map>

namespace muster::agent {

class EventLog;
class Neighbours;
class NodeFacetsSource;
class Problems;

/// The state of the whole system (instance 0), where this node is the members' hub: made of what each member
/// tells of itself. Who goes silent keeps its last word, stale at once, and counts as Unknown and Critical
/// when it has been silent for too long. A change costs the same in a small and in a large system.
class SystemState : public QObject
{
    Q_OBJECT
public:
    /// Changes within this time are told together.
    static constexpr std::chrono::milliseconds Together{20};

    /// How many members' parts a view has in all facets together: a message has an end. Of more the least
    /// well are there.
    static constexpr qsizetype MaxParts = 1'500;

    /// All are borrowed and outlive this.
    struct Parts
    {
        Neighbours &neighbours;
        EventLog &events;
        Problems &problems;
    };
    explicit SystemState(const Parts &parts, QObject *parent = nullptr);

    /// What this node itself has. Borrowed, outlives this.
    void setOwn(NodeFacetsSource &own);

    /// With each member's part. Errors: Conflict where this node is not the hub, naming who is.
    [[nodiscard]] Result<SystemFacets> view() const;
    /// One facet without the members' parts, as its changes are told; nothing when no member has it.
    [[nodiscard]] std::optional<SystemFacet> summary(Facet facet) const;

    /// A member as it was last heard of. Nothing for who is no member, and where this node is not the hub.
    [[nodiscard]] std::optional<MemberGlance> glance(const QString &nodeId) const;

Q_SIGNALS:
    void changed(muster::Facet facet);
    /// Its glance() is another.
    void memberChanged(const QString &nodeId);

private:
    using Time = BootClock::time_point;
    void followSystem();
    void keepMembers(const Membership &system);
    void takeOwn();
    void take(const QString &nodeId, const NodeFacets &facets);
    void takeChange(const QString &nodeId, const FacetValue &facet, Timestamp at);
    void noteLost(const QString &nodeId);
    void rebuild();
    void refresh(const MemberFacets &member);
    void refresh(const MemberFacets &member, Facet facet);
    void awaitSilent();
    void noteSilent();
    void noteUnavailable();
    void tellSoon(Facet facet);
    void tell();
    [[nodiscard]] MemberFacets *find(const QString &nodeId);
    [[nodiscard]] std::chrono::milliseconds patience(const MemberFacets &member) const;

    Parts d;
    NodeFacetsSource *m_own = nullptr;
    MemberFeed m_feed;
    SystemTelling m_telling;
    std::map<QString, MemberFacets> m_members; ///< by node id; empty where this node is not the hub
    std::map<Facet, FacetTally> m_tallies; ///< facets that a member has
    QString m_systemId;
    SystemSettings m_settings;
    QSet<Facet> m_untold;
    QTimer m_tell;
    QTimer m_silence; ///< until the next silent member becomes unavailable
};

} // namespace muster::agent
