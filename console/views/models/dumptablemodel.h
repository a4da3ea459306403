// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/dumps/dumpbook.h"
#include "console/fleet/fleet.h"
#include "console/views/models/cell.h"
#include "console/views/models/largetable.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <memory>
#include <vector>

namespace muster::console {

/// All dumps of the fleet, of which there may be a hundred thousand. What comes or changes is told with the
/// next frame; a row that changes stays where it is until somebody sorts.
class DumpTableModel : public QAbstractTableModel, public LargeTable
{
    Q_OBJECT
public:
    enum Columns {
        Id,
        State,
        Node,
        Size,
        Made,
        Offloaded,
        Reason,
        By,
        System,
        Type,
        Scope,
        Unit,
        ColumnCount
    };

    static constexpr int FrameMilliseconds = 100;

    /// Both outlive this.
    DumpTableModel(const Fleet &fleet, const DumpBook &book, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    [[nodiscard]] bool hasWords(int row, const QStringList &words) const override;

    /// The entry of a row; valid until the model changes.
    [[nodiscard]] const DumpEntry &entry(int row) const { return m_items[size_t(row)]->entry; }
    [[nodiscard]] const QString &nodeId(int row) const { return m_items[size_t(row)]->nodeId; }

private:
    struct Item
    {
        QString nodeId;
        QString node;
        QString system;
        DumpEntry entry;
        Timestamp made{}; ///< by our clock
        QString words; ///< all that a filter may find, case-folded
        int row = 0;
        bool isStale = false;
    };
    using Less = std::function<bool(const Item &one, const Item &other)>;

    void note(const QString &nodeId, const QString &dumpId);
    void takeNoted();
    void takeNode(const QString &nodeId);
    void refreshNodes(const QHash<QString, NodeAspects> &changed);
    [[nodiscard]] std::unique_ptr<Item> itemOf(const QString &nodeId, const DumpEntry &entry) const;
    void describe(Item &item) const;
    void insert(std::vector<std::unique_ptr<Item>> items);
    void removeRows(const QList<int> &rows);
    void removeAt(int row);
    void reorder();
    void renumber(size_t from);
    [[nodiscard]] Less less() const;
    [[nodiscard]] Cell cellOf(const Item &item, int column) const;

    const Fleet &m_fleet;
    const DumpBook &m_book;
    std::vector<std::unique_ptr<Item>> m_items; ///< in the order shown
    QHash<std::pair<QString, QString>, Item *> m_byId; ///< by node and dump
    int m_sortColumn = Made;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    QSet<std::pair<QString, QString>> m_noted;
    QTimer m_frame;
};

} // namespace muster::console
