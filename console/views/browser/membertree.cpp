// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/membertree.h"

#include "console/views/models/cell.h"
#include "console/views/text/dumpphrases.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

struct MemberTree::Node
{
    QString name;
    QString path;
    Node *parent = nullptr;
    qsizetype entry = -1;
    bool isFolder = false;
    QString trouble;
    int row = 0;
    std::vector<std::unique_ptr<Node>> children;

    Node *add(std::unique_ptr<Node> child)
    {
        child->parent = this;
        children.push_back(std::move(child));
        return children.back().get();
    }
};

MemberTree::MemberTree(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

MemberTree::~MemberTree() = default;

void MemberTree::setDump(SharedDump dump)
{
    beginResetModel();
    m_dump = std::move(dump);
    m_root = std::make_unique<Node>();
    m_byEntry.clear();
    m_missing = 0;
    QHash<QString, Node *> folders;
    for (qsizetype i = 0; m_dump && i < m_dump->entries().size(); ++i) {
        const ArchiveEntry &entry = m_dump->entries().at(i);
        const QString path = m_dump->relativePath(entry);
        const bool isRoot = entry.path + u'/' == m_dump->root();
        if (isRoot || path.isEmpty())
            continue;
        Node *node = nullptr;
        if (entry.kind == EntryKind::Folder) {
            node = folderOf(path, folders);
        } else {
            const qsizetype slash = path.lastIndexOf(u'/');
            node = folderOf(path.left(std::max(slash, qsizetype(0))), folders)->add(std::make_unique<Node>());
            node->name = path.sliced(slash + 1);
            node->path = path;
        }
        node->entry = i;
        const DumpMember *member = m_dump->member(entry);
        node->trouble = !entry.damage.isEmpty() ? entry.damage : member ? member->missing : QString();
        m_byEntry.insert(i, node);
    }
    addMissing(folders);
    sortAll(*m_root);
    endResetModel();
}

MemberTree::Node *MemberTree::folderOf(const QString &path, QHash<QString, Node *> &folders)
{
    if (path.isEmpty())
        return m_root.get();
    if (Node *known = folders.value(path))
        return known;
    const qsizetype slash = path.lastIndexOf(u'/');
    Node *node = folderOf(path.left(std::max(slash, qsizetype(0))), folders)->add(std::make_unique<Node>());
    node->name = path.sliced(slash + 1);
    node->path = path;
    node->isFolder = true;
    folders.insert(path, node);
    return node;
}

void MemberTree::addMissing(QHash<QString, Node *> &folders)
{
    if (!m_dump || !m_dump->manifest())
        return;
    for (const DumpMember &member : m_dump->manifest()->members) {
        if (m_dump->find(m_dump->root() + member.name))
            continue;
        const qsizetype slash = member.name.lastIndexOf(u'/');
        Node *node =
            folderOf(member.name.left(std::max(slash, qsizetype(0))), folders)->add(std::make_unique<Node>());
        node->name = member.name.sliced(slash + 1);
        node->path = member.name;
        node->trouble =
            member.missing.isEmpty() ? tr("It is in the manifest, and not in the archive") : member.missing;
        ++m_missing;
    }
}

void MemberTree::sortAll(Node &node)
{
    std::ranges::sort(node.children, [](const auto &one, const auto &other) {
        return one->isFolder != other->isFolder
                   ? one->isFolder
                   : QString::compare(one->name, other->name, Qt::CaseInsensitive) < 0;
    });
    int row = 0;
    for (const auto &child : node.children) {
        child->row = row++;
        sortAll(*child);
    }
}

MemberTree::Node *MemberTree::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex MemberTree::indexOf(const Node *node, int column) const
{
    return node && node != m_root.get() ? createIndex(node->row, column, node) : QModelIndex();
}

qsizetype MemberTree::entryOf(const QModelIndex &index) const
{
    return index.isValid() ? nodeOf(index)->entry : -1;
}

QList<qsizetype> MemberTree::entriesOf(const QModelIndex &index) const
{
    if (const qsizetype own = entryOf(index); own >= 0)
        return {own};
    QList<qsizetype> entries;
    for (int row = 0; row < rowCount(index); ++row)
        entries += entriesOf(this->index(row, 0, index));
    return entries;
}

QString MemberTree::troubleOf(const QModelIndex &index) const
{
    return index.isValid() ? nodeOf(index)->trouble : QString();
}

QString MemberTree::pathOf(const QModelIndex &index) const
{
    return index.isValid() ? nodeOf(index)->path : QString();
}

QModelIndex MemberTree::indexOf(qsizetype entry) const
{
    return indexOf(m_byEntry.value(entry));
}

/// The tree's own depth is bounded by ArchiveLimits::depth.
const MemberTree::Node *MemberTree::firstFileIn(const Node &node) const
{
    for (const bool isFolder : {false, true}) {
        for (const auto &child : node.children) {
            if (child->isFolder != isFolder)
                continue;
            if (!isFolder && child->entry >= 0)
                return child.get();
            if (const Node *inside = isFolder ? firstFileIn(*child) : nullptr)
                return inside;
        }
    }
    return nullptr;
}

QModelIndex MemberTree::firstFile() const
{
    return indexOf(firstFileIn(*m_root));
}

QModelIndex MemberTree::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    if (row < 0 || size_t(row) >= node->children.size() || column < 0 || column >= ColumnCount)
        return {};
    return createIndex(row, column, node->children[size_t(row)].get());
}

QModelIndex MemberTree::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(nodeOf(child)->parent) : QModelIndex();
}

int MemberTree::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeOf(parent)->children.size());
}

int MemberTree::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant MemberTree::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = *nodeOf(index);
    const bool isMissing = node.entry < 0 && !node.isFolder;
    Cell cell;
    if (index.column() == Name) {
        cell.text = node.name;
        cell.isFixed = true;
        cell.hint = node.trouble.isEmpty() ? node.path : u"%1: %2"_s.arg(node.path, node.trouble);
        if (!node.trouble.isEmpty())
            cell.mark = isMissing ? Mark::Critical : Mark::Care;
    } else if (isMissing) {
        //: in place of the size of a file that a dump should have
        cell.text = tr("missing");
        cell.tone = Tone::Critical;
    } else if (node.entry >= 0) {
        const ArchiveEntry &entry = m_dump->entries().at(node.entry);
        if (entry.kind == EntryKind::File)
            cell.text = DumpPhrases::size(entry.size);
        else if (entry.kind == EntryKind::SymLink || entry.kind == EntryKind::HardLink)
            //: %1 is where a link in an archive leads
            cell.text = tr("link to %1").arg(entry.target);
        else if (entry.kind == EntryKind::Device || entry.kind == EntryKind::Pipe)
            cell.text = tr("device");
        cell.tone = Tone::Dim;
        cell.order = entry.size;
    }
    return dataOf(cell, role);
}

QVariant MemberTree::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    //: column of a tree: file of a dump; how large it is
    return section == Name ? tr("Member") : tr("Size");
}

MemberFilter::MemberFilter(MemberTree &tree, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_tree(tree)
{
    setRecursiveFilteringEnabled(true);
    setSourceModel(&tree);
}

void MemberFilter::setWords(const QString &words)
{
    m_words = words.split(u' ', Qt::SkipEmptyParts);
    invalidateRowsFilter();
}

bool MemberFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = m_tree.index(row, 0, parent);
    if (m_words.isEmpty())
        return true;
    if (m_tree.rowCount(index) > 0)
        return false; // A folder is there for what is in it.
    const QString path = m_tree.pathOf(index);
    return std::ranges::all_of(
        m_words, [&path](const QString &word) { return path.contains(word, Qt::CaseInsensitive); });
}

} // namespace muster::console
