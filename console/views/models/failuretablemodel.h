// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/fleetrows.h"

namespace muster::console {

/// Failures of watched units: what, where, since when, how often, why, and how it stands. What is over is
/// left out unless it is asked for.
class FailureTableModel : public FleetRows
{
    Q_OBJECT
public:
    enum Columns {
        Unit,
        Node,
        System,
        State,
        Times,
        Since,
        Why,
        First,
        Restarts,
        Recovered,
        Acknowledged,
        LoggedAs,
        Incident
    };

    explicit FailureTableModel(const Fleet &fleet, QObject *parent = nullptr);

    void setWithOver(bool isWithOver);

protected:
    [[nodiscard]] QList<Row> rowsOf(const FleetNode &node) const override;

private:
    [[nodiscard]] Row rowOf(const FleetNode &node, const UnitFailure &failure, const QString &system) const;

    bool m_isWithOver = false;
};

} // namespace muster::console
