// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"
#include "console/fleet/systembook.h"

#include <QElapsedTimer>
#include <QHash>
#include <QMap>
#include <QObject>
#include <QTimer>

#include <functional>

namespace muster::console {

/// The model of everything the console knows: nodes, systems, found ones.
/// Systems are what their members say they are; members that are not paired are nodes of the fleet as well,
/// as long as a system names them. No network, no disk, no widgets: links fill it, the store keeps it, views
/// and batch show it. UI thread.
///
/// Changes are told in batches: the first at once, those that follow within FrameMilliseconds together.
/// Failures do not wait for others, up to UrgentPerFrame: in a storm a new one would else always come late.
class Fleet : public QObject
{
    Q_OBJECT
public:
    static constexpr int FrameMilliseconds = 100;
    static constexpr int UrgentPerFrame = 4;
    /// Most members that are not paired; others are not shown.
    static constexpr qsizetype MaxNamed = 4096;

    explicit Fleet(QObject *parent = nullptr);

    [[nodiscard]] const QMap<QString, FleetNode> &nodes() const { return m_nodes; } ///< by node id
    [[nodiscard]] const FleetNode *
    node(const QString &nodeId) const; ///< null when there is none; valid until the fleet changes
    [[nodiscard]] const QMap<QString, FleetSystem> &systems() const
    {
        return m_systems.systems();
    } ///< by name
    /// Null for a lone node. Valid until the fleet changes.
    [[nodiscard]] const FleetSystem *systemOf(const QString &nodeId) const
    {
        return m_systems.systemOf(nodeId);
    }
    [[nodiscard]] const QMap<QString, FoundNode> &found() const { return m_found; } ///< by address

    void addNode(const FleetNode &node); ///< replaces one with its id
    /// Also from its group; a group without members goes. A member of a system stays, as a node that is not
    /// paired.
    void removeNode(const QString &nodeId);
    /// Changes a node in place and says what changed. Nothing happens when there is no such node.
    void update(const QString &nodeId, NodeAspects aspects, const std::function<void(FleetNode &)> &change);
    /// The same for changes that find out themselves what they change.
    void update(const QString &nodeId, const std::function<NodeAspects(FleetNode &)> &change);

    /// A membership as it was kept, or as members have just taken it over; a newer one that a member tells
    /// counts more. Errors: Invalid when it is not signed by who is said to have decided it.
    [[nodiscard]] Result<void> keepMembership(const SignedMembership &membership);
    void forgetMembership(const QString &systemId); ///< what was kept; members may tell it again

    /// A group that only this console knows. Errors: Invalid for a bad name or no members, NotFound for an
    /// unknown node, Conflict for a node in another group or a number given twice.
    [[nodiscard]] Result<void> setSystem(const FleetSystem &group);
    void removeSystem(const QString &name); ///< a group

    void setFound(const FoundNode &found);
    void removeFound(const QString &address);

    /// Takes events in; told with the next batch. The caller has dropped what was there before.
    void appendEvents(const QList<FleetEvent> &events);

    /// Tells what has gathered now, instead of with the next batch.
    void flush();

Q_SIGNALS:
    void nodeAdded(const QString &nodeId);
    void nodeRemoved(const QString &nodeId);
    void nodesChanged(const QHash<QString, muster::console::NodeAspects> &changed);
    void systemsChanged(); ///< which there are, their names, members and coordinators
    void systemRenamed(const QString &from, const QString &to); ///< before systemsChanged()
    void foundChanged();
    void eventsAppended(const QList<muster::console::FleetEvent> &events);

private:
    void scheduleFlush(bool isUrgent = false);
    [[nodiscard]] bool takeUrgent();
    void readMembership(FleetNode &node);
    void settleSystems();
    void addNamedMembers();
    void removeUnnamed();

    QMap<QString, FleetNode> m_nodes;
    SystemBook m_systems;
    MembershipReader m_memberships;
    qsizetype m_named = 0; ///< nodes that are not paired
    QMap<QString, FoundNode> m_found;
    QHash<QString, NodeAspects> m_changed;
    QList<FleetEvent> m_newEvents;
    QTimer m_flushTimer;
    QElapsedTimer m_lastFlush;
    QElapsedTimer m_urgentSince; ///< of the frame in which urgent ones are counted
    int m_urgent = 0;
};

} // namespace muster::console
