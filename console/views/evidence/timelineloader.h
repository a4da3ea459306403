// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/fleet/fleetactions.h"
#include "console/views/place.h"

namespace muster::console {

/// What happened on a node from a while before a failure on: kept events, and those that come. Of the time
/// before and of that since, only so many as can be read.
class TimelineLoader : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::minutes Before{10};
    static constexpr int MaxBefore = 100; ///< the last so many before the failure
    static constexpr int MaxSince = 100; ///< and the last so many since

    TimelineLoader(Fleet &fleet, FleetActions &actions, QObject *parent = nullptr);

    void show(const Subject &subject);
    [[nodiscard]] bool isLoading() const { return m_toCome > 0; }
    [[nodiscard]] const QList<FleetEvent> &before() const { return m_before; } ///< oldest first
    [[nodiscard]] const QList<FleetEvent> &since() const { return m_since; } ///< oldest first
    [[nodiscard]] bool hasLeftOut() const { return m_hasLeftOut; } ///< between both

Q_SIGNALS:
    void changed();

private:
    void load(const EventQuery &query, QList<FleetEvent> TimelineLoader::*into);
    void takeNews(const QList<FleetEvent> &events);
    [[nodiscard]] bool isWanted(const FleetEvent &event) const;
    void take(const FleetEvent &event); ///< unless it is there
    void trim();

    Fleet &m_fleet;
    FleetActions &m_actions;
    Subject m_subject;
    quint64 m_shown = 0; ///< how often another was shown: late answers are of another
    int m_toCome = 0;
    Timestamp m_failedAt{}; ///< first, by the node's clock
    QList<FleetEvent> m_before;
    QList<FleetEvent> m_since;
    QList<FleetEvent> m_news; ///< that came while kept ones were on their way
    bool m_hasLeftOut = false;
};

} // namespace muster::console
