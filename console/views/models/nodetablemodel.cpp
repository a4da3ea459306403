// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/nodetablemodel.h"

#include "console/views/models/nodecells.h"
#include "console/views/text/attention.h"
#include "console/views/text/phrases.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QList<Column> nodeColumns()
{
    return {
        //: column of a table
        {"name", NodeTableModel::tr("Node"), 150},
        //: column of a table: the system a node belongs to and its number there
        {"system", NodeTableModel::tr("System"), 120},
        //: column of a table
        {"state", NodeTableModel::tr("State"), 110},
        //: column of a table: the worst thing about a node, one sentence
        {"attention", NodeTableModel::tr("What is wrong"), 300},
        //: column of a table: number of problems
        {"problems", NodeTableModel::tr("Problems"), 90, false},
        //: column of a table: how many watched units are active
        {"units", NodeTableModel::tr("Units active"), 100},
        //: column of a table: when a node was heard last
        {"heard", NodeTableModel::tr("Heard"), 100},
        //: column of a table
        {"address", NodeTableModel::tr("Address"), 150, false},
        //: column of a table: operating system
        {"os", NodeTableModel::tr("System software"), 200, false},
        //: column of a table: version of the agent
        {"agent", NodeTableModel::tr("Agent"), 90, false},
        //: column of a table: what this console may do on a node
        {"role", NodeTableModel::tr("Role"), 100, false},
        //: column of a table: the id of a node
        {"id", NodeTableModel::tr("Id"), 240, false},
    };
}

QString systemText(const Fleet &fleet, const FleetNode &node)
{
    const FleetSystem *system = fleet.systemOf(node.nodeId);
    if (!system)
        return {};
    const auto member = std::ranges::find(system->members, node.nodeId, &SystemMember::nodeId);
    return u"%1/%2"_s.arg(system->name, QString::number(member->instance));
}

} // namespace

NodeTableModel::NodeTableModel(const Fleet &fleet, QObject *parent)
    : FleetRows(fleet, nodeColumns(),
                NodeAspect::Identity | NodeAspect::Link | NodeAspect::Facts | NodeAspect::State
                    | NodeAspect::Units | NodeAspect::Failures,
                parent)
{
    connect(&fleet, &Fleet::systemsChanged, this, [this] { refresh(); });
    refresh();
}

QList<Row> NodeTableModel::rowsOf(const FleetNode &node) const
{
    const QList<Attention> attention = AttentionList::of(node);
    const Tone tone = node.isStale() ? Tone::Stale : Tone::Plain;
    const QString worst = attention.isEmpty() ? QString()
                          : attention.first().detail.isEmpty()
                              ? attention.first().title
                              : attention.first().title + u" \u2014 "_s + attention.first().detail;
    return {Row{
        .key = node.nodeId,
        .nodeId = node.nodeId,
        .objectId = node.nodeId,
        .cells = {NodeCells::name(node),
                  {.text = systemText(fleet(), node), .tone = Tone::Dim},
                  NodeCells::state(node),
                  {.text = worst, .tone = tone},
                  {.text = QString::number(attention.size()), .tone = tone, .order = attention.size()},
                  NodeCells::units(node),
                  NodeCells::heard(node),
                  {.text = node.address, .isFixed = true},
                  {.text = node.facts ? node.facts->os : QString(), .tone = tone},
                  {.text = node.facts ? node.facts->agentVersion : QString(), .tone = tone, .isFixed = true},
                  {.text = Phrases::role(node.role)},
                  {.text = node.nodeId, .tone = Tone::Dim, .isFixed = true}},
    }};
}

} // namespace muster::console
