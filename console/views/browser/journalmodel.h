// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/journalrows.h"
#include "console/views/models/cell.h"
#include "console/views/models/largetable.h"

#include <QAbstractTableModel>

namespace muster::console {

/// The journal of a dump as a table.
class JournalModel : public QAbstractTableModel, public LargeTable
{
    Q_OBJECT
public:
    enum Columns { Time, Priority, Unit, Process, Message, ColumnCount };

    explicit JournalModel(QObject *parent = nullptr);

    void setRows(const QList<JournalRow> &rows);
    [[nodiscard]] int rowOfLine(qint64 line) const; ///< -1 when there is none

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    [[nodiscard]] bool hasWords(int row, const QStringList &words) const override;

private:
    [[nodiscard]] Cell cellOf(const JournalRow &row, int column) const;

    QList<JournalRow> m_rows; ///< in the order shown
};

} // namespace muster::console
