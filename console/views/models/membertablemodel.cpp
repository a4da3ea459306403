// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/membertablemodel.h"

#include "console/views/models/nodecells.h"
#include "console/views/text/systemphrases.h"

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
        //: column of a table: how the coordinator of a system sees a member
        {"presence", MemberTableModel::tr("Presence"), 140, true, 120},
        //: column of a table: how far a clock is off
        {"clock", MemberTableModel::tr("Clock"), 80},
        //: column of a table: how many watched units are active
        {"units", MemberTableModel::tr("Units active"), 110},
        //: column of a table: number of open failures
        {"failures", MemberTableModel::tr("Failures"), 80},
        //: column of a table: when a node was heard last
        {"heard", MemberTableModel::tr("Heard"), 100},
        //: column of a table: when a node started
        {"up", MemberTableModel::tr("Started"), 100},
        //: column of a table: which membership a member has
        {"generation", MemberTableModel::tr("Generation"), 90, false},
        //: column of a table: operating system
        {"os", MemberTableModel::tr("System software"), 200, false},
        //: column of a table
        {"address", MemberTableModel::tr("Address"), 150, false},
    };
}

Cell generationCell(const FleetSystem &system, const FleetNode &node)
{
    const auto view = system.views.constFind(node.nodeId);
    const qint64 told = node.membership && node.membership->terms.id == system.id()
                            ? node.membership->terms.generation
                        : view != system.views.cend() ? view->generation
                                                      : 0;
    if (told == 0)
        return {};
    return {.text = QString::number(told),
            .tone = told < system.generation() ? Tone::Care : Tone::Dim,
            .order = told};
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
    const Cell offset = SystemPhrases::clock(system, node);
    Cell name = NodeCells::name(node);
    const Cell presence = SystemPhrases::presence(system, node);
    if (system.coordinator == node.nodeId && presence.text.isEmpty())
        //: %1 is a node that coordinates its system
        name.text = tr("%1 \u00b7 coordinator").arg(name.text);
    return {Row{.key = node.nodeId,
                .nodeId = node.nodeId,
                .objectId = node.nodeId,
                .cells = {{.text = QString::number(instance), .tone = Tone::Dim, .order = instance},
                          name,
                          NodeCells::state(node),
                          presence,
                          offset.text.isEmpty() ? NodeCells::clock(node) : offset,
                          NodeCells::units(node),
                          NodeCells::failures(node),
                          NodeCells::heard(node),
                          NodeCells::up(node),
                          generationCell(system, node),
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
