// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/comparedumps.h"
#include "console/views/models/cell.h"

#include <QAbstractTableModel>

namespace muster::console {

/// How the members of two dumps stand to each other.
class ComparisonModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { Member, Difference, Left, Right, ColumnCount };

    ComparisonModel(SharedDump left, SharedDump right, QObject *parent = nullptr);

    void setMembers(const QList<ComparedMember> &members);
    [[nodiscard]] const ComparedMember &member(int row) const { return m_members.at(row); }
    [[nodiscard]] int differing() const; ///< how many are not the same

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] Cell cellOf(const ComparedMember &member, int column) const;

    SharedDump m_left;
    SharedDump m_right;
    QList<ComparedMember> m_members;
};

} // namespace muster::console
