// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/dumparchive.h"

#include <QAbstractItemModel>
#include <QSortFilterProxyModel>

#include <memory>
#include <vector>

namespace muster::console {

/// The members of a dump as folders and files, with those that the manifest names and that are not there.
class MemberTree : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Columns { Name, Size, ColumnCount };

    explicit MemberTree(QObject *parent = nullptr);
    ~MemberTree() override;

    void setDump(SharedDump dump);

    /// Number of the entry; -1 for folders without one, and for what is missing.
    [[nodiscard]] qsizetype entryOf(const QModelIndex &index) const;
    /// Why it is missing, or not all there; empty when it is.
    [[nodiscard]] QString troubleOf(const QModelIndex &index) const;
    [[nodiscard]] QString pathOf(const QModelIndex &index) const; ///< in the dump
    [[nodiscard]] QModelIndex indexOf(qsizetype entry) const;
    /// Its own entry, or of a folder that the archive does not name those below it.
    [[nodiscard]] QList<qsizetype> entriesOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex firstFile() const; ///< one that is worth a look; invalid when there is none
    [[nodiscard]] int missing() const { return m_missing; } ///< how many

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    struct Node;
    [[nodiscard]] Node *nodeOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node *node, int column = 0) const;
    Node *folderOf(const QString &path, QHash<QString, Node *> &folders);
    void addMissing(QHash<QString, Node *> &folders);
    void sortAll(Node &node);
    [[nodiscard]] const Node *firstFileIn(const Node &node) const;

    SharedDump m_dump;
    std::unique_ptr<Node> m_root;
    QHash<qsizetype, Node *> m_byEntry;
    int m_missing = 0;
};

/// Shows the members in whose path every word occurs, and the folders above them.
class MemberFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit MemberFilter(MemberTree &tree, QObject *parent = nullptr);

    void setWords(const QString &words);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    const MemberTree &m_tree;
    QStringList m_words;
};

} // namespace muster::console
