// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/worklist.h"

#include "console/views/models/cell.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

Mark outcomeMark(WorkList::Outcome outcome)
{
    switch (outcome) {
    case WorkList::Outcome::Asked:
        return Mark::Running;
    case WorkList::Outcome::Done:
        return Mark::Well;
    case WorkList::Outcome::Failed:
        return Mark::Critical;
    case WorkList::Outcome::Impossible:
        return Mark::Stale;
    case WorkList::Outcome::Open:
        break;
    }
    return Mark::Unknown;
}

QString saidOf(const WorkList::Item &item)
{
    switch (item.outcome) {
    case WorkList::Outcome::Asked:
        //: something is being asked of a node
        return WorkList::tr("asked\u2026");
    case WorkList::Outcome::Done:
        //: an action has been carried out
        return item.why.isEmpty() ? WorkList::tr("done") : item.why;
    case WorkList::Outcome::Failed:
        //: an action failed; %1 says why
        return WorkList::tr("not done: %1").arg(item.why);
    case WorkList::Outcome::Impossible:
        return item.why;
    case WorkList::Outcome::Open:
        break;
    }
    return item.detail;
}

} // namespace

void WorkList::setItems(const QList<Item> &items)
{
    beginResetModel();
    m_items = items;
    endResetModel();
}

int WorkList::count(Outcome outcome) const
{
    return int(std::ranges::count(m_items, outcome, &Item::outcome));
}

QStringList WorkList::ask()
{
    QStringList keys;
    for (Item &item : m_items) {
        if (item.outcome != Outcome::Open && item.outcome != Outcome::Failed)
            continue;
        item.outcome = Outcome::Asked;
        item.why.clear();
        keys.append(item.key);
    }
    if (!keys.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_items.size()) - 1));
    return keys;
}

void WorkList::setDone(const QString &key, const QString &what)
{
    settle(key, Outcome::Done, what);
}

void WorkList::setFailed(const QString &key, const Error &error)
{
    settle(key, Outcome::Failed,
           error.remedy.isEmpty() ? error.text : u"%1; %2"_s.arg(error.text, error.remedy));
}

void WorkList::settle(const QString &key, Outcome outcome, const QString &why)
{
    const auto item = std::ranges::find(m_items, key, &Item::key);
    if (item == m_items.end())
        return;
    item->outcome = outcome;
    item->why = why;
    const QModelIndex changed = index(int(item - m_items.begin()));
    Q_EMIT dataChanged(changed, changed);
}

int WorkList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

QVariant WorkList::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Item &item = m_items.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return item.title;
    case DetailRole:
    case Qt::ToolTipRole:
        return saidOf(item);
    case Qt::AccessibleTextRole:
        return QString(item.title + u", "_s + saidOf(item));
    case MarkRole:
        return int(outcomeMark(item.outcome));
    case ToneRole:
        return int(Tone::Plain);
    case BoldRole:
        return true;
    case KeyRole:
        return item.key;
    default:
        return {};
    }
}

} // namespace muster::console
