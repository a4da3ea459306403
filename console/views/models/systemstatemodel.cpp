// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/systemstatemodel.h"

#include "console/views/text/statephrases.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QList<Column> systemStateColumns()
{
    return {
        //: column of a table: part of a machine's state
        {"facet", SystemStateModel::tr("Part"), 150, true, 110},
        //: column of a table: what a system has as a whole
        {"value", SystemStateModel::tr("Whole system"), 170, true, 120},
        //: column of a table: how many members have the value of the whole
        {"agreement", SystemStateModel::tr("Agreement"), 190, true, 172},
        //: column of a table
        {"health", SystemStateModel::tr("Health"), 120, true, 104},
        //: column of a table: how long ago something was known to be so
        {"age", SystemStateModel::tr("Known"), 90, true, 76},
        //: column of a table: how many members have which value
        {"counts", SystemStateModel::tr("Members have"), 220, true, 90},
        //: column of a table: which members are not well
        {"unwell", SystemStateModel::tr("Because of"), 160, true, 90},
    };
}

Row rowOf(const SystemFacet &facet, const ShownState &shown, Timestamp now)
{
    // Whoever is why it is unwell is what one wants to look at; else whoever the value is from.
    const int instance = facet.worst.value(0, facet.behind.value(0));
    const auto member = std::ranges::find(facet.members, instance, &MemberFacet::instance);
    const bool isPartial = facet.agreement == Agreement::Partial;
    return Row{
        .key = QString::number(int(facet.facet)),
        .nodeId = member == facet.members.cend() ? shown.toldBy : member->nodeId,
        .objectId = QString::number(int(facet.facet)),
        .cells = {{.text = StatePhrases::facet(facet.facet), .isBold = true, .order = int(facet.facet)},
                  StatePhrases::valueCell(facet.value, facet.health, isPartial),
                  {.text = StatePhrases::agreement(facet),
                   .tone = isPartial ? Tone::Stale : Tone::Plain,
                   .order = int(facet.agreement)},
                  StatePhrases::healthCell(facet.health, shown.isStale),
                  StatePhrases::ageCell(facet.oldestAge, isGrowing(facet), now),
                  {.text = StatePhrases::counts(facet), .tone = Tone::Dim},
                  {.text = StatePhrases::unwell(facet)}}};
}

} // namespace

SystemStateModel::SystemStateModel(QObject *parent)
    : RowModel(systemStateColumns(), parent)
{
}

void SystemStateModel::show(const std::optional<ShownState> &shown, Timestamp now)
{
    QList<Row> rows;
    if (shown) {
        for (const SystemFacet &facet : shown->state.facets)
            rows.append(rowOf(facet, *shown, now));
    }
    setGroup(u"system"_s, rows);
}

} // namespace muster::console
