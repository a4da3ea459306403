// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"

#include <QElapsedTimer>
#include <QHash>
#include <QMap>
#include <QObject>
#include <QTimer>

#include <functional>

namespace muster::console {

/// The model of everything the console knows: nodes, systems, found ones. No network, no disk, no widgets:
/// links fill it, the store keeps it, views and batch show it. UI thread.
///
/// Changes are told in batches: the first at once, those that follow within FrameMilliseconds together.
/// Failures do not wait for others, up to UrgentPerFrame: in a storm a new one would else always come late.
class Fleet : public QObject
{
    Q_OBJECT
public:
    static constexpr int FrameMilliseconds = 100;
    static constexpr int UrgentPerFrame = 4;

    explicit Fleet(QObject *parent = nullptr);

    [[nodiscard]] const QMap<QString, FleetNode> &nodes() const { return m_nodes; } ///< by node id
    [[nodiscard]] const FleetNode *
    node(const QString &nodeId) const; ///< null when there is none; valid until the fleet changes
    [[nodiscard]] const QMap<QString, FleetSystem> &systems() const { return m_systems; } ///< by name
    [[nodiscard]] const FleetSystem *systemOf(const QString &nodeId) const; ///< null for a lone node
    [[nodiscard]] const QMap<QString, FoundNode> &found() const { return m_found; } ///< by address

    void addNode(const FleetNode &node); ///< replaces one with its id
    void removeNode(const QString &nodeId); ///< also from its system; a system without members goes
    /// Changes a node in place and says what changed. Nothing happens when there is no such node.
    void update(const QString &nodeId, NodeAspects aspects, const std::function<void(FleetNode &)> &change);
    /// The same for changes that find out themselves what they change.
    void update(const QString &nodeId, const std::function<NodeAspects(FleetNode &)> &change);

    /// Errors: Invalid for a bad name or no members, NotFound for an unknown node, Conflict for a node in
    /// another system or a number given twice.
    [[nodiscard]] Result<void> setSystem(const FleetSystem &system);
    void removeSystem(const QString &name);

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
    void systemsChanged();
    void foundChanged();
    void eventsAppended(const QList<muster::console::FleetEvent> &events);

private:
    void scheduleFlush(bool isUrgent = false);
    [[nodiscard]] bool takeUrgent();

    QMap<QString, FleetNode> m_nodes;
    QMap<QString, FleetSystem> m_systems;
    QMap<QString, FoundNode> m_found;
    QHash<QString, NodeAspects> m_changed;
    QList<FleetEvent> m_newEvents;
    QTimer m_flushTimer;
    QElapsedTimer m_lastFlush;
    QElapsedTimer m_urgentSince; ///< of the frame in which urgent ones are counted
    int m_urgent = 0;
};

} // namespace muster::console
