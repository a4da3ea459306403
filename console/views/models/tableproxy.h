// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSortFilterProxyModel>

#include <functional>

namespace muster::console {

/// How many rows a model has, without headings.
[[nodiscard]] int rowsWithoutHeadings(const QAbstractItemModel &model);

class LargeTable;

/// Sorts and filters a table. Rows that compare alike keep the model's order; while held, rows stay where
/// they are although their values change. A heading is shown while a row under it is. A LargeTable sorts
/// itself.
class TableProxy : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using Condition = std::function<bool(const QModelIndex &source)>; ///< of a row's first cell

    explicit TableProxy(QObject *parent = nullptr);

    void setSourceModel(QAbstractItemModel *model) override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// Rows in which every word occurs, in any column, whatever the case.
    void setWords(const QString &words);
    [[nodiscard]] bool hasWords() const { return !m_words.isEmpty(); }
    void setCondition(const Condition &condition);
    void setHeld(bool isHeld) { setDynamicSortFilter(!isHeld); }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    void lookAgain();
    [[nodiscard]] bool occurs(const QString &word, int row, const QModelIndex &parent) const;

    const LargeTable *m_large = nullptr; ///< the source model, where it is one
    QStringList m_words; ///< case-folded
    Condition m_condition;
};

} // namespace muster::console
