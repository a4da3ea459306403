// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/failuregroups.h"
#include "console/views/models/failuretablemodel.h"
#include "console/views/models/tableproxy.h"
#include "tests/gui/support/story.h"
#include "tests/gui/support/warnings.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr auto ReportTo = QAbstractItemModelTester::FailureReportingMode::QtTest;

/// The failures of a fleet, gathered, sorted, and watched by testers.
struct Gathered
{
    explicit Gathered(const Fleet &fleet, FailureGrouping by)
        : rows(fleet)
        , groups(rows)
    {
        rows.setWithOver(true);
        groups.setGrouping(FailureGroups::by(by));
        sorted.setSourceModel(&groups);
        sorted.sort(FailureTableModel::Since, Qt::DescendingOrder);
    }

    [[nodiscard]] QStringList titles() const
    {
        QStringList titles;
        for (int row = 0; row < sorted.rowCount(); ++row)
            titles.append(sorted.index(row, FailureTableModel::Unit).data().toString());
        return titles;
    }
    [[nodiscard]] QModelIndex top(const QString &title) const
    {
        return sorted.index(int(titles().indexOf(title)), 0);
    }

    FailureTableModel rows;
    GroupModel groups;
    TableProxy sorted;
    QAbstractItemModelTester tester{&groups, ReportTo};
    QAbstractItemModelTester sortedTester{&sorted, ReportTo};
};

QString textOf(const QModelIndex &row, int column)
{
    return row.siblingAtColumn(column).data().toString();
}

void changeFailures(FleetNode &node, QRandomGenerator &random)
{
    node.failures.clear();
    const int count = random.bounded(6);
    for (int i = 0; i < count; ++i) {
        UnitFailure failure;
        failure.id = QString::number(random.bounded(6));
        failure.unit = u"unit-%1.service"_s.arg(random.bounded(3));
        failure.incident = QString::number(random.bounded(3));
        failure.at = now() - std::chrono::hours(random.bounded(60));
        if (random.bounded(2) == 0)
            failure.recoveredAt = failure.at;
        node.failures.append(failure);
    }
}

void addGroupings()
{
    QTest::addColumn<int>("grouping");
    for (const auto by : {FailureGrouping::Incident, FailureGrouping::Unit, FailureGrouping::Node,
                          FailureGrouping::Time, FailureGrouping::Nothing})
        QTest::newRow(qPrintable(FailureGroups::nameOf(by))) << int(by);
}

} // namespace

class TestGroupModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void staysSoundUnderRandomChanges_data() { addGroupings(); }
    void staysSoundUnderRandomChanges()
    {
        QFETCH(const int, grouping);
        Fleet fleet;
        story::fillFleet(fleet);
        Gathered gathered(fleet, FailureGrouping(grouping));
        QRandomGenerator random(4711);
        const QStringList ids = fleet.nodes().keys();
        for (int round = 0; round < 40; ++round) {
            for (int i = 0; i < 4; ++i)
                fleet.update(ids.at(random.bounded(5)), NodeAspect::Failures,
                             [&](FleetNode &node) { changeFailures(node, random); });
            fleet.flush();
            if (round % 10 == 0)
                gathered.groups.setGrouping(FailureGroups::by(FailureGrouping(grouping)));
        }
        QCOMPARE(rowsWithoutHeadings(gathered.groups), gathered.rows.rowCount());
        QCOMPARE(rowsWithoutHeadings(gathered.sorted), gathered.rows.rowCount());
        for (int row = 0; row < gathered.rows.rowCount(); ++row)
            QCOMPARE(gathered.groups.rowOf(gathered.groups.indexOf(row)).row(), row);
    }

    void anIncidentIsOneHeadingWithItsFindings()
    {
        Fleet fleet;
        story::fillFleet(fleet);
        story::addIncidents(fleet);
        const Gathered gathered(fleet, FailureGrouping::Incident);
        const QModelIndex incident = gathered.top(u"psu-monitor.service"_s);
        QVERIFY(incident.isValid());
        QCOMPARE(gathered.sorted.rowCount(incident), 2);
        QCOMPARE(incident.data(ObjectIdRole).toString(), story::causeId());
        QCOMPARE(textOf(incident, FailureTableModel::State), u"2 failed"_s);
        QVERIFY(textOf(incident, FailureTableModel::Why).contains(u"watchdog within 10 s"_s));
        // What is alone in its incident has no heading.
        QCOMPARE(gathered.sorted.rowCount(gathered.top(u"phosphor-ipmi-host.service"_s)), 0);
    }

    void aSecondFindingGathersBothAndKeepsTheSelection()
    {
        Fleet fleet;
        fleet.addNode(story::wellNode(u"a"_s, {}));
        UnitFailure cause;
        cause.id = cause.incident = u"1"_s;
        cause.unit = u"psu.service"_s;
        cause.at = now();
        fleet.update(u"node-a"_s, NodeAspect::Failures, [&](FleetNode &node) { node.failures = {cause}; });
        fleet.flush();
        Gathered gathered(fleet, FailureGrouping::Incident);
        QItemSelectionModel selection(&gathered.sorted);
        selection.setCurrentIndex(gathered.sorted.index(0, 0),
                                  QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        UnitFailure target = cause;
        target.id = u"2"_s;
        target.unit = u"power.target"_s;
        fleet.update(u"node-a"_s, NodeAspect::Failures,
                     [&](FleetNode &node) { node.failures.prepend(target); });
        fleet.flush();
        QCOMPARE(gathered.sorted.rowCount(), 1);
        QCOMPARE(gathered.sorted.rowCount(gathered.sorted.index(0, 0)), 2);
        QCOMPARE(selection.currentIndex().data(ObjectIdRole).toString(), u"1"_s);
        QCOMPARE(selection.selectedRows().size(), 1);
        fleet.update(u"node-a"_s, NodeAspect::Failures, [&](FleetNode &node) { node.failures = {cause}; });
        fleet.flush();
        QCOMPARE(gathered.sorted.rowCount(gathered.sorted.index(0, 0)), 0);
        QCOMPARE(selection.currentIndex().data(ObjectIdRole).toString(), u"1"_s);
    }

    void headingsCount_data()
    {
        QTest::addColumn<int>("grouping");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("state");
        QTest::newRow("unit") << int(FailureGrouping::Unit) << u"fan-control.service"_s << u"2 nodes"_s
                              << u"1 failed"_s;
        QTest::newRow("node") << int(FailureGrouping::Node) << u"drawer-c"_s << QString() << u"2 failed"_s;
        QTest::newRow("time") << int(FailureGrouping::Time) << u"In the last hour"_s << u"drawer-c"_s
                              << u"2 failed"_s;
    }
    void headingsCount()
    {
        QFETCH(const int, grouping);
        QFETCH(const QString, title);
        QFETCH(const QString, where);
        QFETCH(const QString, state);
        Fleet fleet;
        story::fillFleet(fleet);
        story::addIncidents(fleet);
        const Gathered gathered(fleet, FailureGrouping(grouping));
        const QModelIndex heading = gathered.top(title);
        QVERIFY2(heading.isValid(), qPrintable(gathered.titles().join(u", "_s)));
        QCOMPARE(gathered.sorted.rowCount(heading), 2);
        QCOMPARE(textOf(heading, FailureTableModel::Node), where);
        QCOMPARE(textOf(heading, FailureTableModel::State), state);
    }

    void aHeadingFollowsItsRows()
    {
        Fleet fleet;
        story::fillFleet(fleet);
        story::addIncidents(fleet);
        fleet.flush();
        const Gathered gathered(fleet, FailureGrouping::Node);
        fleet.update(story::drawerId('c'), NodeAspect::Failures,
                     [](FleetNode &node) { node.failures.first().recoveredAt = now(); });
        QTRY_COMPARE(textOf(gathered.top(u"drawer-c"_s), FailureTableModel::State), u"1 failed"_s);
    }

    void aFilterKeepsTheHeadingOfWhatMatches()
    {
        Fleet fleet;
        story::fillFleet(fleet);
        story::addIncidents(fleet);
        Gathered gathered(fleet, FailureGrouping::Incident);
        gathered.sorted.setWords(u"poweron"_s);
        QCOMPARE(gathered.titles(), QStringList{u"psu-monitor.service"_s});
        QCOMPARE(gathered.sorted.rowCount(gathered.sorted.index(0, 0)), 1);
        QCOMPARE(rowsWithoutHeadings(gathered.sorted), 1);
        gathered.sorted.setWords(u"nowhere"_s);
        QCOMPARE(gathered.sorted.rowCount(), 0);
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestGroupModel)
#include "tst_groupmodel.moc"
