// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/fleet/openfailures.h"
#include "console/views/place.h"

#include <QElapsedTimer>
#include <QHash>
#include <QSet>
#include <QTimer>

namespace muster::console {

/// Watches the fleet for failures that are new, and says so once: what comes at the same time is told
/// together, and not more often than every Quiet. What a node has when it is first connected is not new.
class FailureWatch : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Gather{1'000}; ///< for what comes together
    static constexpr std::chrono::milliseconds Quiet{15'000}; ///< between two notices

    struct Notice
    {
        QString title;
        QString text;
        Subject subject; ///< of one incident what it began with; of several none
    };

    explicit FailureWatch(const Fleet &fleet, std::chrono::milliseconds gather = Gather,
                          std::chrono::milliseconds quiet = Quiet, QObject *parent = nullptr);

    [[nodiscard]] const FailureCounts &counts() const { return m_counts; } ///< over the fleet

Q_SIGNALS:
    void countsChanged();
    void noticed(const muster::console::FailureWatch::Notice &notice);

private:
    void take(const FleetNode &node);
    void takeChanges(const QHash<QString, NodeAspects> &changed);
    void forget(const QString &nodeId);
    void count();
    void schedule();
    void tell();
    [[nodiscard]] Notice noticeOf(const QList<Subject> &failures) const;

    const Fleet &m_fleet;
    const std::chrono::milliseconds m_gather;
    const std::chrono::milliseconds m_quiet;
    QHash<QString, QSet<QString>> m_known; ///< ids of failures, by node; as many as the fleet has
    QSet<QString> m_met; ///< nodes that have been connected
    QList<Subject> m_new; ///< to be told
    FailureCounts m_counts;
    QTimer m_timer;
    QElapsedTimer m_sinceTold;
};

} // namespace muster::console
