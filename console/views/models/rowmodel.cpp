// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/rowmodel.h"

#include <QSet>

#include <algorithm>

namespace muster::console {

namespace {

qint64 presentMilliseconds()
{
    return now().time_since_epoch().count();
}

} // namespace

RowModel::RowModel(const QList<Column> &columns, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(columns)
{
    m_fade.setSingleShot(true);
    connect(&m_fade, &QTimer::timeout, this, &RowModel::fadeTints);
}

int RowModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int RowModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant RowModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_entries.at(index.row()).row;
    if (role == ChangedRole)
        return m_tints.value(row.key).contains(index.column());
    return dataOf(row, index.column(), role);
}

QVariant RowModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    return headerOf(m_columns.at(section), role);
}

int RowModel::numberOf(const QString &key) const
{
    const auto found = std::ranges::find(m_entries, key, [](const Entry &entry) { return entry.row.key; });
    return found == m_entries.cend() ? -1 : int(found - m_entries.cbegin());
}

void RowModel::setGroup(const QString &group, const QList<Row> &rows)
{
    const int first = firstOf(group);
    if (first == m_entries.size())
        return append(group, rows);
    dropMissing(group, first, rows);
    for (int i = 0; i < rows.size(); ++i)
        place(group, first + i, rows.at(i));
}

void RowModel::append(const QString &group, const QList<Row> &rows)
{
    if (rows.isEmpty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + int(rows.size()) - 1);
    for (const Row &row : rows)
        m_entries.append({group, row});
    endInsertRows();
}

int RowModel::firstOf(const QString &group) const
{
    return int(std::ranges::find(m_entries, group, &Entry::group) - m_entries.cbegin());
}

void RowModel::dropMissing(const QString &group, int first, const QList<Row> &rows)
{
    QSet<QString> wanted;
    for (const Row &row : rows)
        wanted.insert(row.key);
    int end = first;
    while (end < m_entries.size() && m_entries.at(end).group == group)
        ++end;
    for (int i = end - 1; i >= first; --i) {
        if (wanted.contains(m_entries.at(i).row.key))
            continue;
        beginRemoveRows({}, i, i);
        m_tints.remove(m_entries.at(i).row.key);
        m_entries.removeAt(i);
        endRemoveRows();
    }
}

void RowModel::place(const QString &group, int at, const Row &row)
{
    int now_ = at;
    while (now_ < m_entries.size() && m_entries.at(now_).group == group
           && m_entries.at(now_).row.key != row.key)
        ++now_;
    const bool isKnown = now_ < m_entries.size() && m_entries.at(now_).group == group;
    if (!isKnown) {
        beginInsertRows({}, at, at);
        m_entries.insert(at, {group, row});
        endInsertRows();
        return;
    }
    if (now_ != at) {
        beginMoveRows({}, now_, now_, {}, at);
        m_entries.move(now_, at);
        endMoveRows();
    }
    change(at, row);
}

void RowModel::change(int at, const Row &row)
{
    Row &old = m_entries[at].row;
    int first = -1;
    int last = -1;
    for (int i = 0; i < m_columns.size(); ++i) {
        if (old.cells.at(i) == row.cells.at(i))
            continue;
        if (shownText(old.cells.at(i)) != shownText(row.cells.at(i)) && !row.cells.at(i).time)
            tint(row.key, i);
        first = first < 0 ? i : first;
        last = i;
    }
    const bool isAnother = old.nodeId != row.nodeId || old.objectId != row.objectId;
    old = row;
    if (isAnother)
        Q_EMIT dataChanged(index(at, 0), index(at, int(m_columns.size()) - 1));
    else if (first >= 0)
        Q_EMIT dataChanged(index(at, first), index(at, last));
}

void RowModel::tint(const QString &key, int column)
{
    m_tints[key][column] = presentMilliseconds() + TintMilliseconds;
    if (!m_fade.isActive())
        m_fade.start(TintMilliseconds);
}

void RowModel::fadeTints()
{
    const qint64 present = presentMilliseconds();
    QSet<QString> faded;
    for (auto row = m_tints.begin(); row != m_tints.end();) {
        const qsizetype before = row->size();
        row->removeIf([&](const auto &tint) { return tint.value() <= present; });
        if (row->size() < before)
            faded.insert(row.key());
        row = row->isEmpty() ? m_tints.erase(row) : std::next(row);
    }
    for (int i = 0; i < m_entries.size() && !faded.isEmpty(); ++i) {
        if (faded.remove(m_entries.at(i).row.key))
            Q_EMIT dataChanged(index(i, 0), index(i, int(m_columns.size()) - 1), {ChangedRole});
    }
    if (!m_tints.isEmpty())
        m_fade.start(TintMilliseconds / 4);
}

} // namespace muster::console
