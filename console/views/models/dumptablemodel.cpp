// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/dumptablemodel.h"

#include "console/views/text/ages.h"
#include "console/views/text/dumpphrases.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qsizetype FewRows = 64; ///< up to so many are told one by one

const QList<Column> &dumpColumns()
{
    static const QList<Column> columns{
        //: column of a table: name of a dump
        {"id", DumpTableModel::tr("Dump"), 190, true, 164},
        //: column of a table
        {"state", DumpTableModel::tr("State"), 116, true, 108},
        //: column of a table
        {"node", DumpTableModel::tr("Node"), 120},
        //: column of a table: of a dump in MiB
        {"size", DumpTableModel::tr("Size"), 84, true, 80},
        //: column of a table: when a dump was made
        {"made", DumpTableModel::tr("Made"), 100, true, 92},
        //: column of a table: who has fetched a dump
        {"offloaded", DumpTableModel::tr("Offloaded"), 150, true, 100},
        //: column of a table: why a dump was made
        {"reason", DumpTableModel::tr("Reason"), 240},
        //: column of a table: who asked for a dump
        {"by", DumpTableModel::tr("By"), 110},
        //: column of a table: composite machine
        {"system", DumpTableModel::tr("System"), 110},
        //: column of a table: kind of a dump
        {"type", DumpTableModel::tr("Type"), 80},
        //: column of a table: of one node or of a system
        {"scope", DumpTableModel::tr("Scope"), 80},
        //: column of a table: systemd unit
        {"unit", DumpTableModel::tr("Unit"), 160, false},
    };
    return columns;
}

int compareText(const QString &one, const QString &other)
{
    return QString::compare(one, other, Qt::CaseInsensitive);
}

template <typename T>
int compareValues(const T &one, const T &other)
{
    return one < other ? -1 : one > other ? 1 : 0;
}

} // namespace

DumpTableModel::DumpTableModel(const Fleet &fleet, const DumpBook &book, QObject *parent)
    : QAbstractTableModel(parent)
    , m_fleet(fleet)
    , m_book(book)
{
    m_frame.setSingleShot(true);
    m_frame.setInterval(FrameMilliseconds);
    connect(&m_frame, &QTimer::timeout, this, &DumpTableModel::takeNoted);
    connect(&book, &DumpBook::listed, this, &DumpTableModel::takeNode);
    connect(&book, &DumpBook::nodeRemoved, this, &DumpTableModel::takeNode);
    connect(&book, &DumpBook::changed, this, &DumpTableModel::note);
    connect(&book, &DumpBook::removed, this, &DumpTableModel::note);
    connect(&fleet, &Fleet::nodesChanged, this, &DumpTableModel::refreshNodes);
    for (const auto &[nodeId, dumps] : book.nodes().asKeyValueRange())
        takeNode(nodeId);
}

int DumpTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

int DumpTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DumpTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Item &item = *m_items[size_t(index.row())];
    switch (role) {
    case KeyRole:
        return QString(item.nodeId + u'/' + item.entry.id);
    case NodeIdRole:
        return item.nodeId;
    case ObjectIdRole:
        return item.entry.id;
    default:
        return dataOf(cellOf(item, index.column()), role);
    }
}

QVariant DumpTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal ? headerOf(dumpColumns().at(section), role) : QVariant();
}

bool DumpTableModel::hasWords(int row, const QStringList &words) const
{
    const QString &text = m_items[size_t(row)]->words;
    return std::ranges::all_of(words, [&text](const QString &word) { return text.contains(word); });
}

void DumpTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0)
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    reorder();
}

void DumpTableModel::reorder()
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<const Item *> about;
    about.reserve(size_t(before.size()));
    for (const QModelIndex &index : before)
        about.push_back(m_items[size_t(index.row())].get());
    const Less isLess = less();
    std::ranges::stable_sort(m_items,
                             [&](const auto &one, const auto &other) { return isLess(*one, *other); });
    renumber(0);
    QModelIndexList after;
    after.reserve(before.size());
    for (qsizetype i = 0; i < before.size(); ++i)
        after.append(index(about[size_t(i)]->row, before[i].column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

DumpTableModel::Less DumpTableModel::less() const
{
    const auto order = [column = m_sortColumn](const Item &one, const Item &other) {
        const DumpEntry &a = one.entry;
        const DumpEntry &b = other.entry;
        switch (column) {
        case Type:
            return compareText(a.type, b.type);
        case State:
            return compareValues(a.state, b.state);
        case Node:
            return compareText(one.node, other.node);
        case System:
            return compareText(one.system, other.system);
        case Size:
            return compareValues(a.size, b.size);
        case Made:
            return compareValues(one.made, other.made);
        case By:
            return compareText(a.requestedBy, b.requestedBy);
        case Offloaded:
            return compareValues(a.offloaded.size(), b.offloaded.size());
        case Reason:
            return compareText(a.reason, b.reason);
        case Unit:
            return compareText(a.unit, b.unit);
        case Scope:
            return compareValues(a.scope, b.scope);
        default:
            return compareText(a.id, b.id);
        }
    };
    if (m_sortOrder == Qt::AscendingOrder)
        return [order](const Item &one, const Item &other) { return order(one, other) < 0; };
    return [order](const Item &one, const Item &other) { return order(one, other) > 0; };
}

void DumpTableModel::renumber(size_t from)
{
    for (size_t row = from; row < m_items.size(); ++row)
        m_items[row]->row = int(row);
}

void DumpTableModel::note(const QString &nodeId, const QString &dumpId)
{
    m_noted.insert({nodeId, dumpId});
    if (!m_frame.isActive())
        m_frame.start();
}

void DumpTableModel::takeNoted()
{
    std::vector<std::unique_ptr<Item>> fresh;
    QList<int> gone;
    for (const auto &id : std::exchange(m_noted, {})) {
        const DumpEntry *entry = m_book.entry(id.first, id.second);
        Item *known = m_byId.value(id);
        if (entry && known) {
            known->entry = *entry;
            describe(*known);
            Q_EMIT dataChanged(index(known->row, 0), index(known->row, ColumnCount - 1));
        } else if (entry) {
            fresh.push_back(itemOf(id.first, *entry));
        } else if (known) {
            gone.append(known->row);
        }
    }
    removeRows(gone);
    insert(std::move(fresh));
}

/// Compares what is there with what the book has of the node.
void DumpTableModel::takeNode(const QString &nodeId)
{
    const NodeDumps dumps = m_book.nodes().value(nodeId);
    QList<int> gone;
    for (const auto &item : m_items) {
        if (item->nodeId != nodeId)
            continue;
        const auto entry = dumps.entries.constFind(item->entry.id);
        if (entry == dumps.entries.cend()) {
            gone.append(item->row);
        } else if (item->entry != *entry) {
            item->entry = *entry;
            describe(*item);
            Q_EMIT dataChanged(index(item->row, 0), index(item->row, ColumnCount - 1));
        }
    }
    removeRows(gone);
    std::vector<std::unique_ptr<Item>> fresh;
    for (const DumpEntry &entry : dumps.entries) {
        if (!m_byId.contains({nodeId, entry.id}))
            fresh.push_back(itemOf(nodeId, entry));
    }
    insert(std::move(fresh));
}

void DumpTableModel::refreshNodes(const QHash<QString, NodeAspects> &changed)
{
    QSet<QString> nodes;
    for (const auto &[nodeId, aspects] : changed.asKeyValueRange()) {
        if (aspects & (NodeAspect::Identity | NodeAspect::Link | NodeAspect::System)
            && m_book.nodes().contains(nodeId))
            nodes.insert(nodeId);
    }
    if (nodes.isEmpty())
        return;
    int first = -1;
    int last = -1;
    for (const auto &item : m_items) {
        if (!nodes.contains(item->nodeId))
            continue;
        describe(*item);
        first = first < 0 ? item->row : first;
        last = item->row;
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

std::unique_ptr<DumpTableModel::Item> DumpTableModel::itemOf(const QString &nodeId,
                                                             const DumpEntry &entry) const
{
    auto item = std::make_unique<Item>();
    item->nodeId = nodeId;
    item->entry = entry;
    describe(*item);
    return item;
}

void DumpTableModel::describe(Item &item) const
{
    const FleetNode *node = m_fleet.node(item.nodeId);
    const FleetSystem *system = m_fleet.systemOf(item.nodeId);
    const DumpEntry &entry = item.entry;
    item.node = node ? node->name : entry.node;
    item.system = system ? system->name : entry.system;
    item.made = node ? byOurClock(*node, entry.at) : entry.at;
    item.isStale = !node || node->isStale();
    QStringList words{entry.id,     entry.type,  DumpPhrases::state(entry.state),
                      item.node,    item.system, entry.requestedBy,
                      entry.reason, entry.why,   entry.unit};
    for (const DumpCopy &copy : entry.offloaded)
        words.append(copy.to);
    item.words = words.join(u'\n').toCaseFolded();
}

void DumpTableModel::insert(std::vector<std::unique_ptr<Item>> items)
{
    if (items.empty())
        return;
    for (const auto &item : items)
        m_byId.insert({item->nodeId, item->entry.id}, item.get());
    if (qsizetype(items.size()) > FewRows) {
        beginInsertRows({}, int(m_items.size()), int(m_items.size() + items.size()) - 1);
        std::ranges::move(items, std::back_inserter(m_items));
        renumber(0);
        endInsertRows();
        reorder();
        return;
    }
    const Less isLess = less();
    for (auto &item : items) {
        const auto at = std::ranges::upper_bound(
            m_items, item, [&](const auto &one, const auto &other) { return isLess(*one, *other); });
        const int row = int(at - m_items.begin());
        beginInsertRows({}, row, row);
        m_items.insert(at, std::move(item));
        renumber(size_t(row));
        endInsertRows();
    }
}

void DumpTableModel::removeRows(const QList<int> &rows)
{
    if (rows.size() <= FewRows) {
        QList<int> sorted = rows;
        std::ranges::sort(sorted, std::greater());
        for (const int row : std::as_const(sorted))
            removeAt(row);
        return;
    }
    // So many, scattered, take longer one by one than all of it anew; what was selected is then not.
    beginResetModel();
    for (const int row : rows) {
        const auto &item = m_items[size_t(row)];
        m_byId.remove({item->nodeId, item->entry.id});
        m_items[size_t(row)].reset();
    }
    std::erase_if(m_items, [](const auto &item) { return !item; });
    renumber(0);
    endResetModel();
}

void DumpTableModel::removeAt(int row)
{
    beginRemoveRows({}, row, row);
    const auto &item = m_items[size_t(row)];
    m_byId.remove({item->nodeId, item->entry.id});
    m_items.erase(m_items.begin() + row);
    renumber(size_t(row));
    endRemoveRows();
}

Cell DumpTableModel::cellOf(const Item &item, int column) const
{
    const DumpEntry &dump = item.entry;
    switch (column) {
    case Type:
        return {.text = dump.type};
    case State:
        return {.text =
                    item.isStale ? DumpPhrases::state(dump.state) + u" ?"_s : DumpPhrases::state(dump.state),
                .mark = item.isStale ? Mark::Stale : DumpPhrases::markOf(dump),
                .hint = dump.why,
                .order = int(dump.state)};
    case Node:
        return {.text = item.node};
    case System:
        return {.text = item.system};
    case Size:
        return {.text = DumpPhrases::size(dump.size), .order = dump.size};
    case Made:
        return {.time = item.made};
    case By:
        return {.text = DumpPhrases::askedBy(dump), .tone = Tone::Dim};
    case Offloaded:
        return {.text = DumpPhrases::offloaded(dump), .hint = DumpPhrases::copies(dump)};
    case Reason:
        return {.text = dump.why.isEmpty() ? dump.reason : dump.why,
                .tone = dump.state == DumpState::Failed ? Tone::Critical : Tone::Plain};
    case Unit:
        return {.text = dump.unit, .isFixed = true};
    case Scope:
        return {.text = DumpPhrases::scope(dump)};
    default:
        return {.text = dump.id, .isFixed = true};
    }
}

} // namespace muster::console
