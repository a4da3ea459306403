// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/membertablemodel.h"

#include "console/views/models/nodecells.h"

#include <algorithm>

namespace muster::console {

namespace {

QList<Column> memberColumns()
{
    return {
        //: column of a table: number of a member in its system
        {"number", MemberTableModel::tr("No."), 68},
        //: column of a table
        {"node", MemberTableModel::tr("Member"), 190},
        //: column of a table
        {"state", MemberTableModel::tr("State"), 110},
        //: column of a table: how many watched units are active
        {"units", MemberTableModel::tr("Units active"), 110},
        //: column of a table: number of open failures
        {"failures", MemberTableModel::tr("Failures"), 80},
        //: column of a table: when a node was heard last
        {"heard", MemberTableModel::tr("Heard"), 100},
        //: column of a table: when a node started
        {"up", MemberTableModel::tr("Started"), 100},
        //: column of a table: how far a node's clock is from the console's
        {"clock", MemberTableModel::tr("Clock"), 80, false},
        //: column of a table: operating system
        {"os", MemberTableModel::tr("System software"), 200, false},
        //: column of a table
        {"address", MemberTableModel::tr("Address"), 150, false},
    };
}

} // namespace

MemberTableModel::MemberTableModel(const Fleet &fleet_, QObject *parent)
    : FleetRows(fleet_, memberColumns(), NodeAspect::All, parent)
{
    connect(&fleet_, &Fleet::systemsChanged, this, [this] { refresh(); });
    setNodeFilter([this](const FleetNode &node) { return instanceOf(node) > 0; });
}

void MemberTableModel::setSystem(const QString &name)
{
    m_system = name;
    refresh();
}

QList<Row> MemberTableModel::rowsOf(const FleetNode &node) const
{
    const int instance = instanceOf(node);
    const FleetSystem system = fleet().systems().value(m_system);
    Cell name = NodeCells::name(node);
    if (system.coordinator == node.nodeId)
        //: %1 is a node that coordinates its system
        name.text = tr("%1 \u00b7 coordinator").arg(node.name);
    return {Row{.key = node.nodeId,
                .nodeId = node.nodeId,
                .objectId = node.nodeId,
                .cells = {{.text = QString::number(instance), .tone = Tone::Dim, .order = instance},
                          name,
                          NodeCells::state(node),
                          NodeCells::units(node),
                          NodeCells::failures(node),
                          NodeCells::heard(node),
                          NodeCells::up(node),
                          NodeCells::clock(node),
                          {.text = node.facts ? node.facts->os : QString(), .tone = Tone::Dim},
                          {.text = node.address, .isFixed = true}}}};
}

int MemberTableModel::instanceOf(const FleetNode &node) const
{
    const auto system = fleet().systems().constFind(m_system);
    if (system == fleet().systems().cend())
        return 0;
    const auto member = std::ranges::find(system->members, node.nodeId, &SystemMember::nodeId);
    return member == system->members.cend() ? 0 : member->instance;
}

} // namespace muster::console
