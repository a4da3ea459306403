// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/journalgap.h"
#include "console/link/linkpool.h"
#include "tests/support/fakedialer.h"

#include "shared/model/codec.h"

#include <QSignalSpy>
#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

namespace {

LinkSettings quickSettings()
{
    LinkSettings settings;
    settings.ownName = u"test"_s;
    settings.firstRetry = std::chrono::milliseconds(10);
    settings.refusedRetry = std::chrono::milliseconds(10'000);
    return settings;
}

FleetNode paired(const QString &id, const QString &address)
{
    FleetNode node;
    node.nodeId = id;
    node.name = id;
    node.address = address;
    return node;
}

UnitFailure failureOf(const QString &unit)
{
    UnitFailure failure;
    failure.id = unit + "/1"_L1;
    failure.unit = unit;
    failure.cause = FailureCause::Signal;
    failure.at = now();
    return failure;
}

/// One console with one node that is a double, joined by memory.
struct Scene
{
    explicit Scene(const LinkSettings &settings = quickSettings())
    {
        auto made = std::make_unique<test::FakeDialer>();
        dialer = made.get();
        dialer->nodes.insert(u"a"_s, &node);
        pool = std::make_unique<LinkPool>(fleet, std::move(made), settings);
        fleet.addNode(paired(node.nodeId, u"a"_s));
        QObject::connect(&fleet, &Fleet::eventsAppended, &fleet, [this](const QList<FleetEvent> &events) {
            for (const FleetEvent &event : events) {
                heard.append({event.epoch, event.event.sequence});
                if (event.event.kind == JournalGap::Kind)
                    gaps.append(event);
            }
        });
    }

    [[nodiscard]] const FleetNode &shown() const { return *fleet.node(node.nodeId); }
    [[nodiscard]] QList<qint64> numbers() const
    {
        QList<qint64> list;
        for (const auto &[epoch, sequence] : heard)
            list.append(sequence);
        return list;
    }
    void connectNow()
    {
        pool->connectAll();
        QTRY_COMPARE(shown().link, LinkState::Connected);
    }

    test::FakeNode node{u"NODE-A"_s, u"drawer-a"_s};
    Fleet fleet;
    test::FakeDialer *dialer = nullptr;
    std::unique_ptr<LinkPool> pool;
    QList<std::pair<QString, qint64>> heard;
    QList<FleetEvent> gaps;
};

/// What the history is told: from where on the node tells its events again.
std::pair<QString, qint64> goesOnWith(const FleetEvent &gap)
{
    const auto data = fromJson<JournalGap>(gap.event.data.text);
    return data ? std::pair(data->epoch, data->next) : std::pair(QString(), qint64(0));
}

} // namespace

class TestNodeLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void learnsTheClockFromEachAnswer()
    {
        LinkSettings settings = quickSettings();
        settings.heartbeat = std::chrono::milliseconds(20);
        Scene scene(settings);
        scene.node.clockAhead = std::chrono::milliseconds(5000);
        scene.connectNow();
        QVERIFY(std::abs(*scene.shown().clockOffset - 5000) < 1000);
        QVERIFY(scene.shown().roundTrip);
        // It was set meanwhile, which the next answer shows.
        scene.node.clockAhead = std::chrono::milliseconds(90'000);
        QTRY_VERIFY(std::abs(*scene.shown().clockOffset - 90'000) < 1000);
    }

    void asksForTheSystemWhereThereIsOne()
    {
        Scene without;
        without.connectNow();
        QVERIFY(!without.shown().system);
        QCOMPARE(without.node.calls.value("system.show"), 0);
        Scene with;
        with.node.joinSystem({});
        with.connectNow();
        QVERIFY(with.shown().system);
        QVERIFY(!with.shown().membership);
    }

    void bringsStateAndIdentity()
    {
        Scene scene;
        scene.node.failures.failures.append(failureOf(u"fan-control.service"_s));
        scene.connectNow();
        QCOMPARE(scene.shown().name, u"drawer-a"_s);
        QCOMPARE(scene.shown().role, Role::Operator);
        QCOMPARE(scene.shown().highestVersion, ProtocolVersion);
        QCOMPARE(scene.shown().facts->hostname, u"drawer-a"_s);
        QCOMPARE(scene.shown().failures.size(), 1);
        QVERIFY(std::abs(*scene.shown().clockOffset) < 1000);
        QVERIFY(scene.shown().linkError.text.isEmpty());
        QVERIFY(scene.pool->link(scene.node.nodeId)->isSettled());
    }

    void appliesEventsAfterTheSnapshot()
    {
        Scene scene;
        scene.connectNow();
        QSignalSpy changed(&scene.fleet, &Fleet::nodesChanged);
        scene.node.happen(events::UnitFailed, toJson(failureOf(u"psu.service"_s)));
        QTRY_COMPARE(scene.shown().failures.size(), 1);
        QTRY_VERIFY(!changed.isEmpty());
        QTRY_COMPARE(scene.numbers(), QList<qint64>{1});
    }

    void hearsThatAFailureIsAcknowledged()
    {
        Scene scene;
        scene.node.failures.failures.append(failureOf(u"psu.service"_s));
        scene.connectNow();
        const QString id = scene.shown().failures.first().id;
        std::optional<Result<AcknowledgeAnswer>> answer;
        QCoro::connect(scene.pool->link(scene.node.nodeId)
                           ->peer()
                           ->call<api::UnitsAcknowledge>({{id, u"another"_s}, u"known"_s}),
                       &scene.node, [&](const Result<AcknowledgeAnswer> &said) { answer = said; });
        QTRY_VERIFY(answer);
        QCOMPARE((*answer)->acknowledged, QStringList{id});
        QCOMPARE((*answer)->unknown, QStringList{u"another"_s});
        QTRY_VERIFY(scene.shown().failures.first().acknowledged);
        QCOMPARE(scene.shown().failures.first().acknowledged->reason, u"known"_s);
    }

    void losesAndDoublesNothingOverACut()
    {
        Scene scene;
        scene.connectNow();
        scene.node.happen(u"test.one"_s);
        QTRY_COMPARE(scene.heard.size(), 1);
        scene.node.hangUp();
        QTRY_VERIFY(scene.shown().link != LinkState::Connected);
        scene.node.happen(u"test.two"_s);
        scene.node.happen(u"test.three"_s);
        QTRY_COMPARE(scene.shown().link, LinkState::Connected);
        scene.node.happen(u"test.four"_s);
        QTRY_COMPARE(scene.numbers(), (QList<qint64>{1, 2, 3, 4}));
    }

    void resumesWhereTheLastRunStopped()
    {
        Scene scene;
        for (int i = 0; i < 10; ++i)
            scene.node.happen(u"test.past"_s);
        scene.fleet.update(scene.node.nodeId, {}, [&](FleetNode &node) {
            node.eventEpoch = scene.node.epoch;
            node.lastSequence = 7;
        });
        scene.connectNow();
        QTRY_COMPARE(scene.numbers(), (QList<qint64>{8, 9, 10}));
    }

    void takesTheLatestOfANewNode()
    {
        LinkSettings settings = quickSettings();
        settings.firstEvents = 3;
        Scene scene(settings);
        for (int i = 0; i < 10; ++i)
            scene.node.happen(u"test.past"_s);
        scene.connectNow();
        QTRY_COMPARE(scene.numbers(), (QList<qint64>{8, 9, 10}));
    }

    void notesAGapThatTheJournalHas()
    {
        Scene scene;
        for (int i = 0; i < 10; ++i)
            scene.node.happen(u"test.past"_s);
        scene.node.dropEventsBefore(9);
        scene.fleet.update(scene.node.nodeId, {}, [&](FleetNode &node) {
            node.eventEpoch = scene.node.epoch;
            node.lastSequence = 4;
        });
        scene.connectNow();
        // Number 5 stands for those that are lost.
        QTRY_COMPARE(scene.numbers(), (QList<qint64>{5, 9, 10}));
    }

    void notesANewJournal()
    {
        Scene scene;
        scene.fleet.update(scene.node.nodeId, {}, [](FleetNode &node) {
            node.eventEpoch = u"old"_s;
            node.lastSequence = 4;
        });
        scene.node.happen(u"test.new"_s);
        scene.connectNow();
        QTRY_COMPARE(scene.heard, (QList<std::pair<QString, qint64>>{{u"old"_s, 5}, {u"first"_s, 1}}));
        QCOMPARE(goesOnWith(scene.gaps.first()), std::pair(u"first"_s, qint64(1)));
    }

    void saysOnlyWhatItKnowsOfAnotherJournal()
    {
        Scene scene;
        scene.fleet.update(scene.node.nodeId, {}, [](FleetNode &node) {
            node.eventEpoch = u"old"_s;
            node.lastSequence = 50;
        });
        scene.node.newest = 79;
        scene.node.happen(u"test.apart"_s);
        scene.connectNow();
        QTRY_COMPARE(scene.numbers(), (QList<qint64>{51, 80}));
        QCOMPARE(scene.gaps.first().event.text,
                 u"the node has another journal, which goes on with event 80; events after 50 of the one"
                 " before may be missing"_s);
    }

    void notesAJournalThatWasSetBack()
    {
        Scene scene;
        for (int i = 0; i < 50; ++i)
            scene.node.happen(u"test.past"_s);
        scene.fleet.update(scene.node.nodeId, {}, [&](FleetNode &node) {
            node.eventEpoch = scene.node.epoch;
            node.lastSequence = 100;
        });
        scene.connectNow();
        scene.node.happen(u"test.again"_s);
        QTRY_COMPARE(scene.heard.size(), 2);
        QCOMPARE(scene.gaps.size(), 1);
        // No number of the journal is taken: each will be that of an event.
        QVERIFY(scene.gaps.first().epoch != scene.node.epoch);
        QCOMPARE(goesOnWith(scene.gaps.first()), std::pair(scene.node.epoch, qint64(51)));
        QCOMPARE(scene.gaps.first().event.text,
                 u"the node's journal was set back: it told events up to 100, and goes on with 51"_s);
        QCOMPARE(scene.heard.last(), std::pair(scene.node.epoch, qint64(51)));
    }

    void takesNoGapFromANode()
    {
        Scene scene;
        scene.connectNow();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"event=unreadable.*"_s));
        scene.node.happen(JournalGap::Kind, toJson(JournalGap{scene.node.epoch, 1}));
        scene.node.happen(u"test.next"_s);
        QTRY_COMPARE(scene.numbers(), QList<qint64>{2});
        QVERIFY(scene.gaps.isEmpty());
    }

    void takesASnapshotWhenStatesWereLeftOutAndTellsOfNoGap()
    {
        Scene scene;
        scene.connectNow();
        QTRY_COMPARE(scene.node.calls.value("units.list"), 1);
        ++scene.node.newest;
        scene.node.happen(u"test.afterGap"_s);
        QTRY_COMPARE(scene.node.calls.value("units.list"), 2);
        QTRY_COMPARE(scene.numbers(), QList<qint64>{2});
    }

    void fetchesUnitsAgainWhenTheyAreReloaded()
    {
        Scene scene;
        scene.connectNow();
        UnitStatus unit;
        unit.unit = u"new.service"_s;
        scene.node.units.units.append(unit);
        scene.node.happen(events::UnitsReloaded);
        QTRY_COMPARE(scene.shown().units->units.size(), 1);
    }

    void refusesAWrongKeyLoudly()
    {
        Scene scene;
        scene.node.nodeId = u"SOMEBODY-ELSE"_s;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"link=refused.*"_s));
        scene.pool->connectAll();
        QTRY_COMPARE(scene.fleet.node(u"NODE-A"_s)->link, LinkState::Refused);
        QCOMPARE(scene.fleet.node(u"NODE-A"_s)->linkError.code, ErrorCode::NotPaired);
        QVERIFY(scene.fleet.node(u"NODE-A"_s)->linkError.text.contains(u"SOMEBODY-ELSE"_s));
        QCOMPARE(scene.dialer->dialled, 1);
    }

    void refusesWhenItIsNotPairedAnyMore()
    {
        Scene scene;
        scene.node.hello.role = Role::Stranger;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"link=refused.*"_s));
        scene.pool->connectAll();
        QTRY_COMPARE(scene.shown().link, LinkState::Refused);
        QVERIFY(!scene.shown().linkError.remedy.isEmpty());
    }

    void refusesAVersionThatWasSetBack()
    {
        Scene scene;
        scene.fleet.update(scene.node.nodeId, {}, [](FleetNode &node) { node.highestVersion = 2; });
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"link=refused.*"_s));
        scene.pool->connectAll();
        QTRY_COMPARE(scene.shown().link, LinkState::Refused);
        QCOMPARE(scene.shown().linkError.code, ErrorCode::Unsupported);
        QCOMPARE(scene.shown().highestVersion, 2);
    }

    void noticesASilentNode()
    {
        LinkSettings settings = quickSettings();
        settings.heartbeat = std::chrono::milliseconds(50);
        settings.heartbeatAnswer = std::chrono::milliseconds(50);
        settings.firstRetry = std::chrono::minutes(10);
        Scene scene(settings);
        scene.connectNow();
        QTRY_VERIFY(scene.node.calls.value("rpc.ping") >= 2);
        QCOMPARE(scene.shown().link, LinkState::Connected);
        scene.dialer->nodes.clear();
        scene.node.goSilent();
        QTRY_COMPARE(scene.shown().link, LinkState::Waiting);
        QCOMPARE(scene.shown().linkError.code, ErrorCode::Timeout);
        QVERIFY(scene.shown().state.has_value());
        QVERIFY(scene.shown().heardAt.has_value());
    }

    void triesAgainAtOnceWhenAsked()
    {
        LinkSettings settings = quickSettings();
        settings.firstRetry = std::chrono::minutes(10);
        Scene scene(settings);
        scene.dialer->nodes.clear();
        scene.pool->connectAll();
        QTRY_COMPARE(scene.shown().link, LinkState::Waiting);
        QVERIFY(scene.pool->link(scene.node.nodeId)->isSettled());
        scene.dialer->nodes.insert(u"a"_s, &scene.node);
        scene.pool->link(scene.node.nodeId)->tryNow();
        QTRY_COMPARE(scene.shown().link, LinkState::Connected);
    }

    void leavesANodeThatIsRemoved()
    {
        Scene scene;
        scene.connectNow();
        scene.fleet.removeNode(scene.node.nodeId);
        QVERIFY(!scene.pool->link(scene.node.nodeId));
        scene.node.happen(u"test.late"_s);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCOMPARE(scene.heard.size(), 0);
    }

    void makesOnlySoManyConnectionsAtOnce()
    {
        LinkSettings settings = quickSettings();
        settings.handshakes = 3;
        Scene scene(settings);
        scene.node.isDeaf = true;
        std::vector<std::unique_ptr<test::FakeNode>> others;
        for (int i = 0; i < 9; ++i) {
            const QString name = u"N%1"_s.arg(i);
            others.push_back(std::make_unique<test::FakeNode>(name, name));
            others.back()->isDeaf = true;
            scene.dialer->nodes.insert(name, others.back().get());
            scene.fleet.addNode(paired(name, name));
        }
        scene.pool->connectAll();
        QTRY_COMPARE(scene.dialer->dialled, 3);
        QTest::qWait(100); // nothing more must come
        QCOMPARE(scene.dialer->dialled, 3);
    }

    void settlesWithinItsTime()
    {
        Scene scene;
        scene.node.isDeaf = true;
        scene.pool->connectAll();
        bool isDone = false;
        const auto task = scene.pool->settled({scene.node.nodeId}, std::chrono::milliseconds(50)).then([&] {
            isDone = true;
        });
        QTRY_VERIFY(isDone);
        QCOMPARE(scene.shown().link, LinkState::Connecting);
    }

    void oneBlockOfEventsIsOneBatch()
    {
        Scene scene;
        scene.connectNow();
        QTest::qWait(2 * Fleet::FrameMilliseconds); // what connecting changed has been told
        QSignalSpy batches(&scene.fleet, &Fleet::eventsAppended);
        for (int i = 0; i < 50; ++i)
            scene.node.happen(u"test.burst"_s);
        QTRY_COMPARE(scene.heard.size(), 50);
        QCOMPARE(batches.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestNodeLink)
#include "tst_nodelink.moc"
