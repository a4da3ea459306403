// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/memberstatemodel.h"

#include "console/views/text/statephrases.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QList<Column> memberStateColumns()
{
    return {
        //: column of a table: number of a member in its system
        {"number", MemberStateModel::tr("No."), 68, true, 68},
        //: column of a table
        {"member", MemberStateModel::tr("Member"), 150, true, 100},
        {"power", StatePhrases::facet(Facet::Chassis), 130, true, 90},
        {"host", StatePhrases::facet(Facet::Host), 130, true, 100},
        {"boot", StatePhrases::facet(Facet::BootProgress), 140, true, 110},
        {"management", StatePhrases::facet(Facet::Bmc), 130, true, 100},
        {"operatingSystem", StatePhrases::facet(Facet::OperatingSystem), 140, true, 100},
        {"hypervisor", StatePhrases::facet(Facet::Hypervisor), 120, true, 90},
        //: column of a table: how long ago something was known to be so
        {"age", MemberStateModel::tr("Known"), 90, true, 76},
    };
}

/// The least sure of what is known of a member.
struct MemberAge
{
    std::optional<qint64> oldest = {};
    bool isStale = false;
    bool isNeverKnown = false;

    void take(const MemberFacet &part)
    {
        isStale |= part.isStale;
        isNeverKnown |= !part.age;
        if (part.age)
            oldest = std::max(oldest.value_or(0), *part.age);
    }
};

const MemberFacet *partOf(const ShownState &shown, Facet facet, const QString &nodeId)
{
    const auto whole = std::ranges::find(shown.state.facets, facet, &SystemFacet::facet);
    if (whole == shown.state.facets.cend())
        return nullptr;
    const auto part = std::ranges::find(whole->members, nodeId, &MemberFacet::nodeId);
    return part == whole->members.cend() ? nullptr : &*part;
}

} // namespace

MemberStateModel::MemberStateModel(QObject *parent)
    : RowModel(memberStateColumns(), parent)
{
}

std::optional<Facet> MemberStateModel::facetOf(int column)
{
    switch (column) {
    case Power:
        return Facet::Chassis;
    case Host:
        return Facet::Host;
    case Boot:
        return Facet::BootProgress;
    case Management:
        return Facet::Bmc;
    case OperatingSystem:
        return Facet::OperatingSystem;
    case Hypervisor:
        return Facet::Hypervisor;
    default:
        return std::nullopt;
    }
}

void MemberStateModel::show(const Fleet &fleet, const FleetSystem &system,
                            const std::optional<ShownState> &shown, Timestamp now)
{
    QList<Row> rows;
    for (const SystemMember &member : shown ? system.members : QList<SystemMember>()) {
        const FleetNode *node = fleet.node(member.nodeId);
        MemberAge age;
        Row row{.key = member.nodeId, .nodeId = member.nodeId, .objectId = member.nodeId};
        row.cells = {{.text = QString::number(member.instance), .tone = Tone::Dim, .order = member.instance},
                     {.text = node ? node->name : member.name, .isBold = true}};
        for (int column = Power; column <= Hypervisor; ++column) {
            const auto facet = facetOf(column);
            const MemberFacet *part = facet ? partOf(*shown, *facet, member.nodeId) : nullptr;
            if (!part) {
                row.cells.append(Cell{.text = u"\u2013"_s, .tone = Tone::Dim, .order = -1});
                continue;
            }
            age.take(*part);
            row.cells.append(StatePhrases::valueCell(part->value, part->health, part->isStale));
        }
        row.cells.append(
            StatePhrases::ageCell(age.isNeverKnown ? std::nullopt : age.oldest, age.isStale, now));
        rows.append(row);
    }
    setGroup(u"members"_s, rows);
}

void MemberStateModel::clear()
{
    removeGroup(u"members"_s);
}

} // namespace muster::console
