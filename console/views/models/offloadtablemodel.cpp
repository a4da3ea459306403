// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/offloadtablemodel.h"

#include "console/views/text/ages.h"
#include "console/views/text/dumpphrases.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QList<Column> offloadColumns()
{
    return {
        //: column of a table: name of a dump
        {"dump", OffloadTableModel::tr("Dump"), 190, true, 150},
        //: column of a table
        {"node", OffloadTableModel::tr("Node"), 120},
        //: column of a table
        {"state", OffloadTableModel::tr("State"), 110, true, 100},
        //: column of a table
        {"progress", OffloadTableModel::tr("Progress"), 190, true, 180},
        //: column of a table: bytes a second
        {"rate", OffloadTableModel::tr("Rate"), 90, true, 84},
        //: column of a table: how long something takes yet
        {"left", OffloadTableModel::tr("Left"), 70, true, 60},
        //: column of a table
        {"folder", OffloadTableModel::tr("Folder"), 180},
        //: column of a table: why something waits or failed
        {"why", OffloadTableModel::tr("Why"), 240},
    };
}

QString progressOf(const OffloadItem &item)
{
    if (item.size == 0)
        return {};
    if (item.state == OffloadState::Done && item.moved > 0 && item.moved * 2 < item.size) {
        //: a dump of %1 is there, of which only %2 went over the network
        return OffloadTableModel::tr("100 %, %1 (%2 moved)")
            .arg(DumpPhrases::size(item.size), DumpPhrases::size(item.moved));
    }
    //: how much of a dump is there: %1 per cent, %2 of %3
    return OffloadTableModel::tr("%1 %, %2 of %3")
        .arg(item.received * 100 / item.size)
        .arg(DumpPhrases::size(item.received), DumpPhrases::size(item.size));
}

} // namespace

OffloadTableModel::OffloadTableModel(const OffloadDesk &desk, QObject *parent)
    : RowModel(offloadColumns(), parent)
    , m_desk(desk)
{
    connect(&desk, &OffloadDesk::changed, this, &OffloadTableModel::refresh);
    connect(&desk, &OffloadDesk::reset, this, &OffloadTableModel::refreshAll);
    connect(&m_tick, &QTimer::timeout, this, &OffloadTableModel::refreshRunning);
    m_tick.setInterval(Interval);
    refreshAll();
}

int OffloadTableModel::idOf(const QModelIndex &row)
{
    return row.data(ObjectIdRole).toInt();
}

void OffloadTableModel::refresh(int id)
{
    const auto item = m_desk.item(id);
    const QString group = QString::number(id);
    if (!item) {
        removeGroup(group);
        m_paces.remove(id);
        return;
    }
    if (item->state != OffloadState::Running)
        m_paces.remove(id);
    else if (!m_tick.isActive())
        m_tick.start();
    setGroup(group, {rowOf(id, *item)});
}

void OffloadTableModel::refreshAll()
{
    for (int row = rowCount() - 1; row >= 0; --row)
        removeGroup(index(row, 0).data(ObjectIdRole).toString());
    for (const auto &[id, item] : m_desk.items().asKeyValueRange())
        refresh(id);
}

void OffloadTableModel::refreshRunning()
{
    bool isAny = false;
    const QMap<int, OffloadItem> items = m_desk.items();
    for (const auto &[id, item] : items.asKeyValueRange()) {
        if (item.state != OffloadState::Running)
            continue;
        isAny = true;
        Pace &pace = m_paces[id];
        if (pace.since.isValid() && pace.since.elapsed() > 0)
            pace.rate = std::max<qint64>(0, item.received - pace.received) * 1000 / pace.since.elapsed();
        pace.received = item.received;
        pace.since.start();
        refresh(id);
    }
    if (!isAny)
        m_tick.stop();
}

Row OffloadTableModel::rowOf(int id, const OffloadItem &item) const
{
    const qint64 rate = m_paces.value(id).rate;
    const bool isMoving = item.state == OffloadState::Running && rate > 0;
    const QString left =
        isMoving ? Ages::span(std::chrono::seconds((item.size - item.received) / rate)) : QString();
    return {
        .key = u"offload/%1"_s.arg(id),
        .nodeId = item.nodeId,
        .objectId = QString::number(id),
        .cells = {{.text = item.dumpId, .isFixed = true},
                  {.text = item.node},
                  {.text = DumpPhrases::offloadState(item.state),
                   .mark = DumpPhrases::markOf(item.state),
                   .order = int(item.state)},
                  {.text = progressOf(item), .order = item.size > 0 ? item.received * 1000 / item.size : 0},
                  //: %1 is an amount such as 31.0 MiB, in each second
                  {.text = isMoving ? tr("%1/s").arg(DumpPhrases::size(rate)) : QString(), .order = rate},
                  {.text = left},
                  {.text = item.folder, .isFixed = true},
                  {.text = item.why}}};
}

} // namespace muster::console
