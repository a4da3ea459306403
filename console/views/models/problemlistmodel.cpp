// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/problemlistmodel.h"

#include "console/views/text/attention.h"

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

} // namespace muster::console
