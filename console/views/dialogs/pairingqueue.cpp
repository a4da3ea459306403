// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/pairingqueue.h"

#include "console/views/models/cell.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

Mark entryMark(const PairingQueue::Entry &entry)
{
    if (entry.outcome == PairingQueue::Outcome::Paired)
        return Mark::Well;
    return entry.why.isEmpty() ? Mark::Unknown : Mark::Care;
}

} // namespace

PairingQueue::PairingQueue(const QList<Entry> &entries, QObject *parent)
    : QAbstractListModel(parent)
    , m_entries(entries)
{
    takeNext();
}

int PairingQueue::count(Outcome outcome) const
{
    return int(std::ranges::count(m_entries, outcome, &Entry::outcome));
}

void PairingQueue::setAddress(const QString &address)
{
    if (m_current < 0 || m_entries.at(m_current).address == address)
        return;
    // Who is at another address is another node.
    m_entries[m_current].address = address;
    m_entries[m_current].name.clear();
    tell();
}

void PairingQueue::note(const QString &why)
{
    if (m_current < 0)
        return;
    m_entries[m_current].why = why;
    tell();
}

void PairingQueue::setName(int number, const QString &name)
{
    m_entries[number].name = name;
    tell();
}

void PairingQueue::settle(int number, Outcome outcome)
{
    if (number < 0 || number >= count())
        return;
    m_entries[number].outcome = outcome;
    if (number == m_current)
        takeNext();
    else
        tell();
}

void PairingQueue::pause()
{
    m_current = -1;
    tell();
}

void PairingQueue::reopen()
{
    for (Entry &entry : m_entries) {
        if (entry.outcome == Outcome::Paired)
            continue;
        entry.outcome = Outcome::Open;
        entry.why.clear();
    }
    takeNext();
}

int PairingQueue::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant PairingQueue::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = m_entries.at(index.row());
    const QString title = entry.name.isEmpty() ? entry.address : entry.name;
    switch (role) {
    case Qt::DisplayRole:
        return title;
    case Qt::AccessibleTextRole:
        return u"%1, %2"_s.arg(title, wordsOf(index.row()));
    case DetailRole:
        return entry.name.isEmpty() ? wordsOf(index.row())
                                    : u"%1 \u00b7 %2"_s.arg(entry.address, wordsOf(index.row()));
    case MarkRole:
        return int(index.row() == m_current ? Mark::Running : entryMark(entry));
    default:
        return {};
    }
}

QString PairingQueue::wordsOf(int number) const
{
    const Entry &entry = m_entries.at(number);
    switch (entry.outcome) {
    case Outcome::Paired:
        //: of a node in a list of nodes to pair with
        return tr("paired");
    case Outcome::Skipped:
        if (entry.why.isEmpty())
            //: of a node in a list of nodes to pair with
            return tr("skipped");
        break;
    case Outcome::Open:
        break;
    }
    if (!entry.why.isEmpty())
        //: of a node in a list of nodes to pair with; %1 says why
        return tr("not paired: %1").arg(entry.why);
    //: of a node in a list of nodes to pair with
    return number == m_current ? tr("its turn") : tr("not paired yet");
}

void PairingQueue::takeNext()
{
    const auto next = std::ranges::find(m_entries, Outcome::Open, &Entry::outcome);
    m_current = next == m_entries.cend() ? -1 : int(next - m_entries.begin());
    tell();
}

void PairingQueue::tell()
{
    if (!m_entries.isEmpty())
        Q_EMIT dataChanged(index(0), index(count() - 1));
}

} // namespace muster::console
