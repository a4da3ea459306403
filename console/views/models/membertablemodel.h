// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/fleetrows.h"

namespace muster::console {

/// The members of one system, by their number.
class MemberTableModel : public FleetRows
{
    Q_OBJECT
public:
    enum Columns {
        Number,
        Node,
        State,
        Presence,
        Clock,
        Units,
        Failures,
        Heard,
        Up,
        Generation,
        Os,
        Address
    };

    explicit MemberTableModel(const Fleet &fleet, QObject *parent = nullptr);

    void setSystem(const QString &name);

protected:
    [[nodiscard]] QList<Row> rowsOf(const FleetNode &node) const override;

private:
    [[nodiscard]] int instanceOf(const FleetNode &node) const; ///< 0 when it is no member

    QString m_system;
};

} // namespace muster::console
