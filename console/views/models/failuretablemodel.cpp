// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/failuretablemodel.h"

#include "console/fleet/openfailures.h"
#include "console/views/models/failurecells.h"
#include "console/views/text/ages.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QList<Column> failureColumns()
{
    return {
        //: column of a table: a systemd unit
        {"unit", FailureTableModel::tr("What"), 340, true, 148},
        //: column of a table: the node on which it failed
        {"node", FailureTableModel::tr("Where"), 112, true, 80},
        //: column of a table
        {"system", FailureTableModel::tr("System"), 120, false},
        //: column of a table
        {"state", FailureTableModel::tr("State"), 122, true, 108},
        //: column of a table: how often a unit has failed
        {"times", FailureTableModel::tr("Times"), 60, true, 56},
        //: column of a table: since when a unit is failed
        {"since", FailureTableModel::tr("Since"), 96, true, 86},
        //: column of a table: why a unit failed
        {"why", FailureTableModel::tr("Why"), 320, true, 90},
        //: column of a table: when a unit failed for the first time
        {"first", FailureTableModel::tr("First"), 100, false},
        //: column of a table: number of automatic restarts
        {"restarts", FailureTableModel::tr("Restarts"), 80, false},
        //: column of a table: when a unit was active again
        {"recovered", FailureTableModel::tr("Recovered"), 120, false},
        //: column of a table: who has taken note of a failure, and their reason
        {"acknowledged", FailureTableModel::tr("Acknowledged by"), 160, false},
        //: column of a table: name of the error that was logged
        {"error", FailureTableModel::tr("Logged as"), 200, false},
        //: column of a table: what several failures have in common
        {"incident", FailureTableModel::tr("Incident"), 200, false},
    };
}

Cell timeCell(const FleetNode &node, std::optional<Timestamp> at)
{
    if (!at)
        return {};
    return {.time = byOurClock(node, *at), .hint = Ages::bothClocks(node, *at)};
}

Cell noteCell(const std::optional<Acknowledgement> &note)
{
    if (!note)
        return {};
    //: who has taken note of a failure (%1), and their reason (%2)
    return {.text = note->reason.isEmpty() ? note->by
                                           : FailureTableModel::tr("%1: %2").arg(note->by, note->reason)};
}

} // namespace

FailureTableModel::FailureTableModel(const Fleet &fleet, QObject *parent)
    : FleetRows(fleet, failureColumns(),
                NodeAspect::Identity | NodeAspect::Link | NodeAspect::State | NodeAspect::Units
                    | NodeAspect::Failures,
                parent)
{
    connect(&fleet, &Fleet::systemsChanged, this, [this] { refresh(); });
    refresh();
}

void FailureTableModel::setWithOver(bool isWithOver)
{
    m_isWithOver = isWithOver;
    refresh();
}

QList<Row> FailureTableModel::rowsOf(const FleetNode &node) const
{
    QList<Row> rows;
    QSet<QString> known;
    const FleetSystem *system = fleet().systemOf(node.nodeId);
    for (const UnitFailure &failure : node.failures) {
        if (known.contains(failure.id) || (!m_isWithOver && !isOpen(node, failure)))
            continue;
        known.insert(failure.id);
        rows.append(rowOf(node, failure, system ? system->name : QString()));
    }
    return rows;
}

Row FailureTableModel::rowOf(const FleetNode &node, const UnitFailure &failure, const QString &system) const
{
    return {.key = node.nodeId + u'/' + failure.id,
            .nodeId = node.nodeId,
            .objectId = failure.id,
            .cells = {{.text = failure.unit, .mark = markOf(standingOf(node, failure)), .isFixed = true},
                      {.text = node.name},
                      {.text = system, .tone = Tone::Dim},
                      FailureCells::state(node, failure),
                      FailureCells::times(failure.count),
                      timeCell(node, failure.at),
                      {.text = FailureCells::why(failure)},
                      timeCell(node, failure.since()),
                      {.text = QString::number(failure.restarts), .order = failure.restarts},
                      timeCell(node, failure.recoveredAt),
                      noteCell(failure.acknowledged),
                      {.text = failure.error, .isFixed = true},
                      {.text = incidentOf(failure), .tone = Tone::Dim, .isFixed = true}}};
}

} // namespace muster::console
