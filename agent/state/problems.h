// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/node.h"

#include <QMap>
#include <QObject>

namespace muster::agent {

class EventLog;

/// What is not well on this node now. Capabilities raise and clear problems by id; each change is an event,
/// and the node's health is the worst of them.
class Problems : public QObject
{
    Q_OBJECT
public:
    /// How many state() lists; the worst come first.
    static constexpr int MaxListed = 1000;

    explicit Problems(EventLog &events, QObject *parent = nullptr);

    /// Raises a problem, or changes the one with its id; the same again is no event. `since` of a known one
    /// is kept, an unset one is now.
    void raise(Problem problem);
    /// Clears it; without one of that id nothing happens.
    void clear(const QString &id);
    /// Raises or clears, for conditions that are looked at again and again.
    void set(bool present, const Problem &problem);
    /// Clears all whose id begins so and is not in `keep`.
    void clearOthers(const QString &prefix, const QStringList &keep);

    /// Worst first, among equals the oldest first.
    [[nodiscard]] NodeState state() const;

private:
    EventLog &m_events;
    QMap<QString, Problem> m_problems;
};

} // namespace muster::agent
