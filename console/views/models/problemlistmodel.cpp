// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/problemlistmodel.h"

#include "console/views/text/attention.h"
#include "console/views/text/systemphrases.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QList<Column> problemColumns()
{
    return {
        //: column of a table: what is wrong
        {"what", ProblemListModel::tr("What is wrong"), 300},
        //: column of a table
        {"why", ProblemListModel::tr("Why"), 300},
        //: column of a table
        {"remedy", ProblemListModel::tr("What to do"), 300},
        //: column of a table
        {"since", ProblemListModel::tr("Since"), 120},
        //: column of a table
        {"node", ProblemListModel::tr("Node"), 120},
    };
}

constexpr auto SystemGroup = "system/"_L1; ///< node ids have no slash

} // namespace

ProblemListModel::ProblemListModel(const Fleet &fleet, QObject *parent)
    : FleetRows(fleet, problemColumns(),
                NodeAspect::Identity | NodeAspect::Link | NodeAspect::State | NodeAspect::Failures
                    | NodeAspect::Units,
                parent)
{
    refresh();
}

QVariant ProblemListModel::data(const QModelIndex &index, int role) const
{
    if (role != DetailRole)
        return FleetRows::data(index, role);
    QStringList parts;
    for (const int column : {Since, Why, Remedy}) {
        const QString part = index.siblingAtColumn(column).data().toString();
        if (!part.isEmpty())
            parts.append(part);
    }
    return parts.join(u" \u00b7 "_s);
}

QList<Row> ProblemListModel::rowsOf(const FleetNode &node) const
{
    QList<Row> rows;
    for (const Attention &item : AttentionList::of(node)) {
        rows.append(
            {.key = item.key,
             .nodeId = item.nodeId,
             .objectId = item.failureId,
             .cells = {{.text = item.title, .mark = item.mark, .isBold = true, .order = -int(item.severity)},
                       {.text = item.detail},
                       {.text = item.remedy},
                       {.text = {}, .time = item.since},
                       {.text = node.name}}});
    }
    return rows;
}

void ProblemListModel::addSystems()
{
    connect(&fleet(), &Fleet::systemsChanged, this, &ProblemListModel::refreshSystems);
    connect(&fleet(), &Fleet::nodesChanged, this, [this](const QHash<QString, NodeAspects> &changed) {
        constexpr NodeAspects Told = NodeAspect::System | NodeAspect::Link | NodeAspect::Identity;
        if (std::ranges::any_of(changed, [](NodeAspects aspects) { return bool(aspects & Told); }))
            refreshSystems();
    });
    refreshSystems();
}

QString ProblemListModel::systemOf(const QModelIndex &row) const
{
    return m_systems.value(row.data(KeyRole).toString().section(u'/', 0, 1));
}

void ProblemListModel::refreshSystems()
{
    QHash<QString, QString> known;
    for (const FleetSystem &system : fleet().systems()) {
        if (system.isOwn())
            continue;
        const QList<Row> rows = rowsOf(system);
        if (rows.isEmpty())
            continue;
        const QString group = SystemGroup + system.id();
        known.insert(group, system.name);
        setGroup(group, rows);
    }
    for (const auto &[group, name] : m_systems.asKeyValueRange()) {
        if (!known.contains(group))
            removeGroup(group);
    }
    m_systems = known;
}

QList<Row> ProblemListModel::rowsOf(const FleetSystem &system) const
{
    QList<Row> rows;
    if (!isAmiss(system))
        return rows;
    for (const SystemFinding &finding : findingsOf(fleet(), system)) {
        const FleetNode *node = fleet().node(finding.nodeId);
        // That a node does not answer is said already, of the node.
        if (finding.kind == SystemFinding::Kind::Silent && node && node->isStale())
            continue;
        const auto said = SystemPhrases::finding(fleet(), system, finding);
        const Health severity = said.mark == Mark::Critical ? Health::Critical : Health::Warning;
        rows.append(
            {.key = u"%1%2/%3/%4"_s.arg(SystemGroup, system.id()).arg(int(finding.kind)).arg(finding.nodeId),
             .nodeId = finding.nodeId,
             .objectId = {},
             .cells = {{.text = said.text, .mark = said.mark, .isBold = true, .order = -int(severity)},
                       //: %1 is the name of a system
                       {.text = tr("system %1").arg(system.name)},
                       {},
                       {},
                       {.text = node ? node->name : QString()}}});
    }
    return rows;
}

} // namespace muster::console
