// SPDX-License-Identifier: Apache-2.0
#include "console/views/models/eventtablemodel.h"
#include "console/views/models/failuretablemodel.h"
#include "console/views/models/fleettreemodel.h"
#include "console/views/models/foundtablemodel.h"
#include "console/views/models/jobtablemodel.h"
#include "console/views/models/membertablemodel.h"
#include "console/views/models/nodetablemodel.h"
#include "console/views/models/problemlistmodel.h"
#include "console/views/models/rowexport.h"
#include "console/views/models/tableproxy.h"
#include "console/views/models/unittablemodel.h"
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

/// Every model of the views over one fleet, each watched by a tester.
struct Models
{
    explicit Models(Fleet &fleet)
        : nodes(fleet)
        , units(fleet)
        , failures(fleet)
        , problems(fleet)
        , jobs(fleet)
        , members(fleet)
        , found(fleet)
        , events(fleet)
        , tree(fleet)
    {
        members.setSystem(u"db-frame-1"_s);
        sorted.setSourceModel(&nodes);
        sorted.sort(NodeTableModel::State, Qt::DescendingOrder);
        const QList<QAbstractItemModel *> all{&nodes,   &units, &failures, &problems, &jobs,
                                              &members, &found, &events,   &tree,     &sorted};
        for (QAbstractItemModel *model : all)
            testers.emplace_back(std::make_unique<QAbstractItemModelTester>(
                model, QAbstractItemModelTester::FailureReportingMode::QtTest));
    }

    NodeTableModel nodes;
    UnitTableModel units;
    FailureTableModel failures;
    ProblemListModel problems;
    JobTableModel jobs;
    MemberTableModel members;
    FoundTableModel found;
    EventTableModel events;
    FleetTreeModel tree;
    TableProxy sorted;
    std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;
};

void changeAtRandom(Fleet &fleet, QRandomGenerator &random)
{
    const QString id = u"node-node-%1"_s.arg(random.bounded(30), 4, 10, QChar(u'0'));
    const int what = random.bounded(8);
    if (what == 0)
        return fleet.removeNode(id);
    if (what == 1 || !fleet.node(id))
        return fleet.addNode(story::wellNode(id.sliced(5), u"10.0.0.1:7117"_s));
    if (what == 2 && !fleet.systemOf(id))
        return (void)fleet.setSystem({u"system-%1"_s.arg(random.bounded(4)), {{1, id, {}, {}}}, {}});
    if (what == 3)
        return fleet.removeSystem(u"system-%1"_s.arg(random.bounded(4)));
    if (what == 4)
        return fleet.setFound({u"10.9.9.%1"_s.arg(random.bounded(20)), {}, {}, u"DNS-SD"_s});
    if (what == 5)
        return fleet.removeFound(u"10.9.9.%1"_s.arg(random.bounded(20)));
    fleet.update(id, NodeAspect::All, [&](FleetNode &node) {
        node.link = LinkState(random.bounded(5));
        node.state->health = Health(random.bounded(4));
        node.units->units.resize(random.bounded(1, 6));
        node.failures.clear();
        node.jobs.clear();
        for (int i = 0; i < random.bounded(4); ++i) {
            UnitFailure failure;
            failure.id = u"failure-%1"_s.arg(random.bounded(5));
            failure.unit = failure.id;
            node.failures.append(failure);
            Job job;
            job.id = failure.id;
            node.jobs.append(job);
        }
    });
}

} // namespace

class TestModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void staySoundUnderRandomChanges()
    {
        Fleet fleet;
        story::fillFleet(fleet);
        Models models(fleet);
        QRandomGenerator random(7117);
        for (int round = 0; round < 12; ++round) {
            for (int i = 0; i < 80; ++i)
                changeAtRandom(fleet, random);
            QSignalSpy flushed(&fleet, &Fleet::nodesChanged);
            fleet.update(story::drawerId('a'), NodeAspect::State, [](FleetNode &) { });
            QTRY_VERIFY_WITH_TIMEOUT(flushed.count() > 0, 2000);
        }
        QCOMPARE(models.nodes.rowCount(), int(fleet.nodes().size()));
        QCOMPARE(models.found.rowCount(), int(fleet.found().size()));
        QCOMPARE(models.sorted.rowCount(), models.nodes.rowCount());
    }

    void neverResetOnUpdates()
    {
        Fleet fleet;
        story::fillFleet(fleet);
        Models models(fleet);
        QSignalSpy nodeResets(&models.nodes, &QAbstractItemModel::modelReset);
        QSignalSpy treeResets(&models.tree, &QAbstractItemModel::modelReset);
        QSignalSpy changes(&models.nodes, &QAbstractItemModel::dataChanged);
        fleet.update(story::drawerId('b'), NodeAspect::Link,
                     [](FleetNode &node) { node.link = LinkState::Waiting; });
        QTRY_VERIFY(changes.count() > 0);
        QCOMPARE(nodeResets.count() + treeResets.count(), 0);
    }

    void tellOnlyTheCellsThatChanged()
    {
        Fleet fleet;
        fleet.addNode(story::wellNode(u"a"_s, u"10.0.0.1:7117"_s));
        UnitTableModel model(fleet);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        fleet.update(u"node-a"_s, NodeAspect::Units,
                     [](FleetNode &node) { node.units->units[2].restarts = 3; });
        QTRY_COMPARE(changes.count(), 1);
        QCOMPARE(changes.first().at(0).toModelIndex(), model.index(2, UnitTableModel::Restarts));
        QCOMPARE(changes.first().at(1).toModelIndex(), model.index(2, UnitTableModel::Restarts));
        QVERIFY(model.index(2, UnitTableModel::Restarts).data(ChangedRole).toBool());
        QVERIFY(!model.index(2, UnitTableModel::State).data(ChangedRole).toBool());
        QTRY_VERIFY_WITH_TIMEOUT(!model.index(2, UnitTableModel::Restarts).data(ChangedRole).toBool(), 3000);
    }

    void aSelectionSurvivesSortingByWhatChanges()
    {
        Fleet fleet;
        story::fillFleet(fleet);
        NodeTableModel model(fleet);
        TableProxy proxy;
        proxy.setSourceModel(&model);
        proxy.sort(NodeTableModel::State, Qt::DescendingOrder);
        QItemSelectionModel selection(&proxy);
        const QModelIndex chosen =
            proxy.mapFromSource(model.index(model.numberOf(story::drawerId('c')), NodeTableModel::Name));
        selection.setCurrentIndex(chosen, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        fleet.update(story::drawerId('c'), NodeAspect::State,
                     [](FleetNode &node) { node.state->health = Health::Critical; });
        QTRY_COMPARE(
            model.index(model.numberOf(story::drawerId('c')), NodeTableModel::State).data().toString(),
            u"Critical"_s);
        QCOMPARE(selection.currentIndex().data(NodeIdRole).toString(), story::drawerId('c'));
        QCOMPARE(selection.selectedRows().size(), 1);
    }

    void rowsStayWhileHeld()
    {
        Fleet fleet;
        story::fillFleet(fleet);
        NodeTableModel model(fleet);
        TableProxy proxy;
        proxy.setSourceModel(&model);
        proxy.sort(NodeTableModel::State, Qt::DescendingOrder);
        proxy.setHeld(true);
        const QString last = proxy.index(proxy.rowCount() - 1, 0).data(NodeIdRole).toString();
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        fleet.update(last, NodeAspect::State, [](FleetNode &node) { node.state->health = Health::Critical; });
        QTRY_VERIFY(changes.count() > 0);
        QCOMPARE(proxy.index(proxy.rowCount() - 1, 0).data(NodeIdRole).toString(), last);
        proxy.setHeld(false);
        QVERIFY(proxy.index(proxy.rowCount() - 1, 0).data(NodeIdRole).toString() != last);
    }

    void aSilentNodeIsNeverShownAsWell()
    {
        Fleet fleet;
        story::fillFleet(fleet);
        NodeTableModel model(fleet);
        const int row = model.numberOf(story::drawerId('d'));
        QCOMPARE(model.index(row, NodeTableModel::State).data().toString(), u"Well?"_s);
        QCOMPARE(model.index(row, NodeTableModel::Name).data(MarkRole).toInt(), int(Mark::Stale));
        QCOMPARE(model.index(row, NodeTableModel::Units).data().toString(), u"6 of 6?"_s);
    }

    void aNodeThatDoesNotWatchIsNeverShownAsWell()
    {
        Fleet fleet;
        story::fillFleet(fleet);
        NodeTableModel model(fleet);
        const int row = model.numberOf(u"node-spine-07"_s);
        QCOMPARE(model.index(row, NodeTableModel::State).data().toString(), u"Not watching"_s);
        QCOMPARE(model.index(row, NodeTableModel::Name).data(MarkRole).toInt(), int(Mark::Unknown));
    }

    void aFailureIsCertainOnlyWhileUnitsAreWatched()
    {
        Fleet fleet;
        story::fillFleet(fleet);
        FailureTableModel model(fleet);
        const auto stateOn = [&model](const QString &nodeId) {
            for (int row = 0; row < model.rowCount(); ++row) {
                if (model.index(row, 0).data(NodeIdRole).toString() == nodeId)
                    return model.index(row, FailureTableModel::State).data().toString();
            }
            return QString();
        };
        QCOMPARE(stateOn(story::drawerId('b')), u"failed"_s);
        fleet.update(story::drawerId('b'), NodeAspect::Units,
                     [](FleetNode &node) { node.units->watching = false; });
        QTRY_COMPARE(stateOn(story::drawerId('b')), u"failed?"_s);
    }

    void aFailureStandsAsItIs_data()
    {
        QTest::addColumn<bool>("recovered");
        QTest::addColumn<bool>("acknowledged");
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("mark");
        QTest::addColumn<bool>("wantsAttention");
        QTest::newRow("failed") << false << false << u"failed"_s << int(Mark::Critical) << true;
        QTest::newRow("acknowledged") << false << true << u"acknowledged"_s << int(Mark::Care) << true;
        QTest::newRow("recovered") << true << false << u"recovered"_s << int(Mark::Care) << true;
        QTest::newRow("over") << true << true << u"recovered"_s << int(Mark::Well) << false;
    }

    void aFailureStandsAsItIs()
    {
        QFETCH(const bool, recovered);
        QFETCH(const bool, acknowledged);
        QFETCH(const bool, wantsAttention);
        Fleet fleet;
        FleetNode node = story::wellNode(u"a"_s, {});
        UnitFailure failure;
        failure.id = failure.incident = u"1"_s;
        failure.unit = u"fan.service"_s;
        if (recovered)
            failure.recoveredAt = now();
        if (acknowledged)
            failure.acknowledged = Acknowledgement{now(), u"desk"_s, {}};
        node.failures = {failure};
        fleet.addNode(node);
        FailureTableModel model(fleet);
        const ProblemListModel problems(fleet);
        QCOMPARE(model.rowCount(), wantsAttention ? 1 : 0);
        QCOMPARE(problems.rowCount(), wantsAttention ? 1 : 0);
        model.setWithOver(true);
        QTEST(model.index(0, FailureTableModel::State).data().toString(), "word");
        QTEST(model.index(0, FailureTableModel::Unit).data(MarkRole).toInt(), "mark");
    }

    void whatANodeOfBeforeCannotBeToldIsOverWhenItHasRecovered()
    {
        Fleet fleet;
        FleetNode node = story::wellNode(u"a"_s, {});
        node.state = NodeState{Health::OK, {}, 0, {}, {}};
        UnitFailure failure;
        failure.id = u"1"_s;
        failure.unit = u"fan.service"_s;
        failure.recoveredAt = now();
        node.failures = {failure};
        fleet.addNode(node);
        QCOMPARE(FailureTableModel(fleet).rowCount(), 0);
        QCOMPARE(ProblemListModel(fleet).rowCount(), 0);
    }

    void aQuiescedNodeIsNeverShownAsWell()
    {
        Fleet fleet;
        FleetNode node = story::wellNode(u"a"_s, {});
        node.state->bmcState = BmcState::Quiesced;
        fleet.addNode(node);
        const NodeTableModel model(fleet);
        QCOMPARE(model.index(0, NodeTableModel::State).data().toString(), u"Needs care"_s);
        QCOMPARE(model.index(0, NodeTableModel::Name).data(MarkRole).toInt(), int(Mark::Care));
    }

    void whatBelongsTogetherIsOneThingToAttendTo()
    {
        Fleet fleet;
        story::fillFleet(fleet);
        const int before = ProblemListModel(fleet).rowCount();
        story::addIncidents(fleet);
        const ProblemListModel problems(fleet);
        QCOMPARE(problems.rowCount(), before + 3);
        const int row = problems.numberOf(u"%1/failure/%2"_s.arg(story::drawerId('c'), story::causeId()));
        QVERIFY(row >= 0);
        QCOMPARE(problems.index(row, ProblemListModel::What).data().toString(),
                 u"psu-monitor.service failed on drawer-c"_s);
        QVERIFY(problems.index(row, ProblemListModel::Why)
                    .data()
                    .toString()
                    .contains(u"brought down obmc-chassis-poweron@0.target"_s));
    }

    void noFailureIsCertainOnlyWhereUnitsAreSeen()
    {
        Fleet fleet;
        story::fillFleet(fleet);
        fleet.update(story::drawerId('a'), NodeAspect::Units,
                     [](FleetNode &node) { node.units->watching = false; });
        fleet.update(story::drawerId('c'), NodeAspect::All, [](FleetNode &node) {
            node.link = LinkState::Waiting;
            node.units.reset();
        });
        MemberTableModel model(fleet);
        model.setSystem(u"db-frame-1"_s);
        const auto failuresOf = [&model](char letter) {
            const int row = model.numberOf(story::drawerId(letter));
            return model.index(row, MemberTableModel::Failures).data().toString();
        };
        QCOMPARE(failuresOf('a'), u"0?"_s);
        QCOMPARE(failuresOf('b'), u"1"_s);
        QCOMPARE(failuresOf('c'), QString());
        QCOMPARE(failuresOf('d'), u"0?"_s);
        model.setSystem(u"db-frame-2"_s);
        QCOMPARE(model.index(0, MemberTableModel::Failures).data().toString(), u"0"_s);
    }

    void theTreePutsUnwellFirstAndFoldsTheQuiet()
    {
        Fleet fleet;
        story::fillFleet(fleet);
        FleetTreeModel tree(fleet);
        const QModelIndex systems = tree.indexOf(u"systems"_s);
        QCOMPARE(tree.index(0, 0, systems).data().toString(), u"db-frame-1"_s);
        QCOMPARE(tree.index(0, 0, tree.index(0, 0, systems)).data().toString(), u"1  drawer-a"_s);
        QVERIFY(tree.indexOf(u"systems/fold"_s).isValid());
        const int folded = tree.rowCount(systems);
        tree.toggleFold(u"systems"_s);
        QVERIFY(tree.rowCount(systems) > folded);
    }

    void whatIsSelectedIsNotFoldedAway()
    {
        Fleet fleet;
        story::fillFleet(fleet);
        FleetTreeModel tree(fleet);
        const Place last{Place::Page::System, u"db-frame-2"_s};
        QVERIFY(!tree.indexOf(FleetTree::keyOf(last)).isValid());
        tree.setShown(last);
        QVERIFY(tree.indexOf(FleetTree::keyOf(last)).isValid());
    }

    void countsOnlyWhereSomebodyShouldAct()
    {
        Fleet fleet;
        story::fillFleet(fleet);
        FleetTreeModel tree(fleet);
        QCOMPARE(tree.indexOf(u"now/attention"_s).data(BadgeRole).toString(), u"4"_s);
        QCOMPARE(tree.indexOf(u"now/failures"_s).data(BadgeRole).toString(), u"1"_s);
        QVERIFY(tree.indexOf(u"now/events"_s).data(BadgeRole).toString().isEmpty());
    }

    void eventsAreBounded()
    {
        Fleet fleet;
        EventTableModel events(fleet);
        QAbstractItemModelTester tester(&events, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<FleetEvent> many;
        for (qsizetype i = 0; i < EventTableModel::MaxEvents - 10; ++i)
            many.append(story::unitEvent(u"n"_s, i + 1, Health::OK, u"x"_s));
        fleet.appendEvents(many);
        QTRY_COMPARE(events.rowCount(), int(EventTableModel::MaxEvents - 10));
        fleet.appendEvents(many.first(11));
        QTRY_COMPARE(events.rowCount(),
                     int(EventTableModel::MaxEvents + 1 - EventTableModel::DropAtOnce - 1));
    }

    void eventsFromBeforeComeFirst()
    {
        Fleet fleet;
        EventTableModel events(fleet);
        fleet.appendEvents({story::unitEvent(u"n"_s, 3, Health::OK, u"new"_s)});
        QTRY_COMPARE(events.rowCount(), 1);
        events.prepend({story::unitEvent(u"n"_s, 1, Health::OK, u"old"_s)});
        QCOMPARE(events.index(0, EventTableModel::What).data().toString(), u"old"_s);
    }

    void copiedRowsAre_data()
    {
        QTest::addColumn<int>("form");
        QTest::addColumn<QString>("expected");
        QTest::newRow("text") << int(CopyForm::Text)
                              << u"Name, as it claims  Address\nbmc-1               10.0.0.9\n"_s;
        QTest::newRow("tsv") << int(CopyForm::Tsv) << u"Name, as it claims\tAddress\nbmc-1\t10.0.0.9\n"_s;
        QTest::newRow("json")
            << int(CopyForm::Json)
            << u"[\n    {\n        \"address\": \"10.0.0.9\",\n        \"name\": \"bmc-1\"\n    }\n]\n"_s;
    }

    void copiedRowsAre()
    {
        QFETCH(const int, form);
        QFETCH(const QString, expected);
        Fleet fleet;
        fleet.setFound({u"10.0.0.9"_s, u"bmc-1"_s, u"X"_s, u"DNS-SD"_s});
        FoundTableModel model(fleet);
        QCOMPARE(exportRows({model.index(0, 0)}, {FoundTableModel::Name, FoundTableModel::Address},
                            CopyForm(form)),
                 expected);
    }

    void aFilterWantsEveryWordInAnyColumn()
    {
        Fleet fleet;
        story::fillFleet(fleet);
        UnitTableModel model(fleet);
        TableProxy proxy;
        proxy.setSourceModel(&model);
        proxy.setWords(u"FAN drawer-b"_s);
        QCOMPARE(proxy.rowCount(), 1);
        proxy.setWords(u"fan nowhere"_s);
        QCOMPARE(proxy.rowCount(), 0);
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestModels)
#include "tst_models.moc"
