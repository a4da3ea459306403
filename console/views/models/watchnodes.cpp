// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/watchnodes.h"

#include "console/views/models/cell.h"
#include "console/views/text/phrases.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

WatchNodes::WatchNodes(const Fleet &fleet, const QStringList &checked, QObject *parent)
    : QAbstractListModel(parent)
    , m_fleet(fleet)
{
    for (const FleetNode &node : fleet.nodes())
        m_entries.append({.nodeId = node.nodeId,
                          .name = node.name,
                          .access = watchAccess(node),
                          .isChecked = checked.contains(node.nodeId)});
    // Those it was opened for are seen first, then those that can be written to.
    std::ranges::sort(m_entries, [](const Entry &one, const Entry &other) {
        if (one.isChecked != other.isChecked)
            return one.isChecked;
        if (one.access != other.access)
            return one.access < other.access;
        return one.name.localeAwareCompare(other.name) < 0;
    });
    connect(&fleet, &Fleet::nodesChanged, this, &WatchNodes::followFleet);
}

void WatchNodes::setFile(const QString &name, const QString &hash)
{
    m_file = name;
    m_hash = hash;
    if (!m_entries.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_entries.size()) - 1));
}

QStringList WatchNodes::checked() const
{
    QStringList ids;
    for (const Entry &entry : m_entries) {
        if (entry.isChecked && entry.access == WatchAccess::Change)
            ids.append(entry.nodeId);
    }
    return ids;
}

QStringList WatchNodes::due() const
{
    QStringList ids = checked();
    if (failedCount() > 0)
        ids.removeIf([this](const QString &id) { return find(id)->outcome != Outcome::Failed; });
    return ids;
}

int WatchNodes::failedCount() const
{
    return int(std::ranges::count_if(
        checked(), [this](const QString &id) { return find(id)->outcome == Outcome::Failed; }));
}

QStringList WatchNodes::failures() const
{
    QStringList lines;
    for (const Entry &entry : m_entries) {
        if (entry.outcome == Outcome::Failed)
            lines.append(u"%1: %2"_s.arg(entry.name, entry.outcomeText));
    }
    return lines;
}

int WatchNodes::writtenCount() const
{
    return int(std::ranges::count_if(
        checked(), [this](const QString &id) { return find(id)->outcome == Outcome::Written; }));
}

QStringList WatchNodes::takeUnread(const QModelIndex &current)
{
    QStringList ids;
    for (int row = 0; row < m_entries.size(); ++row) {
        Entry &entry = m_entries[row];
        const bool isReadable = entry.access == WatchAccess::Change || entry.access == WatchAccess::Read;
        if (entry.isAsked || !isReadable || !(entry.isChecked || row == current.row()))
            continue;
        entry.isAsked = true;
        ids.append(entry.nodeId);
        tell(entry);
    }
    return ids;
}

void WatchNodes::setConfig(const QString &nodeId, const Result<UnitConfig> &config)
{
    Entry *entry = find(nodeId);
    if (!entry)
        return;
    entry->isAsked = true;
    entry->unreadable = config ? QString() : Phrases::error(config.error());
    entry->config = config ? std::optional(*config) : std::nullopt;
    tell(*entry);
}

std::optional<UnitConfigFile> WatchNodes::fileOf(const QString &nodeId) const
{
    const Entry *entry = find(nodeId);
    const UnitConfigFile *file = entry ? fileOf(*entry) : nullptr;
    return file ? std::optional(*file) : std::nullopt;
}

bool WatchNodes::isRead(const QString &nodeId) const
{
    const Entry *entry = find(nodeId);
    return entry && entry->config;
}

QStringList WatchNodes::fileNames() const
{
    QStringList names;
    for (const Entry &entry : m_entries) {
        for (const UnitConfigFile &file : entry.config.value_or(UnitConfig()).files)
            names.append(file.name);
    }
    names.sort();
    names.removeDuplicates();
    return names;
}

QString WatchNodes::nameOf(const QString &nodeId) const
{
    const Entry *entry = find(nodeId);
    return entry ? entry->name : nodeId;
}

QString WatchNodes::idOf(const QModelIndex &index) const
{
    return index.isValid() ? m_entries.at(index.row()).nodeId : QString();
}

void WatchNodes::setWriting(const QStringList &nodeIds)
{
    for (const QString &nodeId : nodeIds) {
        if (Entry *entry = find(nodeId)) {
            entry->outcome = Outcome::Writing;
            tell(*entry);
        }
    }
}

void WatchNodes::setAnswer(const WatchAnswer &answer, bool isRemoval)
{
    Entry *entry = find(answer.nodeId);
    if (!entry)
        return;
    entry->outcome = answer.check ? Outcome::Written : Outcome::Failed;
    if (answer.check) {
        const auto units = std::ranges::count_if(answer.check->units, [](const WatchPreview &unit) {
            return unit.change != WatchChange::Dropped;
        });
        //: of a file of a node; %n units are watched there now
        entry->outcomeText = isRemoval ? tr("removed, %n units are watched", nullptr, int(units))
                                       //: of a file of a node; %n units are watched there now
                                       : tr("written, %n units are watched", nullptr, int(units));
    } else {
        //: of a file of a node; %1 says why
        entry->outcomeText = isRemoval ? tr("not removed: %1").arg(Phrases::error(answer.check.error()))
                                       //: of a file of a node; %1 says why
                                       : tr("not written: %1").arg(Phrases::error(answer.check.error()));
    }
    tell(*entry);
}

void WatchNodes::forgetAnswers()
{
    for (Entry &entry : m_entries) {
        if (entry.outcome == Outcome::None)
            continue;
        entry.outcome = Outcome::None;
        tell(entry);
    }
}

int WatchNodes::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant WatchNodes::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = m_entries.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return entry.name;
    case Qt::AccessibleTextRole:
        return u"%1, %2"_s.arg(entry.name, words(entry));
    case DetailRole:
    case Qt::ToolTipRole: // The whole of what may be cut off.
        return words(entry);
    case MarkRole:
        return mark(entry);
    case NodeIdRole:
        return entry.nodeId;
    case Qt::CheckStateRole:
        if (entry.access != WatchAccess::Change)
            return {};
        return entry.isChecked ? Qt::Checked : Qt::Unchecked;
    default:
        return {};
    }
}

bool WatchNodes::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !flags(index).testFlag(Qt::ItemIsUserCheckable))
        return false;
    m_entries[index.row()].isChecked = Qt::CheckState(value.toInt()) == Qt::Checked;
    Q_EMIT dataChanged(index, index);
    Q_EMIT checkedChanged();
    return true;
}

Qt::ItemFlags WatchNodes::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const bool canChange = m_entries.at(index.row()).access == WatchAccess::Change;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable
           | (canChange ? Qt::ItemIsUserCheckable : Qt::ItemFlag(Qt::NoItemFlags));
}

WatchNodes::Entry *WatchNodes::find(const QString &nodeId)
{
    const auto found = std::ranges::find(m_entries, nodeId, &Entry::nodeId);
    return found == m_entries.end() ? nullptr : &*found;
}

const WatchNodes::Entry *WatchNodes::find(const QString &nodeId) const
{
    const auto found = std::ranges::find(m_entries, nodeId, &Entry::nodeId);
    return found == m_entries.cend() ? nullptr : &*found;
}

const UnitConfigFile *WatchNodes::fileOf(const Entry &entry) const
{
    if (!entry.config)
        return nullptr;
    const auto found = std::ranges::find(entry.config->files, m_file, &UnitConfigFile::name);
    return found == entry.config->files.cend() ? nullptr : &*found;
}

QString WatchNodes::words(const Entry &entry) const
{
    if (entry.outcome == Outcome::Writing)
        //: of a file of a node
        return tr("being written\u2026");
    if (entry.outcome != Outcome::None)
        return entry.outcomeText;
    switch (entry.access) {
    case WatchAccess::Silent:
        return tr("does not answer");
    case WatchAccess::Unable:
        return tr("its agent is too old for this");
    case WatchAccess::Read:
        //: what this console is allowed to do on a node
        return tr("may only be read from here");
    case WatchAccess::Change:
        break;
    }
    return fileWords(entry);
}

QString WatchNodes::fileWords(const Entry &entry) const
{
    if (!entry.unreadable.isEmpty())
        return entry.unreadable;
    if (!entry.config)
        //: of a node: the files of its watch list
        return entry.isAsked ? tr("reading its files\u2026") : QString();
    const UnitConfigFile *file = fileOf(entry);
    if (!file)
        //: %1 is the name of a file
        return tr("no %1 yet").arg(m_file);
    if (file->fault)
        //: %1 is the name of a file, %2 says what is wrong with it
        return tr("%1 is refused: %2").arg(m_file, file->fault->text);
    //: %1 is the name of a file: on a node it says what the text here says
    return file->hash == m_hash
               ? tr("%1 is the same").arg(m_file)
               //: %1 is the name of a file: on a node it says something else than the text here
               : tr("%1 differs").arg(m_file);
}

QVariant WatchNodes::mark(const Entry &entry) const
{
    switch (entry.outcome) {
    case Outcome::Writing:
        return int(Mark::Running);
    case Outcome::Written:
        return int(Mark::Well);
    case Outcome::Failed:
        return int(Mark::Critical);
    case Outcome::None:
        break;
    }
    if (entry.access == WatchAccess::Silent)
        return int(Mark::Stale);
    if (entry.access != WatchAccess::Change)
        return int(Mark::Unknown);
    const UnitConfigFile *file = fileOf(entry);
    if (!entry.unreadable.isEmpty() || (file && file->fault))
        return int(Mark::Care);
    return file && file->hash == m_hash ? QVariant(int(Mark::Well)) : QVariant();
}

void WatchNodes::followFleet()
{
    bool hasChanged = false;
    for (Entry &entry : m_entries) {
        const FleetNode *node = m_fleet.node(entry.nodeId);
        const auto access = node ? watchAccess(*node) : WatchAccess::Silent;
        if (std::exchange(entry.access, access) == access)
            continue;
        hasChanged = true;
        tell(entry);
    }
    if (hasChanged)
        Q_EMIT checkedChanged();
}

void WatchNodes::tell(const Entry &entry)
{
    const QModelIndex at = index(int(&entry - m_entries.constData()));
    Q_EMIT dataChanged(at, at);
}

} // namespace muster::console
