// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/watchpreviewmodel.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QList<Column> previewColumns()
{
    return {
        //: column of a table: what happens to the watch of a unit
        {"change", WatchPreviewModel::tr("Change"), 180, true, 170},
        //: column of a table: a systemd unit
        {"unit", WatchPreviewModel::tr("Unit"), 260, true, 160},
        //: column of a table
        {"node", WatchPreviewModel::tr("Node"), 120},
        //: column of a table: whether a node has a unit
        {"presence", WatchPreviewModel::tr("On the node"), 150},
        //: column of a table: how a unit is watched
        {"how", WatchPreviewModel::tr("How"), 220},
    };
}

Cell changeCell(WatchChange change)
{
    switch (change) {
    case WatchChange::Dropped:
        //: of a unit: it was watched, and will not be any more
        return {.text = WatchPreviewModel::tr("no longer watched"),
                .mark = Mark::Care,
                .tone = Tone::Care,
                .order = 0};
    case WatchChange::Added:
        //: of a unit: it will be watched
        return {.text = WatchPreviewModel::tr("new"), .mark = Mark::Well, .tone = Tone::Well, .order = 1};
    case WatchChange::Changed:
        //: of a unit: it is watched, but in another way than before
        return {.text = WatchPreviewModel::tr("watched otherwise"), .isBold = true, .order = 2};
    case WatchChange::Kept:
        break;
    }
    //: of a unit: it is watched in the same way as before
    return {.text = WatchPreviewModel::tr("as before"), .tone = Tone::Dim, .order = 3};
}

Cell presenceCell(const WatchPreview &unit)
{
    if (unit.change != WatchChange::Added)
        return {.order = 3};
    switch (unit.known) {
    case UnitKnowledge::NotFound:
        //: a node has no unit of this name
        return {.text = WatchPreviewModel::tr("no such unit there"),
                .mark = Mark::Care,
                .tone = Tone::Care,
                .order = 0};
    case UnitKnowledge::Known:
        //: a node has a unit of this name
        return {.text = WatchPreviewModel::tr("is there"), .order = 2};
    case UnitKnowledge::Unknown:
        break;
    }
    //: whether a node has a unit
    return {.text = WatchPreviewModel::tr("could not be asked"), .tone = Tone::Stale, .order = 1};
}

QString howText(const WatchPreview &unit)
{
    QStringList how;
    if (unit.immediate)
        //: a service counts as failed when it crashes once
        how.append(WatchPreviewModel::tr("fails at its first crash"));
    if (!unit.results.isEmpty())
        //: of a target; %1 are words of systemd, as "timeout, failed"
        how.append(WatchPreviewModel::tr("errors: %1").arg(unit.results.join(u", "_s)));
    if (unit.recovery == "restart"_L1)
        //: of a unit that fails: what its node does about it
        how.append(WatchPreviewModel::tr("is restarted %n times at most", nullptr, unit.attempts));
    else if (unit.recovery == "reboot"_L1)
        //: of a unit that fails: what its node does about it
        how.append(WatchPreviewModel::tr("the node reboots %n times at most", nullptr, unit.attempts));
    return how.join(u" \u00b7 "_s);
}

} // namespace

WatchPreviewModel::WatchPreviewModel(QObject *parent)
    : RowModel(previewColumns(), parent)
{
}

void WatchPreviewModel::setNode(const QString &nodeId, const QString &name, const QList<WatchPreview> &units)
{
    QList<Row> rows;
    for (const WatchPreview &unit : units) {
        const bool isDropped = unit.change == WatchChange::Dropped;
        rows.append({.key = nodeId + u'/' + unit.unit,
                     .nodeId = nodeId,
                     .objectId = unit.unit,
                     .cells = {changeCell(unit.change),
                               {.text = unit.unit, .isFixed = true},
                               {.text = name},
                               presenceCell(unit),
                               {.text = isDropped ? QString() : howText(unit), .tone = Tone::Dim}}});
    }
    setGroup(nodeId, rows);
    if (!m_nodeIds.contains(nodeId))
        m_nodeIds.append(nodeId);
}

void WatchPreviewModel::keepNodes(const QStringList &nodeIds)
{
    const QStringList before = std::exchange(m_nodeIds, nodeIds);
    for (const QString &nodeId : before) {
        if (!nodeIds.contains(nodeId))
            removeGroup(nodeId);
    }
}

} // namespace muster::console
