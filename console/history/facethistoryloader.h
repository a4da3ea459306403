// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetactions.h"
#include "console/history/facethistory.h"

#include <QTimer>

namespace muster::console {

/// The history of facets up to now: from kept events, and with those that come.
class FacetHistoryLoader : public QObject
{
    Q_OBJECT
public:
    static constexpr int MaxEvents = 20'000; ///< of the time shown; the newest
    static constexpr int MaxBefore = 400; ///< from before it, for what was when it began

    FacetHistoryLoader(Fleet &fleet, FleetActions &actions, QObject *parent = nullptr);

    /// @param nodeIds as in HistoryRange
    void show(const QStringList &nodeIds, bool isWhole, std::chrono::minutes length);
    [[nodiscard]] bool isLoading() const { return m_toCome > 0; }
    /// Why what was kept could not be read; empty when it could.
    [[nodiscard]] const Error &error() const { return m_error; }
    [[nodiscard]] HistoryRange range() const; ///< as it is now
    [[nodiscard]] QList<FacetLine> lines() const;
    /// There were more changes than are shown: the older ones are left out.
    [[nodiscard]] bool hasLeftOut() const { return m_hasLeftOut; }

Q_SIGNALS:
    void changed();

private:
    void load(const EventQuery &query, bool isBefore);
    void take(const QList<FleetEvent> &events);

    Fleet &m_fleet;
    FleetActions &m_actions;
    QStringList m_nodeIds;
    bool m_isWhole = false;
    std::chrono::minutes m_length{60};
    quint64 m_shown = 0; ///< how often another was wanted: late answers are of another
    int m_toCome = 0;
    Error m_error;
    bool m_hasLeftOut = false;
    QList<FleetEvent> m_before; ///< oldest first
    QList<FleetEvent> m_events; ///< oldest first
    QList<FleetEvent> m_news; ///< that came while kept ones were on their way
    QTimer m_tell; ///< once for many
};

} // namespace muster::console
