// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/eventtablemodel.h"

#include "console/views/text/ages.h"
#include "console/views/text/phrases.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QList<Column> eventColumns()
{
    return {
        //: column of a table: when something happened
        {"time", EventTableModel::tr("Time"), 132, true, 76},
        //: column of a table
        {"node", EventTableModel::tr("Node"), 120},
        //: column of a table: how much an event matters
        {"severity", EventTableModel::tr("Severity"), 100, true, 96},
        //: column of a table: what happened
        {"what", EventTableModel::tr("What happened"), 360},
        //: column of a table: the unit, peer or job of an event
        {"about", EventTableModel::tr("About"), 200},
        //: column of a table
        {"topic", EventTableModel::tr("Topic"), 90, false},
        //: column of a table: number of an event in its node's journal
        {"sequence", EventTableModel::tr("Number"), 80, false},
    };
}

Tone severityTone(Health severity)
{
    switch (severity) {
    case Health::Critical:
        return Tone::Critical;
    case Health::Warning:
        return Tone::Care;
    default:
        return Tone::Dim;
    }
}

bool isFixed(int column)
{
    return column == EventTableModel::Time || column == EventTableModel::About
           || column == EventTableModel::Sequence;
}

} // namespace

EventTableModel::EventTableModel(const Fleet &fleet, QObject *parent)
    : QAbstractTableModel(parent)
    , m_fleet(fleet)
    , m_columns(eventColumns())
{
    connect(&fleet, &Fleet::eventsAppended, this, &EventTableModel::append);
}

int EventTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

int EventTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant EventTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FleetEvent &event = m_events.at(std::size_t(index.row()));
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(event, column);
    case Qt::ToolTipRole:
        if (const FleetNode *node = m_fleet.node(event.nodeId); node && column == Time)
            return Ages::bothClocks(*node, event.event.at);
        return column == What ? QVariant(event.event.text) : QVariant();
    case OrderRole:
        if (column == Severity)
            return int(event.event.severity);
        if (column == Time)
            return qint64(event.event.at.time_since_epoch().count());
        return column == Sequence ? QVariant(event.event.sequence) : QVariant(text(event, column));
    case MarkRole:
        return column == Severity && event.event.severity != Health::OK
                   ? QVariant(int(markOf(event.event.severity)))
                   : QVariant();
    case ToneRole:
        if (column == Severity)
            return int(severityTone(event.event.severity));
        return int(column == What || column == Node ? Tone::Plain : Tone::Dim);
    case FixedRole:
        return isFixed(column);
    case NodeIdRole:
        return event.nodeId;
    case ObjectIdRole:
        return event.event.subject;
    case KeyRole:
        return u"%1/%2/%3"_s.arg(event.nodeId, event.epoch, QString::number(event.event.sequence));
    default:
        return {};
    }
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    return headerOf(m_columns.at(section), role);
}

void EventTableModel::prepend(const QList<FleetEvent> &events)
{
    const qsizetype room = std::max<qsizetype>(0, MaxEvents - qsizetype(m_events.size()));
    const qsizetype count = std::min(room, events.size());
    if (count == 0)
        return;
    beginInsertRows({}, 0, int(count) - 1);
    m_events.insert(m_events.begin(), events.cend() - count, events.cend());
    endInsertRows();
}

const FleetEvent *EventTableModel::event(int number) const
{
    return number >= 0 && number < rowCount() ? &m_events.at(std::size_t(number)) : nullptr;
}

void EventTableModel::append(const QList<FleetEvent> &events)
{
    if (events.isEmpty())
        return;
    const qsizetype skipped = std::max<qsizetype>(0, events.size() - MaxEvents);
    beginInsertRows({}, rowCount(), rowCount() + int(events.size() - skipped) - 1);
    m_events.insert(m_events.end(), events.cbegin() + skipped, events.cend());
    endInsertRows();
    dropOldest();
}

void EventTableModel::dropOldest()
{
    const qsizetype size = qsizetype(m_events.size());
    if (size <= MaxEvents)
        return;
    const qsizetype count = std::min(size, size - MaxEvents + DropAtOnce);
    beginRemoveRows({}, 0, int(count) - 1);
    m_events.erase(m_events.begin(), m_events.begin() + count);
    endRemoveRows();
}

QString EventTableModel::text(const FleetEvent &event, int column) const
{
    switch (column) {
    case Time: {
        const FleetNode *node = m_fleet.node(event.nodeId);
        return Ages::clock(node ? byOurClock(*node, event.event.at) : event.event.at, now());
    }
    case Node:
        return nodeName(event);
    case Severity:
        return Phrases::severity(event.event.severity);
    case What:
        return event.event.text.isEmpty() ? event.event.kind : event.event.text;
    case About:
        return event.event.subject;
    case Topic:
        return Phrases::topic(event.event.topic);
    case Sequence:
        return QString::number(event.event.sequence);
    default:
        return {};
    }
}

QString EventTableModel::nodeName(const FleetEvent &event) const
{
    const FleetNode *node = m_fleet.node(event.nodeId);
    return node ? node->name : event.nodeId;
}

} // namespace muster::console
