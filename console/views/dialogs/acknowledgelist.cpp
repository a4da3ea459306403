// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/acknowledgelist.h"

#include "console/fleet/openfailures.h"
#include "console/views/models/cell.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qsizetype MaxUnitsNamed = 6; ///< in one line

const UnitFailure *unseenFailure(const FleetNode &node, const QString &id)
{
    const auto found = std::ranges::find(node.failures, id, &UnitFailure::id);
    return found != node.failures.cend() && isUnseen(node, *found) ? &*found : nullptr;
}

} // namespace

AcknowledgeList::AcknowledgeList(const Fleet &fleet, QObject *parent)
    : QAbstractListModel(parent)
    , m_fleet(fleet)
{
    connect(&fleet, &Fleet::nodesChanged, this, &AcknowledgeList::tell);
}

void AcknowledgeList::setFailures(const QList<Subject> &failures)
{
    beginResetModel();
    m_entries.clear();
    for (const Subject &wanted : failures) {
        const FleetNode *node = m_fleet.node(wanted.nodeId);
        const UnitFailure *failure = node ? unseenFailure(*node, wanted.failureId) : nullptr;
        if (!failure)
            continue;
        auto entry = std::ranges::find(m_entries, wanted.nodeId, &Entry::nodeId);
        if (entry == m_entries.end()) {
            m_entries.append({wanted.nodeId,
                              node->name,
                              {},
                              {},
                              node->role < Role::Operator ? Outcome::Forbidden : Outcome::Open});
            entry = std::prev(m_entries.end());
        }
        if (entry->failures.contains(failure->id))
            continue;
        entry->failures.append(failure->id);
        entry->units.append(failure->unit);
    }
    std::ranges::sort(m_entries, {}, [](const Entry &entry) {
        return std::pair(entry.outcome == Outcome::Forbidden, entry.name);
    });
    endResetModel();
}

int AcknowledgeList::waiting() const
{
    qsizetype count = 0;
    for (const Entry &entry : m_entries) {
        if (entry.outcome != Outcome::Done && entry.outcome != Outcome::Forbidden)
            count += entry.failures.size();
    }
    return int(count);
}

int AcknowledgeList::nodesWith(Outcome outcome) const
{
    return int(std::ranges::count(m_entries, outcome, &Entry::outcome));
}

QList<AcknowledgeList::Entry> AcknowledgeList::ask()
{
    QList<Entry> asked;
    for (Entry &entry : m_entries) {
        if (entry.outcome == Outcome::Done || entry.outcome == Outcome::Forbidden
            || entry.outcome == Outcome::Asked)
            continue;
        entry.outcome = Outcome::Asked;
        asked.append(entry);
    }
    tell();
    return asked;
}

void AcknowledgeList::settle(const QString &nodeId, Outcome outcome, const QString &why)
{
    const auto entry = std::ranges::find(m_entries, nodeId, &Entry::nodeId);
    if (entry == m_entries.end())
        return;
    entry->outcome = outcome;
    entry->why = why;
    tell();
}

int AcknowledgeList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant AcknowledgeList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = m_entries.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return titleOf(entry);
    case DetailRole:
        return detailOf(entry);
    case Qt::ToolTipRole:
        return entry.units.join(u'\n');
    case Qt::AccessibleTextRole:
        return u"%1, %2"_s.arg(titleOf(entry), detailOf(entry));
    case MarkRole:
        return int(markOf(entry));
    case NodeIdRole:
        return entry.nodeId;
    default:
        return {};
    }
}

void AcknowledgeList::tell()
{
    if (!m_entries.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

QString AcknowledgeList::titleOf(const Entry &entry) const
{
    switch (entry.outcome) {
    case Outcome::Forbidden:
        //: %1 is a node
        return tr("%1: this console may only read there").arg(entry.name);
    case Outcome::Asked:
        //: %1 is a node
        return tr("%1: is being asked\u2026").arg(entry.name);
    case Outcome::Done:
        //: %1 is a node; %n failures of it
        return tr("%1: %n acknowledged", nullptr, int(entry.failures.size())).arg(entry.name);
    case Outcome::Refused:
        //: %1 is a node, %2 says why it refused to take note
        return tr("%1: refused: %2").arg(entry.name, entry.why);
    case Outcome::Unreachable:
        //: %1 is a node, %2 says why it was not reached
        return tr("%1: not reached: %2").arg(entry.name, entry.why);
    case Outcome::Open:
        break;
    }
    return consequenceOf(entry).text;
}

QString AcknowledgeList::detailOf(const Entry &entry) const
{
    if (entry.outcome == Outcome::Forbidden)
        return tr("Acknowledging needs the role Operator. Pair with it again as one.");
    if (entry.units.size() > MaxUnitsNamed)
        //: names of units (%1), and how many others
        return tr("%1 and %n more", nullptr, int(entry.units.size() - MaxUnitsNamed))
            .arg(entry.units.first(MaxUnitsNamed).join(u", "_s));
    return entry.units.join(u", "_s);
}

Mark AcknowledgeList::markOf(const Entry &entry) const
{
    switch (entry.outcome) {
    case Outcome::Open:
        return consequenceOf(entry).mark;
    case Outcome::Asked:
        return Mark::Running;
    case Outcome::Done:
        return Mark::Well;
    case Outcome::Refused:
    case Outcome::Unreachable:
        return Mark::Care;
    case Outcome::Forbidden:
        break;
    }
    return Mark::Unknown;
}

AcknowledgeList::Consequence AcknowledgeList::consequenceOf(const Entry &entry) const
{
    const FleetNode *node = m_fleet.node(entry.nodeId);
    if (!node)
        return {Mark::Unknown, entry.name};
    if (node->isStale())
        //: %1 is a node
        return {Mark::Stale, tr("%1 does not answer; it is tried all the same").arg(node->name)};
    const bool isQuiesced = node->state && node->state->bmcState == BmcState::Quiesced;
    QStringList failed;
    int unseen = 0;
    for (const UnitFailure &failure : node->failures) {
        if (!failure.recoveredAt && !failed.contains(failure.unit))
            failed.append(failure.unit);
        else if (isUnseen(*node, failure) && !entry.failures.contains(failure.id))
            ++unseen;
    }
    if (failed.size() == 1)
        //: %1 is a node, %2 a unit
        return {Mark::Care, tr("%1 stays Quiesced: %2 is still failed").arg(node->name, failed.first())};
    if (!failed.isEmpty())
        //: %1 is a node; %n of its units
        return {
            Mark::Care,
            tr("%1 stays Quiesced: %n units are still failed", nullptr, int(failed.size())).arg(node->name)};
    if (unseen > 0)
        //: %1 is a node; %n of its failures
        return {
            Mark::Care,
            tr("%1 stays Quiesced: %n other failures are not acknowledged", nullptr, unseen).arg(node->name)};
    if (!isQuiesced)
        //: %1 is a node
        return {Mark::Well, tr("%1 has nothing else that waits for somebody").arg(node->name)};
    //: %1 is a node
    return {Mark::Well, tr("%1 becomes Ready again").arg(node->name)};
}

} // namespace muster::console
