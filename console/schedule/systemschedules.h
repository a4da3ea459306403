// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/fleet/fleetactions.h"

#include "shared/api/schedule.h"

#include <optional>

namespace muster::console {

/// What a system shall do at which time, as whoever coordinates it tells; asked again when a member tells
/// that it changed, and when another answers.
class SystemSchedules : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds AskDeadline{10};

    SystemSchedules(Fleet &fleet, FleetActions &actions, QObject *parent = nullptr);

    void show(const QString &system); ///< by its name here; nothing is asked for an empty one
    void ask();
    [[nodiscard]] bool isLoading() const { return m_isAsking; }
    /// As it was told last; nothing when it never was.
    [[nodiscard]] const std::optional<ScheduleList> &told() const { return m_told; }
    [[nodiscard]] const QString &toldBy() const { return m_toldBy; } ///< node id
    /// Why it could not be asked the last time; empty text when it could. What was told before stays.
    [[nodiscard]] const Error &error() const { return m_error; }

Q_SIGNALS:
    void changed();

private:
    void take(const QString &nodeId, const Result<ScheduleList> &answer);
    void hear(const QList<FleetEvent> &events);
    void lookWhoActs();
    [[nodiscard]] Result<QString> whom() const;

    Fleet &m_fleet;
    FleetActions &m_actions;
    QString m_system;
    quint64 m_shown = 0; ///< how often another was shown: late answers are of another
    bool m_isAsking = false;
    bool m_isDue = false; ///< it changed while it was being asked
    std::optional<ScheduleList> m_told;
    QString m_toldBy;
    QString m_asked; ///< whom
    Error m_error;
};

} // namespace muster::console
