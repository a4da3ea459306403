// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/fleettreemodel.h"

#include "console/views/text/ages.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace muster::console {

struct FleetTreeModel::Item
{
    TreeEntry entry; ///< without its children
    Item *parent = nullptr;
    std::vector<std::unique_ptr<Item>> children;

    [[nodiscard]] int row() const
    {
        const auto &siblings = parent->children;
        return int(std::ranges::find(siblings, this, &std::unique_ptr<Item>::get) - siblings.cbegin());
    }
};

namespace {

bool looksSame(const TreeEntry &one, const TreeEntry &other)
{
    return one.text == other.text && one.place == other.place && one.mark == other.mark
           && one.tone == other.tone && one.badge == other.badge && one.badgeTone == other.badgeTone
           && one.heard == other.heard && one.hint == other.hint && one.folds == other.folds;
}

TreeEntry withoutChildren(const TreeEntry &entry)
{
    TreeEntry copy = entry;
    copy.children.clear();
    return copy;
}

QString badgeOf(const TreeEntry &entry)
{
    return entry.heard ? Ages::span(now() - *entry.heard) : entry.badge;
}

QString spokenText(const TreeEntry &entry)
{
    QStringList parts{entry.text};
    if (entry.mark)
        parts.append(markWord(*entry.mark));
    if (const QString badge = badgeOf(entry); !badge.isEmpty())
        parts.append(badge);
    return parts.join(QStringLiteral(", "));
}

} // namespace

FleetTreeModel::FleetTreeModel(const Fleet &fleet, QObject *parent)
    : QAbstractItemModel(parent)
    , m_fleet(fleet)
    , m_root(std::make_unique<Item>())
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(0);
    connect(&m_refresh, &QTimer::timeout, this, &FleetTreeModel::refresh);
    connect(&fleet, &Fleet::nodeAdded, this, &FleetTreeModel::scheduleRefresh);
    connect(&fleet, &Fleet::nodeRemoved, this, &FleetTreeModel::scheduleRefresh);
    connect(&fleet, &Fleet::systemsChanged, this, &FleetTreeModel::scheduleRefresh);
    connect(&fleet, &Fleet::foundChanged, this, &FleetTreeModel::scheduleRefresh);
    connect(&fleet, &Fleet::nodesChanged, this, [this](const QHash<QString, NodeAspects> &changed) {
        constexpr NodeAspects Shown = NodeAspect::Identity | NodeAspect::Link | NodeAspect::State
                                      | NodeAspect::Failures | NodeAspect::Units;
        if (std::ranges::any_of(changed, [&](NodeAspects aspects) { return bool(aspects & Shown); }))
            scheduleRefresh();
    });
    refresh();
}

FleetTreeModel::~FleetTreeModel() = default;

QModelIndex FleetTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Item *item = itemOf(parent);
    if (column != 0 || row < 0 || row >= int(item->children.size()))
        return {};
    return createIndex(row, 0, item->children.at(std::size_t(row)).get());
}

QModelIndex FleetTreeModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(*itemOf(child)->parent) : QModelIndex();
}

int FleetTreeModel::rowCount(const QModelIndex &parent) const
{
    return int(itemOf(parent)->children.size());
}

int FleetTreeModel::columnCount(const QModelIndex & /*parent*/) const
{
    return 1;
}

QVariant FleetTreeModel::data(const QModelIndex &index, int role) const
{
    const TreeEntry *shown = entry(index);
    if (!shown)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return shown->text;
    case Qt::ToolTipRole:
        return shown->hint.isEmpty() ? QVariant() : QVariant(shown->hint);
    case Qt::AccessibleTextRole:
        return spokenText(*shown);
    case MarkRole:
        return shown->mark ? QVariant(int(*shown->mark)) : QVariant();
    case ToneRole:
        return int(shown->tone);
    case BadgeRole:
        return badgeOf(*shown);
    case BadgeToneRole:
        return int(shown->badgeTone);
    case SectionRole:
        return shown->isSection;
    case KeyRole:
        return shown->key;
    default:
        return {};
    }
}

Qt::ItemFlags FleetTreeModel::flags(const QModelIndex &index) const
{
    const TreeEntry *shown = entry(index);
    if (!shown)
        return Qt::NoItemFlags;
    return shown->isSection ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

const TreeEntry *FleetTreeModel::entry(const QModelIndex &index) const
{
    return index.isValid() ? &itemOf(index)->entry : nullptr;
}

QModelIndex FleetTreeModel::indexOf(const QString &key) const
{
    std::vector<const Item *> open{m_root.get()};
    while (!open.empty()) {
        const Item *item = open.back();
        open.pop_back();
        for (const auto &child : item->children) {
            if (child->entry.key == key)
                return indexOf(*child);
            open.push_back(child.get());
        }
    }
    return {};
}

void FleetTreeModel::setShown(const Place &place)
{
    const QString key = FleetTree::keyOf(place);
    if (std::exchange(m_folding.shown, key) == key || indexOf(key).isValid())
        return;
    refresh();
}

void FleetTreeModel::toggleFold(const QString &section)
{
    if (!m_folding.unfolded.remove(section))
        m_folding.unfolded.insert(section);
    refresh();
}

void FleetTreeModel::setHeld(bool isHeld)
{
    m_isHeld = isHeld;
    if (!isHeld)
        scheduleRefresh();
}

void FleetTreeModel::scheduleRefresh()
{
    if (!m_refresh.isActive())
        m_refresh.start();
}

void FleetTreeModel::refresh()
{
    m_refresh.stop();
    merge(*m_root, FleetTree::of(m_fleet, m_folding));
}

void FleetTreeModel::merge(Item &item, QList<TreeEntry> entries)
{
    if (m_isHeld)
        keepOrder(item, entries);
    QSet<QString> wanted;
    for (const TreeEntry &entry : entries)
        wanted.insert(entry.key);
    const QModelIndex at = indexOf(item);
    for (int i = int(item.children.size()) - 1; i >= 0; --i) {
        if (wanted.contains(item.children.at(std::size_t(i))->entry.key))
            continue;
        beginRemoveRows(at, i, i);
        item.children.erase(item.children.begin() + i);
        endRemoveRows();
    }
    for (int i = 0; i < entries.size(); ++i)
        place(item, i, entries.at(i));
}

void FleetTreeModel::place(Item &parent, int at, const TreeEntry &entry)
{
    auto &children = parent.children;
    const auto found = std::ranges::find_if(children.begin() + at, children.end(),
                                            [&](const auto &child) { return child->entry.key == entry.key; });
    const QModelIndex parentIndex = indexOf(parent);
    if (found == children.end()) {
        auto item = std::make_unique<Item>(withoutChildren(entry), &parent);
        beginInsertRows(parentIndex, at, at);
        Item &inserted = **children.insert(children.begin() + at, std::move(item));
        endInsertRows();
        merge(inserted, entry.children);
        return;
    }
    if (const int from = int(found - children.begin()); from != at) {
        beginMoveRows(parentIndex, from, from, parentIndex, at);
        std::rotate(children.begin() + at, found, found + 1);
        endMoveRows();
    }
    Item &item = *children.at(std::size_t(at));
    if (!looksSame(item.entry, entry)) {
        item.entry = withoutChildren(entry);
        const QModelIndex changed = indexOf(item);
        Q_EMIT dataChanged(changed, changed);
    }
    merge(item, entry.children);
}

void FleetTreeModel::keepOrder(const Item &item, QList<TreeEntry> &entries) const
{
    QHash<QString, qsizetype> rows;
    for (std::size_t i = 0; i < item.children.size(); ++i)
        rows.insert(item.children.at(i)->entry.key, qsizetype(i));
    const auto rowOf = [&](const TreeEntry &entry) {
        // A fold stays last, whatever comes.
        return entry.folds.isEmpty() ? rows.value(entry.key, rows.size()) : rows.size() + 1;
    };
    std::ranges::stable_sort(entries, {}, rowOf);
}

FleetTreeModel::Item *FleetTreeModel::itemOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Item *>(index.internalPointer()) : m_root.get();
}

QModelIndex FleetTreeModel::indexOf(const Item &item) const
{
    return item.parent ? createIndex(item.row(), 0, &item) : QModelIndex();
}

} // namespace muster::console
