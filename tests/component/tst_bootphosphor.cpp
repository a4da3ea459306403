// SPDX-License-Identifier: Apache-2.0
#include "agent/boot/bootwatch.h"
#include "agent/platform/busconnection.h"
#include "agent/platform/phosphor/phosphorstate.h"
#include "agent/platform/simulated/simulatednode.h"
#include "agent/state/facetkeeper.h"
#include "agent/state/problems.h"

#include "tests/support/fakestate.h"
#include "tests/support/memoryeventlog.h"
#include "tests/support/privatebus.h"

#include <QCoroTest>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds Patience{30};
const QString HostFace = u"xyz.openbmc_project.State.Host"_s;
const QString ProgressFace = u"xyz.openbmc_project.State.Boot.Progress"_s;

QString fullStage(const QString &stage)
{
    return ProgressFace + u".ProgressStages."_s + stage;
}

/// An OpenBMC on a bus of its own, and an agent's part that records its boots.
struct BootingBmc
{
    QTemporaryDir folder;
    test::PrivateBus daemon;
    bool hasDaemon = daemon.start();
    test::FakeStateManager fakes{daemon.address()};
    BusConnection bus{daemon.address()};
    test::MemoryEventLog log;
    Problems problems{log};
    SimulatedNode node{u"drawer-1"_s};
    PhosphorState state{bus, {}};
    FacetKeeper keeper{&state, log, problems};
    std::optional<BootWatch> watch;

    BootingBmc()
    {
        fakes.host.keepIn(folder.filePath(u"host"_s));
        node.setBoot(u"a"_s);
        StallRules rules;
        rules.bootStall = 1h;
        watch.emplace(BootWatch::Parts{node, keeper, log, problems}, folder.filePath(u"boots.json"_s), rules);
        fakes.setStep(1ms);
        keeper.start();
        watch->start();
        bus.start();
    }
    [[nodiscard]] bool appear()
    {
        return hasDaemon && fakes.appear()
               && QTest::qWaitFor([this] { return watch->history().whyNone.isEmpty(); }, Patience);
    }
    void host(const QString &word)
    {
        fakes.host.say(HostFace, u"CurrentHostState"_s, HostFace + u".HostState."_s + word);
    }
    void stage(const QString &word)
    {
        fakes.host.say(ProgressFace, u"BootProgress"_s, fullStage(word));
        const auto sinceEpoch = std::chrono::microseconds(now().time_since_epoch());
        fakes.host.say(ProgressFace, u"BootProgressLastUpdate"_s, quint64(sinceEpoch.count()));
    }
    [[nodiscard]] BootRecord newest() const
    {
        const QList<BootRecord> boots = watch->history().boots;
        return boots.isEmpty() ? BootRecord() : boots.first();
    }
    [[nodiscard]] QString present() const
    {
        const BootRecord boot = newest();
        return boot.outcome == BootOutcome::UnderWay ? boot.stages.last().stage : QString();
    }
};

} // namespace

/// The boots of a host as OpenBMC's state services tell them on a real bus.
class TestBootPhosphor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        test::PrivateBus bus;
        if (!bus.start())
            QFAIL("dbus-daemon cannot be started: it is one of the packages that the tests need "
                  "(installer/packages.txt)");
    }

    void servicesThatAreNotThereAreSaidSo()
    {
        BootingBmc bmc;
        QVERIFY(bmc.fakes.bmc.appear());
        QTRY_VERIFY_WITH_TIMEOUT(bmc.watch->history().whyNone.contains("not on the system bus"_L1), Patience);
        QVERIFY(bmc.watch->history().hasProgress);
        QVERIFY(bmc.watch->history().boots.isEmpty());
    }

    void powerOnIsRecordedToItsEnd()
    {
        BootingBmc bmc;
        QVERIFY(bmc.appear());
        QVERIFY(QCoro::waitFor(bmc.keeper.control(ControlAction::PowerOn)));
        QTRY_COMPARE_WITH_TIMEOUT(bmc.newest().outcome, BootOutcome::Running, Patience);
        QVERIFY(!bmc.newest().isJoined && bmc.newest().milliseconds);
        QCOMPARE(bmc.newest().stages.first().stage, QString(NoBootStage));
        QCOMPARE(bmc.newest().stages.last().stage, u"OSStart"_s);
        QCOMPARE(bmc.watch->history().boots.size(), 1);
    }

    void stateManagerThatComesBackLosesNothing()
    {
        BootingBmc bmc;
        QVERIFY(bmc.appear());
        bmc.host(u"TransitioningToRunning"_s);
        bmc.stage(u"MemoryInit"_s);
        QTRY_COMPARE_WITH_TIMEOUT(bmc.present(), u"MemoryInit"_s, Patience);
        bmc.fakes.host.vanish();
        QTRY_VERIFY_WITH_TIMEOUT(!bmc.watch->history().whyNone.isEmpty(), Patience);
        QVERIFY(!bmc.newest().stages.last().milliseconds);
        QVERIFY(bmc.fakes.host.appear());
        QTRY_VERIFY_WITH_TIMEOUT(bmc.watch->history().whyNone.isEmpty(), Patience);
        bmc.stage(u"OSRunning"_s);
        QTRY_COMPARE_WITH_TIMEOUT(bmc.newest().outcome, BootOutcome::Running, Patience);
        QVERIFY(bmc.newest().milliseconds);
        QCOMPARE(bmc.watch->history().boots.size(), 1);
    }

    void whatWentOnMeanwhileIsUnknown()
    {
        BootingBmc bmc;
        QVERIFY(bmc.appear());
        bmc.host(u"TransitioningToRunning"_s);
        bmc.stage(u"MemoryInit"_s);
        QTRY_COMPARE_WITH_TIMEOUT(bmc.present(), u"MemoryInit"_s, Patience);
        bmc.fakes.host.vanish();
        QTRY_VERIFY_WITH_TIMEOUT(!bmc.watch->history().whyNone.isEmpty(), Patience);
        bmc.stage(u"PCIInit"_s);
        QVERIFY(bmc.fakes.host.appear());
        QTRY_COMPARE_WITH_TIMEOUT(bmc.watch->history().boots.size(), 2, Patience);
        QCOMPARE(bmc.watch->history().boots.last().outcome, BootOutcome::Unknown);
        QVERIFY(bmc.newest().isJoined);
        QCOMPARE(bmc.present(), u"PCIInit"_s);
    }

    void bmcThatComesWhileItsHostBootsJoinsIt()
    {
        BootingBmc bmc;
        bmc.host(u"Running"_s);
        bmc.stage(u"PCIInit"_s);
        QVERIFY(bmc.appear());
        QTRY_COMPARE_WITH_TIMEOUT(bmc.present(), u"PCIInit"_s, Patience);
        QVERIFY(bmc.newest().isJoined && !bmc.newest().beganAt);
        QVERIFY(bmc.newest().stages.first().startedAt);
    }
};

QTEST_GUILESS_MAIN(TestBootPhosphor)
#include "tst_bootphosphor.moc"
