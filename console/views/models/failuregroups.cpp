// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/failuregroups.h"

#include "console/views/models/failurecells.h"
#include "console/views/models/failuretablemodel.h"

#include <QDateTime>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::console {

namespace {

using Rows = FailureTableModel;

QString textIn(const QModelIndex &row, int column)
{
    return row.siblingAtColumn(column).data().toString();
}

qint64 orderIn(const QModelIndex &row, int column)
{
    return row.siblingAtColumn(column).data(OrderRole).toLongLong();
}

Timestamp failedAt(const QModelIndex &row)
{
    return Timestamp(std::chrono::milliseconds(orderIn(row, Rows::Since)));
}

/// What they all say; empty when they differ.
QString whatAllSay(const QModelIndexList &rows, int column)
{
    const QString text = textIn(rows.first(), column);
    const bool isCommon =
        std::ranges::all_of(rows, [&](const QModelIndex &row) { return textIn(row, column) == text; });
    return isCommon ? text : QString();
}

int nodesIn(const QModelIndexList &rows)
{
    QSet<QString> ids;
    for (const QModelIndex &row : rows)
        ids.insert(row.data(NodeIdRole).toString());
    return int(ids.size());
}

QModelIndex newestOf(const QModelIndexList &rows)
{
    return *std::ranges::max_element(rows, {}, failedAt);
}

} // namespace

GroupModel::Grouping FailureGroups::by(FailureGrouping what)
{
    switch (what) {
    case FailureGrouping::Incident:
        return {.keyOf =
                    [](const QModelIndex &row) {
                        return row.data(NodeIdRole).toString() + u'/' + textIn(row, Rows::Incident);
                    },
                .headingOf = incident,
                .least = 2};
    case FailureGrouping::Unit:
        return {.keyOf = [](const QModelIndex &row) { return textIn(row, Rows::Unit); },
                .headingOf = unit,
                .least = 2};
    case FailureGrouping::Node:
        return {.keyOf = [](const QModelIndex &row) { return row.data(NodeIdRole).toString(); },
                .headingOf = node};
    case FailureGrouping::Time:
        return {.keyOf = ageOf, .headingOf = time};
    case FailureGrouping::Nothing:
        break;
    }
    return {};
}

QString FailureGroups::nameOf(FailureGrouping what)
{
    switch (what) {
    case FailureGrouping::Incident:
        //: failures are listed by what they have in common
        return tr("By incident");
    case FailureGrouping::Unit:
        //: failures are listed by the unit that failed
        return tr("By unit");
    case FailureGrouping::Node:
        //: failures are listed by the node on which they happened
        return tr("By node");
    case FailureGrouping::Time:
        //: failures are listed by when they happened
        return tr("By time");
    case FailureGrouping::Nothing:
        break;
    }
    //: failures are listed without headings
    return tr("Not grouped");
}

QString FailureGroups::ageOf(const QModelIndex &row)
{
    const Timestamp present = now();
    const auto age = present - failedAt(row);
    const qint64 days = toDateTime(failedAt(row)).toLocalTime().date().daysTo(QDate::currentDate());
    if (age < 10min)
        return u"0"_s;
    if (age < 1h)
        return u"1"_s;
    return days <= 0 ? u"2"_s : days == 1 ? u"3"_s : days < 7 ? u"4"_s : u"5"_s;
}

QString FailureGroups::spanOf(const QString &age)
{
    switch (age.toInt()) {
    case 0:
        //: heading: failures of that time
        return tr("In the last 10 minutes");
    case 1:
        //: heading: failures of that time
        return tr("In the last hour");
    case 2:
        //: heading: failures of today that are older than an hour
        return tr("Earlier today");
    case 3:
        //: heading: failures of that time
        return tr("Yesterday");
    case 4:
        //: heading: failures of the last seven days that are older than yesterday
        return tr("In the last week");
    default:
        break;
    }
    //: heading: failures that are older than a week
    return tr("Before");
}

Row FailureGroups::summary(const QString &key, const QModelIndexList &rows)
{
    const auto standing = [](const QModelIndex &row) { return orderIn(row, Rows::State); };
    const auto worst = FailureStanding(standing(*std::ranges::max_element(rows, {}, standing)));
    const int ofWorst = int(std::ranges::count(rows, qint64(worst), standing));
    const auto isRepeated = [](const QModelIndex &row) { return orderIn(row, Rows::Times) > 1; };
    qint64 times = 0;
    for (const QModelIndex &row : rows)
        times += orderIn(row, Rows::Times);
    const int nodes = nodesIn(rows);
    QString why = whatAllSay(rows, Rows::Why);
    if (why.isEmpty())
        why = tr("%n failures", nullptr, int(rows.size()));
    Row row{.key = u"group/"_s + key, .cells = QList<Cell>(Rows::Incident + 1)};
    row.cells[Rows::Unit] = {.mark = markOf(worst), .isBold = true};
    row.cells[Rows::Node] = {.text = nodes > 1 ? tr("%n nodes", nullptr, nodes)
                                               : textIn(rows.first(), Rows::Node)};
    row.cells[Rows::System] = {.text = whatAllSay(rows, Rows::System), .tone = Tone::Dim};
    row.cells[Rows::State] = {
        .text = FailureCells::words(worst, ofWorst), .tone = toneOf(worst), .order = int(worst)};
    if (std::ranges::any_of(rows, isRepeated))
        row.cells[Rows::Times] = FailureCells::times(times);
    else
        row.cells[Rows::Times].order = times;
    row.cells[Rows::Since] = {.time = failedAt(newestOf(rows))};
    row.cells[Rows::Why] = {.text = why, .tone = Tone::Dim};
    return row;
}

Row FailureGroups::incident(const QString &key, const QModelIndexList &rows)
{
    // It names the failure that it began with; should that be gone, the first that is there.
    const auto named = std::ranges::find_if(rows, [](const QModelIndex &row) {
        return row.data(ObjectIdRole).toString() == textIn(row, Rows::Incident);
    });
    const QModelIndex cause = named != rows.cend() ? *named : *std::ranges::min_element(rows, {}, failedAt);
    Row row = summary(key, rows);
    row.nodeId = cause.data(NodeIdRole).toString();
    row.objectId = cause.data(ObjectIdRole).toString();
    row.cells[Rows::Unit].text = textIn(cause, Rows::Unit);
    row.cells[Rows::Unit].isFixed = true;
    //: one incident of several findings; %1 says why the first unit failed
    row.cells[Rows::Why].text =
        tr("%n findings, began with: %1", nullptr, int(rows.size())).arg(textIn(cause, Rows::Why));
    return row;
}

Row FailureGroups::unit(const QString &key, const QModelIndexList &rows)
{
    Row row = summary(key, rows);
    row.nodeId = newestOf(rows).data(NodeIdRole).toString();
    row.objectId = newestOf(rows).data(ObjectIdRole).toString();
    row.cells[Rows::Unit].text = key;
    row.cells[Rows::Unit].isFixed = true;
    return row;
}

Row FailureGroups::node(const QString &key, const QModelIndexList &rows)
{
    Row row = summary(key, rows);
    row.nodeId = key;
    row.cells[Rows::Unit].text = textIn(rows.first(), Rows::Node);
    row.cells[Rows::Node].text.clear();
    return row;
}

Row FailureGroups::time(const QString &key, const QModelIndexList &rows)
{
    Row row = summary(key, rows);
    row.cells[Rows::Unit].text = spanOf(key);
    row.cells[Rows::Unit].order = key.toLongLong();
    return row;
}

} // namespace muster::console
