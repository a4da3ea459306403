// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/groupmodel.h"

#include <algorithm>

namespace muster::console {

GroupModel::GroupModel(const QAbstractItemModel &rows, QObject *parent)
    : QAbstractItemModel(parent)
    , m_rows(rows)
{
    m_update.setSingleShot(true);
    connect(&m_update, &QTimer::timeout, this, &GroupModel::updateHeadings);
    connect(&rows, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { addRows(first, last); });
    connect(&rows, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { takeRows(first, last); });
    connect(&rows, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { forgetRows(first, last); });
    connect(&rows, &QAbstractItemModel::rowsMoved, this,
            [this](const QModelIndex &, int first, int last, const QModelIndex &, int to) {
                reorderRows(first, last, to);
            });
    connect(&rows, &QAbstractItemModel::dataChanged, this, &GroupModel::changeRows);
    fill();
}

GroupModel::~GroupModel() = default;

void GroupModel::setGrouping(const Grouping &grouping)
{
    beginResetModel();
    m_grouping = grouping;
    fill();
    endResetModel();
}

void GroupModel::regroup()
{
    for (const auto &leaf : m_leaves) {
        if (keyOf(*leaf) == leaf->key)
            continue;
        // To where it belongs now, by way of the top: so it stays selected.
        Heading *before = leaf->heading;
        move(*leaf, nullptr);
        if (before)
            dissolveIfSmall(*before);
        else
            forgetFew(*leaf);
        leaf->key = keyOf(*leaf);
        add(*leaf);
    }
}

bool GroupModel::isHeading(const QModelIndex &index) const
{
    return index.isValid() && !leafAt(index);
}

QModelIndex GroupModel::rowOf(const QModelIndex &index) const
{
    const Leaf *leaf = index.isValid() ? leafAt(index) : nullptr;
    return leaf ? m_rows.index(leaf->number, index.column()) : QModelIndex();
}

QModelIndex GroupModel::indexOf(int row) const
{
    const Leaf &leaf = *m_leaves.at(std::size_t(row));
    return createIndex(leaf.place, 0, leaf.heading);
}

QModelIndex GroupModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? m_top.at(std::size_t(parent.row())).heading : nullptr);
}

QModelIndex GroupModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(static_cast<const Heading *>(child.constInternalPointer()))
                           : QModelIndex();
}

int GroupModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_top.size());
    if (parent.column() > 0 || leafAt(parent))
        return 0;
    return int(m_top.at(std::size_t(parent.row())).heading->leaves.size());
}

int GroupModel::columnCount(const QModelIndex & /*parent*/) const
{
    return m_rows.columnCount();
}

QVariant GroupModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (const Leaf *leaf = leafAt(index))
        return m_rows.index(leaf->number, index.column()).data(role);
    return dataOf(m_top.at(std::size_t(index.row())).heading->row, index.column(), role);
}

QVariant GroupModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_rows.headerData(section, orientation, role);
}

void GroupModel::fill()
{
    m_leaves.clear();
    m_headings.clear();
    m_few.clear();
    m_top.clear();
    for (int number = 0; number < m_rows.rowCount(); ++number)
        m_leaves.push_back(std::make_unique<Leaf>(Leaf{.number = number, .key = {}}));
    QHash<QString, std::vector<Leaf *>> groups;
    for (const auto &leaf : m_leaves) {
        leaf->key = keyOf(*leaf);
        groups[leaf->key].push_back(leaf.get());
    }
    for (const auto &leaf : m_leaves) {
        const auto &group = groups[leaf->key];
        const bool isEnough = !leaf->key.isEmpty() && int(group.size()) >= m_grouping.least;
        if (isEnough && !m_headings.contains(leaf->key)) {
            auto heading = std::make_shared<Heading>(Heading{leaf->key, headingOf(leaf->key, group), {}});
            heading->place = int(m_top.size());
            m_top.push_back({.heading = heading.get()});
            m_headings.insert(leaf->key, heading);
        } else if (!isEnough && !leaf->key.isEmpty()) {
            m_few[leaf->key].push_back(leaf.get());
        }
        attach(*leaf, isEnough ? m_headings.value(leaf->key).get() : nullptr);
    }
}

void GroupModel::addRows(int first, int last)
{
    std::vector<std::unique_ptr<Leaf>> added;
    for (int i = first; i <= last; ++i)
        added.push_back(std::make_unique<Leaf>());
    m_leaves.insert(m_leaves.begin() + first, std::make_move_iterator(added.begin()),
                    std::make_move_iterator(added.end()));
    renumber();
    // Those that come to the same place are told at once.
    std::vector<Leaf *> run;
    Heading *place = nullptr;
    for (int i = first; i <= last; ++i) {
        Leaf &leaf = *m_leaves.at(std::size_t(i));
        leaf.key = keyOf(leaf);
        Heading *known = m_headings.value(leaf.key).get();
        const bool makesHeading =
            !known && !leaf.key.isEmpty() && int(m_few.value(leaf.key).size()) + 1 >= m_grouping.least;
        if (makesHeading || known != place)
            placeNew(std::exchange(run, {}), place);
        place = known;
        if (makesHeading) {
            add(leaf);
            continue;
        }
        if (!known && !leaf.key.isEmpty())
            m_few[leaf.key].push_back(&leaf);
        run.push_back(&leaf);
    }
    placeNew(run, place);
}

void GroupModel::takeRows(int first, int last)
{
    for (int i = last; i >= first; --i)
        take(*m_leaves.at(std::size_t(i)));
}

void GroupModel::forgetRows(int first, int last)
{
    m_leaves.erase(m_leaves.begin() + first, m_leaves.begin() + last + 1);
    renumber();
}

void GroupModel::reorderRows(int first, int last, int to)
{
    // Here rows have their places by when they came: nothing that can be seen changes.
    const auto begin = m_leaves.begin();
    if (to < first)
        std::rotate(begin + to, begin + first, begin + last + 1);
    else
        std::rotate(begin + first, begin + last + 1, begin + to);
    renumber();
}

void GroupModel::changeRows(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles)
{
    bool isElsewhere = false;
    for (int number = first.row(); number <= last.row(); ++number) {
        const Leaf &leaf = *m_leaves.at(std::size_t(number));
        Q_EMIT dataChanged(createIndex(leaf.place, first.column(), leaf.heading),
                           createIndex(leaf.place, last.column(), leaf.heading), roles);
        isElsewhere |= keyOf(leaf) != leaf.key;
        outdate(leaf.heading);
    }
    if (isElsewhere)
        regroup();
}

void GroupModel::renumber()
{
    for (std::size_t i = 0; i < m_leaves.size(); ++i)
        m_leaves[i]->number = int(i);
}

void GroupModel::add(Leaf &leaf)
{
    if (leaf.key.isEmpty())
        return place(leaf, nullptr);
    if (const auto known = m_headings.value(leaf.key))
        return place(leaf, known.get());
    auto &few = m_few[leaf.key];
    few.push_back(&leaf);
    if (int(few.size()) < m_grouping.least)
        return place(leaf, nullptr);
    const auto group = m_few.take(leaf.key);
    Heading &heading = makeHeading(leaf.key, group);
    for (Leaf *one : group)
        place(*one, &heading);
}

void GroupModel::take(Leaf &leaf)
{
    Heading *heading = leaf.heading;
    if (!heading)
        forgetFew(leaf);
    beginRemoveRows(indexOf(heading), leaf.place, leaf.place);
    detach(leaf);
    endRemoveRows();
    if (heading)
        dissolveIfSmall(*heading);
}

void GroupModel::place(Leaf &leaf, Heading *heading)
{
    if (leaf.place >= 0)
        move(leaf, heading);
    else
        placeNew({&leaf}, heading);
}

void GroupModel::placeNew(const std::vector<Leaf *> &leaves, Heading *heading)
{
    if (leaves.empty())
        return;
    const int end = heading ? int(heading->leaves.size()) : int(m_top.size());
    beginInsertRows(indexOf(heading), end, end + int(leaves.size()) - 1);
    for (Leaf *leaf : leaves)
        attach(*leaf, heading);
    endInsertRows();
    outdate(heading);
}

void GroupModel::move(Leaf &leaf, Heading *heading)
{
    if (leaf.heading == heading)
        return;
    const int end = heading ? int(heading->leaves.size()) : int(m_top.size());
    beginMoveRows(indexOf(leaf.heading), leaf.place, leaf.place, indexOf(heading), end);
    outdate(leaf.heading);
    detach(leaf);
    attach(leaf, heading);
    endMoveRows();
    outdate(heading);
}

GroupModel::Heading &GroupModel::makeHeading(const QString &key, const std::vector<Leaf *> &leaves)
{
    auto heading = std::make_shared<Heading>(Heading{key, headingOf(key, leaves), {}});
    const int end = int(m_top.size());
    beginInsertRows({}, end, end);
    heading->place = end;
    m_top.push_back({.heading = heading.get()});
    m_headings.insert(key, heading);
    endInsertRows();
    return *heading;
}

void GroupModel::dissolveIfSmall(Heading &heading)
{
    if (int(heading.leaves.size()) >= m_grouping.least)
        return;
    const auto rest = heading.leaves;
    for (Leaf *leaf : rest)
        move(*leaf, nullptr);
    if (!rest.empty())
        m_few[heading.key] = rest;
    beginRemoveRows({}, heading.place, heading.place);
    const auto gone = m_headings.take(heading.key); // ends with this function
    removeTop(gone->place);
    endRemoveRows();
}

void GroupModel::forgetFew(Leaf &leaf)
{
    const auto few = m_few.find(leaf.key);
    if (few == m_few.end())
        return;
    std::erase(*few, &leaf);
    if (few->empty())
        m_few.erase(few);
}

void GroupModel::removeTop(int place)
{
    m_top.erase(m_top.begin() + place);
    for (std::size_t i = std::size_t(place); i < m_top.size(); ++i)
        (m_top[i].heading ? m_top[i].heading->place : m_top[i].leaf->place) = int(i);
}

void GroupModel::detach(const Leaf &leaf)
{
    if (!leaf.heading)
        return removeTop(leaf.place);
    auto &leaves = leaf.heading->leaves;
    leaves.erase(leaves.begin() + leaf.place);
    for (std::size_t i = std::size_t(leaf.place); i < leaves.size(); ++i)
        leaves[i]->place = int(i);
    outdate(leaf.heading);
}

void GroupModel::attach(Leaf &leaf, Heading *heading)
{
    leaf.heading = heading;
    if (heading) {
        leaf.place = int(heading->leaves.size());
        heading->leaves.push_back(&leaf);
    } else {
        leaf.place = int(m_top.size());
        m_top.push_back({.leaf = &leaf});
    }
}

void GroupModel::outdate(Heading *heading)
{
    if (!heading)
        return;
    heading->isOutdated = true;
    if (!m_update.isActive())
        m_update.start(0);
}

void GroupModel::updateHeadings()
{
    for (const Top &top : m_top) {
        if (!top.heading || !std::exchange(top.heading->isOutdated, false))
            continue;
        Row row = headingOf(top.heading->key, top.heading->leaves);
        if (row.cells == top.heading->row.cells && row.objectId == top.heading->row.objectId)
            continue;
        top.heading->row = std::move(row);
        Q_EMIT dataChanged(createIndex(top.heading->place, 0),
                           createIndex(top.heading->place, columnCount() - 1));
    }
}

Row GroupModel::headingOf(const QString &key, const std::vector<Leaf *> &leaves) const
{
    QModelIndexList rows;
    for (const Leaf *leaf : leaves)
        rows.append(m_rows.index(leaf->number, 0));
    return m_grouping.headingOf(key, rows);
}

QString GroupModel::keyOf(const Leaf &leaf) const
{
    return m_grouping.keyOf ? m_grouping.keyOf(m_rows.index(leaf.number, 0)) : QString();
}

QModelIndex GroupModel::indexOf(const Heading *heading) const
{
    return heading ? createIndex(heading->place, 0) : QModelIndex();
}

const GroupModel::Leaf *GroupModel::leafAt(const QModelIndex &index) const
{
    const auto *heading = static_cast<const Heading *>(index.constInternalPointer());
    return heading ? heading->leaves.at(std::size_t(index.row())) : m_top.at(std::size_t(index.row())).leaf;
}

} // namespace muster::console
