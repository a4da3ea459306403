// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/jobtablemodel.h"

#include "console/views/text/ages.h"
#include "console/views/text/phrases.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QList<Column> jobColumns()
{
    return {
        //: column of a table: what a job does
        {"job", JobTableModel::tr("Job"), 260},
        //: column of a table
        {"node", JobTableModel::tr("Node"), 120},
        //: column of a table
        {"state", JobTableModel::tr("State"), 90, true, 76},
        //: column of a table
        {"progress", JobTableModel::tr("Progress"), 120, true, 96},
        //: column of a table: when a job was started
        {"started", JobTableModel::tr("Started"), 100, true, 88},
        //: column of a table: who started a job
        {"startedBy", JobTableModel::tr("By"), 110, false},
        //: column of a table: what came of a job
        {"outcome", JobTableModel::tr("Outcome"), 260},
    };
}

QString progressOf(const Job &job)
{
    if (job.state != JobState::Running && job.state != JobState::Queued)
        return {};
    //: progress of a job: %1 of %2, %3 is what is counted, as "lines"
    return job.total > 0 ? JobTableModel::tr("%1 of %2 %3").arg(job.done).arg(job.total).arg(job.unit)
                         : QString();
}

} // namespace

JobTableModel::JobTableModel(const Fleet &fleet, QObject *parent)
    : FleetRows(fleet, jobColumns(), NodeAspect::Identity | NodeAspect::Jobs, parent)
{
    refresh();
}

QList<Row> JobTableModel::rowsOf(const FleetNode &node) const
{
    QList<Row> rows;
    for (const Job &job : node.jobs) {
        rows.append({.key = node.nodeId + u'/' + job.id,
                     .nodeId = node.nodeId,
                     .objectId = job.id,
                     .cells = {{.text = job.title, .mark = markOf(job.state)},
                               {.text = node.name},
                               {.text = Phrases::jobState(job.state),
                                .tone = job.state == JobState::Failed ? Tone::Critical : Tone::Plain},
                               {.text = progressOf(job)},
                               {.time = byOurClock(node, job.startedAt),
                                .hint = Ages::bothClocks(node, job.startedAt)},
                               {.text = job.startedBy, .tone = Tone::Dim},
                               {.text = job.outcome}}});
    }
    return rows;
}

} // namespace muster::console
