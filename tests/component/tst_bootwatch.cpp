// SPDX-License-Identifier: Apache-2.0
#include "agent/boot/bootwatch.h"
#include "agent/platform/simulated/simulatednode.h"
#include "agent/platform/simulated/simulatedstate.h"
#include "agent/state/facetkeeper.h"
#include "agent/state/problems.h"

#include "tests/support/memoryeventlog.h"

#include <QCoroTask>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds Patience{30};

StallRules quickRules(std::chrono::milliseconds floor = 30s)
{
    StallRules rules;
    rules.bootStall = 1h;
    rules.floor = floor;
    return rules;
}

/// One run of an agent on a machine.
struct WatchedBoots
{
    test::MemoryEventLog log;
    Problems problems{log};
    SimulatedNode node{u"drawer-1"_s};
    SimulatedState &state;
    FacetKeeper keeper{&state, log, problems};
    std::optional<BootWatch> watch;

    WatchedBoots(SimulatedState &machine, const QString &folder, const StallRules &rules = quickRules())
        : state(machine)
    {
        node.setBoot(u"a"_s);
        watch.emplace(BootWatch::Parts{node, keeper, log, problems}, folder + u"/boots.json"_s, rules);
        keeper.start();
        watch->start();
    }
    void stage(const QString &stage) { state.set(Facet::BootProgress, stage); }
    void begin()
    {
        state.set(Facet::Host, u"TransitioningToRunning"_s);
        stage(u"MemoryInit"_s);
    }
    void boot()
    {
        begin();
        stage(u"OSRunning"_s);
        state.set(Facet::Host, u"Running"_s);
    }
    void off()
    {
        state.set(Facet::Host, u"Off"_s);
        stage(u"Unspecified"_s);
    }
    [[nodiscard]] FacetValue progress() const { return *keeper.facets().find(Facet::BootProgress); }
    [[nodiscard]] bool hasProblem(const QString &id) const
    {
        return std::ranges::contains(problems.state().problems, id, &Problem::id);
    }
};

} // namespace

/// The boots of a machine as its facets change, over several runs of the agent; and one that stalls.
class TestBootWatch : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString folder() const { return m_folder->path(); }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void bootIsRecordedAndTold()
    {
        SimulatedState machine;
        WatchedBoots one(machine, folder());
        QVERIFY(one.watch->history().boots.isEmpty());
        one.boot();
        const BootHistory history = one.watch->history();
        QCOMPARE(history.boots.size(), 1);
        QCOMPARE(history.boots.first().outcome, BootOutcome::Running);
        QVERIFY(history.boots.first().beganAt && history.boots.first().milliseconds);
        QVERIFY(history.whyNone.isEmpty());
        QCOMPARE(one.log.count(events::BootBegan), 1);
        QCOMPARE(one.log.latestData<BootRecord>(events::BootEnded), history.boots.first());
        QCOMPARE(one.log.latest(events::BootEnded).severity, Health::OK);
        one.off();
        one.boot();
        QCOMPARE(one.watch->history(1).boots.size(), 1);
        QCOMPARE(one.watch->history(1).boots.first().number, 2);
    }

    void wholeWayOfASimulatedMachine()
    {
        SimulatedState machine(1ms);
        WatchedBoots one(machine, folder());
        QVERIFY(QCoro::waitFor(machine.control(ControlAction::PowerOn)));
        QTRY_COMPARE(one.log.count(events::BootEnded), 1);
        QStringList stages;
        const BootHistory history = one.watch->history();
        for (const BootStage &stage : history.boots.first().stages)
            stages.append(stage.stage);
        QCOMPARE(stages, (QStringList{u"Unspecified"_s, u"PrimaryProcInit"_s, u"MemoryInit"_s,
                                      u"SystemInitComplete"_s, u"OSStart"_s}));
    }

    void killedAgentGoesOnWithTheSameBoot()
    {
        SimulatedState machine;
        {
            WatchedBoots before(machine, folder());
            before.begin();
        }
        WatchedBoots after(machine, folder());
        QCOMPARE(after.watch->history().boots.first().outcome, BootOutcome::UnderWay);
        after.stage(u"OSRunning"_s);
        QCOMPARE(after.watch->history().boots.size(), 1);
        QCOMPARE(after.watch->history().boots.first().outcome, BootOutcome::Running);
        QVERIFY(after.watch->history().boots.first().milliseconds);
    }

    void bootThatEndedUnseenIsUnknown()
    {
        SimulatedState machine;
        {
            WatchedBoots before(machine, folder());
            before.begin();
        }
        machine.set(Facet::BootProgress, u"OSRunning"_s);
        WatchedBoots after(machine, folder());
        const BootRecord boot = after.watch->history().boots.first();
        QCOMPARE(boot.outcome, BootOutcome::Unknown);
        QVERIFY(!boot.milliseconds && !boot.endedAt && !boot.stages.last().milliseconds);
        QVERIFY(boot.why.contains("agent did not run"_L1));
    }

    void damagedDocumentIsToldAndBegunAnew_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("cut") << QByteArray("{\"recorded\": 3, \"boo");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("open without a boot") << QByteArray(
            "{\"recorded\":1,\"boots\":[],\"open\":{\"bootId\":\"a\",\"beganClock\":1,\"stageClock\":1}}");
        QTest::newRow("open without a stage")
            << QByteArray("{\"recorded\":1,\"boots\":[{\"number\":1,\"outcome\":\"UnderWay\",\"stages\":[]}],"
                          "\"open\":{\"bootId\":\"a\",\"beganClock\":1,\"stageClock\":1}}");
    }
    void damagedDocumentIsToldAndBegunAnew()
    {
        QFETCH(const QByteArray, text);
        QFile file(folder() + u"/boots.json"_s);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        SimulatedState machine;
        WatchedBoots one(machine, folder());
        QVERIFY(one.hasProblem(u"boots-damaged"_s));
        QVERIFY(QFile::exists(folder() + u"/boots.json.damaged"_s));
        one.boot();
        QCOMPARE(one.watch->history().boots.size(), 1);
        WatchedBoots again(machine, folder());
        QVERIFY(!again.hasProblem(u"boots-damaged"_s));
        QCOMPARE(again.watch->history().boots.size(), 1);
    }

    void stageLongerThanBootStallStalls()
    {
        SimulatedState machine;
        WatchedBoots one(machine, folder());
        one.begin();
        QVERIFY(!one.watch->stall());
        QCOMPARE(one.progress().health, Health::OK);
        one.watch->setBootStall(2s);
        QTRY_VERIFY_WITH_TIMEOUT(one.watch->stall(), Patience);
        QCOMPARE(one.watch->history().stall->stage, u"MemoryInit"_s);
        QVERIFY(!one.watch->history().stall->isByHistory);
        QVERIFY(one.watch->history().boots.first().stages.last().milliseconds >= 2000);
        QVERIFY(one.hasProblem(u"boot-stall"_s));
        QCOMPARE(one.progress().health, Health::Warning);
        QVERIFY(one.progress().why.contains("stalls at MemoryInit"_L1));
        QCOMPARE(one.log.latestData<FacetValue>(events::FacetChanged).health, Health::Warning);
        QCOMPARE(one.log.count(events::BootStalled), 1);

        one.stage(u"PCIInit"_s);
        QVERIFY(!one.watch->stall());
        QVERIFY(!one.hasProblem(u"boot-stall"_s));
        QCOMPARE(one.progress().health, Health::OK);
        QVERIFY(one.progress().why.isEmpty());
        QCOMPARE(one.log.latestData<BootStall>(events::BootWentOn).stage, u"MemoryInit"_s);
        QTRY_VERIFY_WITH_TIMEOUT(one.watch->stall(), Patience); // there, too
        one.off();
        QVERIFY(!one.watch->stall());
        QVERIFY(!one.hasProblem(u"boot-stall"_s));
    }

    void historyFindsAStallLongBefore()
    {
        SimulatedState machine;
        WatchedBoots one(machine, folder(), quickRules(300ms));
        for (int i = 0; i < BootsToCompare; ++i) {
            one.boot();
            one.off();
        }
        one.begin();
        QTRY_VERIFY_WITH_TIMEOUT(one.watch->stall(), Patience);
        QVERIFY(one.watch->stall()->isByHistory);
        QVERIFY(one.progress().why.contains("3 earlier boots"_L1));
    }

    void stallIsFoundAgainByTheNextAgent()
    {
        SimulatedState machine;
        StallRules rules;
        rules.bootStall = 1s;
        {
            WatchedBoots before(machine, folder(), rules);
            before.begin();
            QTRY_VERIFY_WITH_TIMEOUT(before.watch->stall(), Patience);
        }
        WatchedBoots after(machine, folder(), rules);
        QVERIFY(after.watch->stall());
        QVERIFY(after.hasProblem(u"boot-stall"_s));
    }

    void stallThatCannotBeSeenHasNotEnded()
    {
        SimulatedState machine;
        StallRules rules;
        rules.bootStall = 1s;
        WatchedBoots one(machine, folder(), rules);
        one.begin();
        QTRY_VERIFY_WITH_TIMEOUT(one.watch->stall(), Patience);
        machine.lose(Facet::BootProgress, u"it does not answer"_s);
        QVERIFY(one.watch->stall());
        QVERIFY(one.hasProblem(u"boot-stall"_s));
        QVERIFY(one.watch->history().whyNone.contains("it does not answer"_L1));
        QVERIFY(!one.watch->history().boots.first().milliseconds);
    }

    void failedBootIsNamedUntilTheHostIsLookedAfter()
    {
        SimulatedState machine;
        WatchedBoots one(machine, folder());
        one.begin();
        machine.set(Facet::Host, u"Quiesced"_s);
        QCOMPARE(one.watch->history().boots.first().outcome, BootOutcome::Failed);
        QCOMPARE(one.log.latest(events::BootEnded).severity, Health::Critical);
        QCOMPARE(one.progress().health, Health::Warning);
        QVERIFY(one.progress().why.contains("failed at MemoryInit"_L1));
        one.off();
        QCOMPARE(one.progress().health, Health::OK);
    }

    void diskThatIsFullIsToldOnce()
    {
        SimulatedState machine;
        WatchedBoots one(machine, folder() + u"/missing"_s);
        one.boot();
        QVERIFY(one.hasProblem(u"boots-unwritable"_s));
        QVERIFY(QDir().mkpath(folder() + u"/missing"_s));
        one.off();
        one.boot();
        QVERIFY(!one.hasProblem(u"boots-unwritable"_s));
    }
};

QTEST_GUILESS_MAIN(TestBootWatch)
#include "tst_bootwatch.moc"
