// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/fleet/fleetactions.h"

#include "shared/api/boot.h"

#include <optional>

namespace muster::console {

/// The boots of one node's host as it tells them; asked again when it tells that one began, ended or stalls,
/// and when it answers again.
class BootHistoryLoader : public QObject
{
    Q_OBJECT
public:
    BootHistoryLoader(Fleet &fleet, FleetActions &actions, QObject *parent = nullptr);

    void show(const QString &nodeId); ///< nothing is asked for an empty one
    [[nodiscard]] bool isLoading() const { return m_isAsking; }
    /// As it was told last; nothing when it never was.
    [[nodiscard]] const std::optional<BootHistory> &told() const { return m_told; }
    [[nodiscard]] Timestamp toldAt() const { return m_toldAt; } ///< by the console's clock
    /// Why it could not be asked the last time; empty text when it could. What was told before stays.
    [[nodiscard]] const Error &error() const { return m_error; }

Q_SIGNALS:
    void changed();

private:
    void ask();
    void take(const Result<BootHistory> &answer);
    void hear(const QList<FleetEvent> &events);
    void lookWhetherItAnswers(const QHash<QString, NodeAspects> &changed);

    Fleet &m_fleet;
    FleetActions &m_actions;
    QString m_nodeId;
    quint64 m_shown = 0; ///< how often another was shown: late answers are of another
    bool m_isAsking = false;
    bool m_isDue = false; ///< something happened while it was being asked
    std::optional<BootHistory> m_told;
    Timestamp m_toldAt{};
    Error m_error;
};

} // namespace muster::console
