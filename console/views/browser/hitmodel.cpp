// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/hitmodel.h"

#include <QFileInfo>

namespace muster::console {

namespace {

const QList<Column> &hitColumns()
{
    static const QList<Column> columns{
        //: column of a table: the dump in which something was found
        {"dump", HitModel::tr("Dump"), 230},
        //: column of a table: file of a dump
        {"member", HitModel::tr("Member"), 220},
        //: column of a table: number of a line
        {"line", HitModel::tr("Line"), 70, true, 56},
        //: column of a table: the line in which something was found
        {"text", HitModel::tr("Text"), 480},
    };
    return columns;
}

} // namespace

HitModel::HitModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void HitModel::start(const QList<SharedDump> &dumps)
{
    beginResetModel();
    m_dumps = dumps;
    m_hits.clear();
    endResetModel();
}

void HitModel::append(const QList<SearchHit> &hits)
{
    if (hits.isEmpty())
        return;
    beginInsertRows({}, int(m_hits.size()), int(m_hits.size() + hits.size()) - 1);
    m_hits += hits;
    endInsertRows();
}

int HitModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_hits.size());
}

int HitModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Cell HitModel::cellOf(const SearchHit &hit, int column) const
{
    const DumpArchive &dump = *m_dumps.at(hit.dump);
    switch (column) {
    case Dump:
        return {.text = QFileInfo(dump.path()).fileName(), .isFixed = true}; // cut in the middle
    case Member:
        return {.text = dump.relativePath(dump.entries().at(hit.entry)), .isFixed = true};
    case Line:
        return {.text = QString::number(hit.line + 1), .tone = Tone::Dim, .order = hit.line};
    default:
        return {.text = hit.text, .isFixed = true, .hint = hit.text};
    }
}

QVariant HitModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == KeyRole)
        return QString::number(index.row());
    return dataOf(cellOf(m_hits.at(index.row()), index.column()), role);
}

QVariant HitModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal ? headerOf(hitColumns().at(section), role) : QVariant();
}

} // namespace muster::console
