// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/cell.h"

#include "console/views/text/ages.h"

using namespace std::chrono_literals;

namespace muster::console {

namespace {

QVariant orderOf(const Cell &cell)
{
    if (cell.order)
        return *cell.order;
    if (cell.time)
        return qint64(cell.time->time_since_epoch().count());
    return cell.text;
}

QVariant hintOf(const Cell &cell)
{
    if (!cell.hint.isEmpty())
        return cell.hint;
    return cell.time ? QVariant(Ages::full(*cell.time)) : QVariant();
}

QString spokenText(const Cell &cell)
{
    return cell.mark ? QStringLiteral("%1, %2").arg(shownText(cell), markWord(*cell.mark)) : shownText(cell);
}

} // namespace

QString shownText(const Cell &cell)
{
    return cell.time ? ageOrClock(*cell.time) : cell.text;
}

QVariant dataOf(const Cell &cell, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return shownText(cell);
    case Qt::ToolTipRole:
        return hintOf(cell);
    case Qt::AccessibleTextRole:
        return spokenText(cell);
    case MarkRole:
        return cell.mark ? QVariant(int(*cell.mark)) : QVariant();
    case ToneRole:
        return int(cell.tone);
    case FixedRole:
        return cell.isFixed;
    case BoldRole:
        return cell.isBold;
    case TimeRole:
        return cell.time ? QVariant(toDateTime(*cell.time)) : QVariant();
    case OrderRole:
        return orderOf(cell);
    default:
        return {};
    }
}

QVariant dataOf(const Row &row, int column, int role)
{
    switch (role) {
    case KeyRole:
        return row.key;
    case NodeIdRole:
        return row.nodeId;
    case ObjectIdRole:
        return row.objectId;
    default:
        return dataOf(row.cells.at(column), role);
    }
}

QVariant headerOf(const Column &column, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case Qt::TextAlignmentRole:
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    case ColumnNameRole:
        return column.name;
    case ColumnWidthRole:
        return column.width;
    case ColumnLeastRole:
        return column.least;
    case ColumnShownRole:
        return column.isShown;
    default:
        return {};
    }
}

QString markWord(Mark mark)
{
    switch (mark) {
    case Mark::Well:
        //: what a round mark beside a name means
        return QCoreApplication::translate("muster::console::Marks", "well");
    case Mark::Care:
        //: what a mark beside a name means
        return QCoreApplication::translate("muster::console::Marks", "needs care");
    case Mark::Critical:
        //: what a mark beside a name means
        return QCoreApplication::translate("muster::console::Marks", "critical");
    case Mark::Stale:
        //: what a mark beside a name means
        return QCoreApplication::translate("muster::console::Marks", "last known");
    case Mark::Running:
        //: what a mark beside a name means
        return QCoreApplication::translate("muster::console::Marks", "running");
    case Mark::Unknown:
        break;
    }
    //: what a mark beside a name means
    return QCoreApplication::translate("muster::console::Marks", "unknown");
}

QString ageOrClock(Timestamp time)
{
    const Timestamp present = now();
    return present - time < 30 * 24h ? Ages::ago(time, present) : Ages::clock(time, present);
}

} // namespace muster::console
