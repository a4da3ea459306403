// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/cell.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace muster::console {

/// The rows of a flat table, those that belong together under a heading. It follows the table row by row, so
/// that selection, scroll and folding survive; a row that comes to belong elsewhere is moved.
class GroupModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    struct Grouping
    {
        /// What the rows of a group have in common; empty: the row belongs under no heading. No heading at
        /// all when there is no function.
        std::function<QString(const QModelIndex &row)> keyOf = {};
        /// @param rows first cells of the group's rows, at least one
        std::function<Row(const QString &key, const QModelIndexList &rows)> headingOf = {};
        int least = 1; ///< so many rows make a group; fewer have no heading
    };

    /// @param rows borrowed: flat, never sorted by itself
    explicit GroupModel(const QAbstractItemModel &rows, QObject *parent = nullptr);
    ~GroupModel() override;

    void setGrouping(const Grouping &grouping);
    /// Asks again where each row belongs, for what follows the clock.
    void regroup();

    [[nodiscard]] bool isHeading(const QModelIndex &index) const;
    /// The row of the flat table; invalid for a heading.
    [[nodiscard]] QModelIndex rowOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(int row) const; ///< its first cell, by the number in the flat table

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    struct Heading;

    /// A row of the flat table.
    struct Leaf
    {
        int number = 0; ///< in the flat table
        QString key;
        Heading *heading = nullptr; ///< null: at the top
        int place = -1; ///< under its heading or at the top; -1: nowhere yet
    };
    struct Heading
    {
        QString key;
        Row row;
        std::vector<Leaf *> leaves;
        int place = 0;
        bool isOutdated = false;
    };
    /// What is at the top: one of both.
    struct Top
    {
        Heading *heading = nullptr;
        Leaf *leaf = nullptr;
    };

    void fill();
    void addRows(int first, int last);
    void takeRows(int first, int last);
    void forgetRows(int first, int last);
    void reorderRows(int first, int last, int to);
    void changeRows(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles);
    void renumber();

    void add(Leaf &leaf);
    void take(Leaf &leaf);
    void place(Leaf &leaf, Heading *heading); ///< at the end of what is there
    void placeNew(const std::vector<Leaf *> &leaves, Heading *heading);
    void move(Leaf &leaf, Heading *heading);
    Heading &makeHeading(const QString &key, const std::vector<Leaf *> &leaves);
    void dissolveIfSmall(Heading &heading);
    void forgetFew(Leaf &leaf);
    void removeTop(int place);
    void detach(const Leaf &leaf);
    void attach(Leaf &leaf, Heading *heading);
    void outdate(Heading *heading);
    void updateHeadings();
    [[nodiscard]] Row headingOf(const QString &key, const std::vector<Leaf *> &leaves) const;
    [[nodiscard]] QString keyOf(const Leaf &leaf) const;
    [[nodiscard]] QModelIndex indexOf(const Heading *heading) const; ///< invalid for the top
    [[nodiscard]] const Leaf *leafAt(const QModelIndex &index) const; ///< null for a heading

    const QAbstractItemModel &m_rows;
    Grouping m_grouping;
    std::vector<std::unique_ptr<Leaf>> m_leaves; ///< by number
    QHash<QString, std::shared_ptr<Heading>> m_headings; ///< by key
    QHash<QString, std::vector<Leaf *>> m_few; ///< by key: too few for a heading
    std::vector<Top> m_top;
    QTimer m_update; ///< of headings, once for many changes
};

} // namespace muster::console
