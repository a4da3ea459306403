// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/searchdumps.h"
#include "console/views/models/cell.h"

#include <QAbstractTableModel>

namespace muster::console {

/// Lines that a search has found, in the order in which it told them.
class HitModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { Dump, Member, Line, Text, ColumnCount };

    explicit HitModel(QObject *parent = nullptr);

    void start(const QList<SharedDump> &dumps); ///< empties it
    void append(const QList<SearchHit> &hits);
    [[nodiscard]] const SearchHit &hit(int row) const { return m_hits.at(row); }
    [[nodiscard]] const SharedDump &dumpOf(int row) const { return m_dumps.at(m_hits.at(row).dump); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] Cell cellOf(const SearchHit &hit, int column) const;

    QList<SharedDump> m_dumps;
    QList<SearchHit> m_hits;
};

} // namespace muster::console
