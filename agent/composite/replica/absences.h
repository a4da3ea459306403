// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace muster::agent {

class Neighbours;

/// For the coordinator: which members have been away for long. One that is restarted is none of them.
class Absences : public QObject
{
    Q_OBJECT
public:
    /// @param neighbours borrowed, outlives this
    Absences(const Neighbours &neighbours, std::chrono::milliseconds patience, QObject *parent = nullptr);

    /// To be called whenever members come, go or are others.
    void look();
    /// Nothing is known any more: somebody else coordinates.
    void forget() { m_since.clear(); }
    [[nodiscard]] bool isLong(const QString &nodeId) const;

Q_SIGNALS:
    /// Members may have been away for long by now.
    void due();

private:
    using Clock = std::chrono::steady_clock;

    const Neighbours &m_neighbours;
    const std::chrono::milliseconds m_patience;
    QHash<QString, Clock::time_point> m_since; ///< by node id
    QTimer m_due;
};

} // namespace muster::agent
