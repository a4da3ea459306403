// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/dumps/dumpbook.h"
#include "console/fleet/fleet.h"
#include "console/fleet/fleetactions.h"

#include <QHash>
#include <QSet>

namespace muster::console {

/// Keeps the book of dumps as the nodes tell it: each node is listed when it is connected, and its events are
/// followed from there on.
class DumpFeed : public QObject
{
    Q_OBJECT
public:
    static constexpr int ListedAtOnce = 8; ///< nodes; a fleet that comes up is not asked all at once

    /// All is borrowed and outlives this.
    DumpFeed(Fleet &fleet, FleetActions &actions, DumpBook &book, QObject *parent = nullptr);

    /// Lists a node anew.
    void refresh(const QString &nodeId);

private:
    void look(const QString &nodeId);
    void listNext();
    void take(const QString &nodeId, const Result<QList<DumpEntry>> &entries);
    void follow(const QList<FleetEvent> &events);
    void apply(const FleetEvent &event);

    Fleet &m_fleet;
    FleetActions &m_actions;
    DumpBook &m_book;
    QStringList m_waiting;
    QHash<QString, QList<FleetEvent>> m_listing; ///< by node: what it told while it was listed
    QSet<QString> m_known; ///< nodes that were listed since they were connected
};

} // namespace muster::console
