// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/tableproxy.h"

#include "console/views/models/cell.h"
#include "console/views/models/largetable.h"

#include <algorithm>

namespace muster::console {

int rowsWithoutHeadings(const QAbstractItemModel &model)
{
    int count = 0;
    for (int row = 0; row < model.rowCount(); ++row)
        count += std::max(1, model.rowCount(model.index(row, 0)));
    return count;
}

TableProxy::TableProxy(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(OrderRole);
    setRecursiveFilteringEnabled(true);
}

void TableProxy::setSourceModel(QAbstractItemModel *model)
{
    m_large = dynamic_cast<const LargeTable *>(model);
    QSortFilterProxyModel::setSourceModel(model);
}

void TableProxy::sort(int column, Qt::SortOrder order)
{
    if (m_large)
        sourceModel()->sort(column, order);
    else
        QSortFilterProxyModel::sort(column, order);
}

void TableProxy::setWords(const QString &words)
{
    const QStringList wanted = words.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    if (wanted == m_words)
        return;
    m_words = wanted;
    lookAgain();
}

/// Telling which of very many rows came and went takes longer than looking at all of them anew.
void TableProxy::lookAgain()
{
    if (m_large)
        invalidate();
    else
        invalidateRowsFilter();
}

void TableProxy::setCondition(const Condition &condition)
{
    m_condition = condition;
    lookAgain();
}

bool TableProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_large)
        return (!m_condition || m_condition(sourceModel()->index(row, 0, parent)))
               && m_large->hasWords(row, m_words);
    // A heading is there for what is under it.
    if (const QModelIndex one = sourceModel()->index(row, 0, parent); sourceModel()->hasChildren(one))
        return false;
    if (m_condition && !m_condition(sourceModel()->index(row, 0, parent)))
        return false;
    return std::ranges::all_of(m_words, [&](const QString &word) { return occurs(word, row, parent); });
}

bool TableProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant one = left.data(OrderRole);
    const QVariant other = right.data(OrderRole);
    if (one.typeId() == QMetaType::QString && other.typeId() == QMetaType::QString) {
        const int order = QString::compare(one.toString(), other.toString(), Qt::CaseInsensitive);
        return order != 0 ? order < 0 : left.row() < right.row();
    }
    const QPartialOrdering order = QVariant::compare(one, other);
    if (order == QPartialOrdering::Unordered)
        return one.typeId() < other.typeId(); // A missing time comes first.
    return order != QPartialOrdering::Equivalent ? order == QPartialOrdering::Less : left.row() < right.row();
}

bool TableProxy::occurs(const QString &word, int row, const QModelIndex &parent) const
{
    for (int column = 0; column < sourceModel()->columnCount(parent); ++column) {
        if (sourceModel()->index(row, column, parent).data().toString().contains(word, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

} // namespace muster::console
