// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleet.h"
#include "console/views/models/rowmodel.h"

#include <QSet>

namespace muster::console {

/// All systems, one a row: how they are, who is why, and their state as one. Of a change in the fleet only
/// the systems that it is about are looked at again, and of many only some at once.
class SystemTableModel : public RowModel
{
    Q_OBJECT
public:
    enum Columns {
        Name,
        Wellness,
        Wrong,
        Answering,
        Chassis,
        Host,
        Boot,
        Management,
        Os,
        Coordinator,
        Heard
    };
    enum Roles {
        MemberMarksRole = Qt::UserRole + 100, ///< QList<int> of Mark, by instance; of a row's first cell
        BootShareRole, ///< double from 0 to 1 while a host of it boots; of a row's first cell
    };

    static const inline QString NotTold = QStringLiteral("\u2013"); ///< in place of a state

    explicit SystemTableModel(const Fleet &fleet, QObject *parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    /// What a tile shows beside the cells.
    struct Picture
    {
        QList<int> marks;
        std::optional<double> boot;

        friend bool operator==(const Picture &, const Picture &) = default;
    };

    void take(const QHash<QString, NodeAspects> &changed);
    void takeAll();
    void look(); ///< at those that wait, for a moment
    void show(const FleetSystem &system);

    const Fleet &m_fleet;
    QHash<QString, Picture> m_pictures; ///< by system
    QSet<QString> m_due; ///< systems to be looked at again
    QTimer m_look;
};

} // namespace muster::console
