// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/fleettree.h"

#include <QAbstractItemModel>
#include <QTimer>

#include <memory>
#include <vector>

namespace muster::console {

/// The fleet tree as a model. Compares the tree as it should be with what it shows and tells only what came,
/// went, moved or changed, so that selection, expansion and scroll stay. One column.
class FleetTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    explicit FleetTreeModel(const Fleet &fleet, QObject *parent = nullptr);
    ~FleetTreeModel() override;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

    [[nodiscard]] const TreeEntry *entry(const QModelIndex &index) const; ///< null for an invalid index
    [[nodiscard]] QModelIndex indexOf(const QString &key) const; ///< invalid when it is not shown

    /// Keeps this entry out of any fold, as it is where one is.
    void setShown(const Place &place);
    void toggleFold(const QString &section);
    /// While held, entries stay where they are, as somebody points at one; what comes is put at the end.
    void setHeld(bool isHeld);

private:
    struct Item;

    void scheduleRefresh();
    void refresh();
    void merge(Item &item, QList<TreeEntry> entries);
    void place(Item &parent, int at, const TreeEntry &entry);
    void keepOrder(const Item &item, QList<TreeEntry> &entries) const;
    [[nodiscard]] Item *itemOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Item &item) const;

    const Fleet &m_fleet;
    TreeFolding m_folding;
    std::unique_ptr<Item> m_root;
    QTimer m_refresh;
    bool m_isHeld = false;
};

} // namespace muster::console
