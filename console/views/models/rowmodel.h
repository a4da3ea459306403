// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/cell.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QTimer>

namespace muster::console {

/// A table of rows in groups, one group for each node. A group is replaced as a whole; the model finds out
/// which rows came, went, moved or changed, and tells the views only that: selection, scroll and sort
/// survive.
class RowModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr int TintMilliseconds = 1000; ///< how long a changed cell is marked as such

    explicit RowModel(const QList<Column> &columns, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    [[nodiscard]] int numberOf(const QString &key) const; ///< -1 when there is none

protected:
    /// @param rows in the order they shall have; their keys differ
    void setGroup(const QString &group, const QList<Row> &rows);
    void removeGroup(const QString &group) { setGroup(group, {}); }

private:
    struct Entry
    {
        QString group;
        Row row;
    };

    [[nodiscard]] int firstOf(const QString &group) const; ///< number of rows when there is none
    void append(const QString &group, const QList<Row> &rows); ///< a group that is not there yet
    void dropMissing(const QString &group, int first, const QList<Row> &rows);
    void place(const QString &group, int at, const Row &row);
    void change(int at, const Row &row);
    void tint(const QString &key, int column);
    void fadeTints();

    QList<Column> m_columns;
    QList<Entry> m_entries;
    QHash<QString, QHash<int, qint64>>
        m_tints; ///< by key and column: until when, in milliseconds since the epoch
    QTimer m_fade;
};

} // namespace muster::console
