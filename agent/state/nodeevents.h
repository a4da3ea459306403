// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace muster::agent {

class EventLog;
class NodePlatform;

/// Tells what happens to the node itself: its start, a jump of its clock, another host name.
class NodeEvents : public QObject
{
    Q_OBJECT
public:
    /// Both outlive this.
    NodeEvents(const NodePlatform &node, EventLog &events, QObject *parent = nullptr);

    /// Once, when the agent serves.
    void tellStarted();

private:
    void tellClockJumped(qint64 milliseconds);

    const NodePlatform &m_node;
    EventLog &m_events;
};

} // namespace muster::agent
