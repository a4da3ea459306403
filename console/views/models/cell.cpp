// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/cell.h"

#include "console/views/text/ages.h"

using namespace std::chrono_literals;

namespace muster::console {

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
