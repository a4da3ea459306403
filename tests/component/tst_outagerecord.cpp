// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatednode.h"
#include "agent/platform/simulated/simulatedrestore.h"
#include "agent/platform/simulated/simulatedstate.h"
#include "agent/restore/outagerecord.h"
#include "agent/restore/policyguard.h"
#include "agent/state/facetkeeper.h"
#include "agent/state/problems.h"

#include "tests/support/memoryeventlog.h"

#include <QCoroTest>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

OutageRecord::Settings outageTimes(std::chrono::milliseconds settle = 30s)
{
    OutageRecord::Settings settings;
    settings.settle = settle;
    settings.offAfter = 30s;
    return settings;
}

/// One run of an agent on one boot of a machine.
struct Boot
{
    test::MemoryEventLog log;
    Problems problems{log};
    SimulatedNode node{u"drawer-1"_s};
    SimulatedState state{1ms};
    SimulatedRestore platform;
    FacetKeeper keeper{&state, log, problems};
    OutageRecord record;

    Boot(const QString &folder, const QString &bootId, const QString &chassis,
         const OutageRecord::Settings &settings = outageTimes())
        : record({node, keeper, &platform, log, problems}, u"node"_s, folder + u"/power.json"_s, settings)
    {
        node.setBoot(bootId);
        if (chassis == UnknownValue)
            state.lose(Facet::Chassis, u"not told yet"_s);
        else
            state.set(Facet::Chassis, chassis);
    }
    Boot &start(const QString &systemId = u"frame"_s)
    {
        keeper.start();
        record.start(systemId);
        return *this;
    }
    [[nodiscard]] OutageVerdict verdict() const
    {
        return record.outage() ? record.outage()->verdict : OutageVerdict(-1);
    }
};

} // namespace

/// What a node finds out about its power when it starts, over several boots of it, and what becomes of its
/// own policy.
class TestOutageRecord : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString folder() const { return m_folder->path(); }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void nothingIsKnownAtTheFirstStart()
    {
        Boot first(folder(), u"a"_s, u"On"_s);
        first.start();
        QCOMPARE(first.verdict(), OutageVerdict::Unknown);
        // No alarm: there was no time before.
        QCOMPARE(first.log.latest(events::OutageFound).severity, Health::OK);
    }

    void powerThatWasOnAndIsOffWasLost()
    {
        Boot(folder(), u"a"_s, u"On"_s).start();
        Boot second(folder(), u"b"_s, u"Off"_s);
        second.start();
        QCOMPARE(second.verdict(), OutageVerdict::Lost);
        const Outage outage = *second.record.outage();
        QCOMPARE(outage.powerWas, PowerWas::On);
        QVERIFY(outage.isOpenIn(u"frame"_s));
        QVERIFY(!outage.isOpenIn(u"another"_s));
        QCOMPARE(second.log.latestData<Outage>(events::OutageFound), outage);
    }

    void managementAloneLosesNothing()
    {
        Boot(folder(), u"a"_s, u"On"_s).start();
        Boot second(folder(), u"b"_s, u"On"_s);
        second.start();
        QCOMPARE(second.verdict(), OutageVerdict::Kept);
    }

    void outageStaysUntilItIsDealtWith()
    {
        Boot(folder(), u"a"_s, u"On"_s).start();
        const QString id = Boot(folder(), u"b"_s, u"Off"_s).start().record.outage()->id;
        {
            Boot again(folder(), u"b"_s, u"Off"_s); // the agent was killed
            again.start();
            QCOMPARE(again.record.outage()->id, id);
            QVERIFY(again.record.outage()->isOpenIn(u"frame"_s));
            QVERIFY(again.record.setDecision(u"decision"_s));
        }
        Boot later(folder(), u"b"_s, u"On"_s);
        later.start();
        QCOMPARE(later.verdict(), OutageVerdict::Lost);
        QCOMPARE(later.record.outage()->decision, u"decision"_s);
        QVERIFY(!later.record.outage()->isOpenIn(u"frame"_s));
        QCOMPARE(later.log.count(events::OutageFound), 0);
    }

    void eachOutageIsAnother()
    {
        Boot(folder(), u"a"_s, u"On"_s).start();
        const QString first = Boot(folder(), u"b"_s, u"Off"_s).start().record.outage()->id;
        Boot third(folder(), u"c"_s, u"Off"_s);
        third.platform.setStartCause(u"POR"_s);
        third.start();
        QCOMPARE(third.verdict(), OutageVerdict::Lost);
        QVERIFY(third.record.outage()->id != first);
    }

    void waitsUntilTheChassisTellsItsPower()
    {
        Boot(folder(), u"a"_s, u"On"_s).start();
        Boot second(folder(), u"b"_s, UnknownValue);
        second.start();
        QVERIFY(!second.record.outage());
        std::optional<Result<Outage>> told;
        const auto asked = [](OutageRecord &record, std::optional<Result<Outage>> &into) -> QCoro::Task<> {
            into = co_await record.known();
        }(second.record, told);
        QVERIFY(!told);
        second.state.set(Facet::Chassis, u"Off"_s);
        QCOMPARE(second.verdict(), OutageVerdict::Lost);
        QVERIFY(told && *told && (*told)->verdict == OutageVerdict::Lost);
    }

    void killedBeforeItIsKnownItFindsTheSameLater()
    {
        Boot(folder(), u"a"_s, u"On"_s).start();
        QVERIFY(!Boot(folder(), u"b"_s, UnknownValue).start().record.outage());
        Boot again(folder(), u"b"_s, u"Off"_s);
        again.start();
        QCOMPARE(again.verdict(), OutageVerdict::Lost);
    }

    void chassisThatNeverTellsIsNotKnown()
    {
        Boot(folder(), u"a"_s, u"On"_s).start();
        Boot second(folder(), u"b"_s, UnknownValue, outageTimes(20ms));
        second.start();
        QTRY_COMPARE(second.verdict(), OutageVerdict::Unknown);
        QVERIFY2(second.record.outage()->why.contains(u"not told"_s),
                 qPrintable(second.record.outage()->why));
    }

    void causeThatIsToldLateCounts()
    {
        Boot(folder(), u"a"_s, u"Off"_s).start();
        Boot second(folder(), u"b"_s, u"Off"_s);
        second.start();
        QVERIFY(!second.record.outage());
        second.platform.setStartCause(u"POR"_s);
        QCOMPARE(second.verdict(), OutageVerdict::Lost);
        QCOMPARE(second.record.outage()->powerWas, PowerWas::Off);
    }

    void endInOrderIsNoOutage()
    {
        {
            Boot first(folder(), u"a"_s, u"Off"_s);
            first.start();
            first.platform.setGoingDown(true);
            QCoro::waitFor(first.record.noteStopping());
        }
        Boot second(folder(), u"b"_s, u"Off"_s);
        second.start();
        QCOMPARE(second.verdict(), OutageVerdict::Kept);
    }

    void switchedOffAMomentBeforeTheEndItWasOff()
    {
        {
            Boot first(folder(), u"a"_s, u"On"_s);
            first.start();
            first.state.set(Facet::Chassis, u"Off"_s);
            first.state.lose(Facet::Chassis, u"its service was stopped first"_s);
            first.platform.setGoingDown(true);
            QCoro::waitFor(first.record.noteStopping());
        }
        Boot second(folder(), u"b"_s, u"Off"_s);
        second.start();
        QCOMPARE(second.verdict(), OutageVerdict::Kept);
        QCOMPARE(second.record.outage()->powerWas, PowerWas::Off);
    }

    void endOfTheAgentAloneIsNone()
    {
        {
            Boot first(folder(), u"a"_s, u"Off"_s);
            first.start();
            QCoro::waitFor(first.record.noteStopping());
        }
        Boot second(folder(), u"b"_s, u"Off"_s);
        second.platform.setStartCause(u"POR"_s);
        second.start();
        QCOMPARE(second.verdict(), OutageVerdict::Lost);
    }

    void powerThatGoesAMomentBeforeItsManagementWasOn()
    {
        {
            Boot first(folder(), u"a"_s, u"On"_s);
            first.start();
            first.state.set(Facet::Chassis, u"Off"_s);
        }
        Boot second(folder(), u"b"_s, u"Off"_s);
        second.start();
        QCOMPARE(second.verdict(), OutageVerdict::Lost);
    }

    void damagedFileIsNoMemory()
    {
        Boot(folder(), u"a"_s, u"On"_s).start();
        QFile file(folder() + u"/power.json"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"bootId\": 7");
        file.close();
        Boot second(folder(), u"b"_s, u"Off"_s);
        second.start();
        QCOMPARE(second.verdict(), OutageVerdict::Unknown);
    }

    void unwritableFolderIsAProblem()
    {
        Boot first(folder() + u"/missing"_s, u"a"_s, u"On"_s);
        first.start();
        QCOMPARE(first.problems.state().problems.first().id, u"outage-record"_s);
    }

    void ownPolicyIsSetAsideAndGivenBack()
    {
        test::MemoryEventLog log;
        Problems problems(log);
        SimulatedRestore platform(RestorePolicy::AlwaysOn);
        const QString file = folder() + u"/policy.json"_s;
        {
            PolicyGuard guard(&platform, log, problems, file);
            QCOMPARE(platform.policy()->policy, RestorePolicy::AlwaysOn); // it is not known yet
            guard.setInSystem(true);
            QTRY_COMPARE(platform.policy()->policy, RestorePolicy::None);
            QCOMPARE(guard.own(), RestorePolicy::AlwaysOn);
        }
        PolicyGuard guard(&platform, log, problems, file); // after a restart
        guard.setInSystem(true);
        QCOMPARE(guard.own(), RestorePolicy::AlwaysOn);
        guard.setInSystem(false);
        QTRY_COMPARE(platform.policy()->policy, RestorePolicy::AlwaysOn);
        QVERIFY(!guard.setAside());
        QVERIFY(!PolicyGuard(&platform, log, problems, file).setAside());
    }

    void policyThatIsSetPastUsIsForWhenItIsAlone()
    {
        test::MemoryEventLog log;
        Problems problems(log);
        SimulatedRestore platform(RestorePolicy::Restore);
        PolicyGuard guard(&platform, log, problems, folder() + u"/policy.json"_s);
        guard.setInSystem(true);
        QTRY_COMPARE(platform.policy()->policy, RestorePolicy::None);
        QVERIFY(QCoro::waitFor(platform.setPolicy(RestorePolicy::AlwaysOff, false)));
        QVERIFY(QCoro::waitFor(platform.setPolicy(RestorePolicy::AlwaysOn, true)));
        QTRY_COMPARE(platform.policy()->policy, RestorePolicy::None);
        QTRY_COMPARE(platform.policy()->oneTime, RestorePolicy::None);
        QCOMPARE(guard.own(), RestorePolicy::AlwaysOff);
        QVERIFY(QCoro::waitFor(guard.set(RestorePolicy::Restore, false)));
        QCOMPARE(guard.own(), RestorePolicy::Restore);
        QCOMPARE(platform.policy()->policy, RestorePolicy::None);
        QCOMPARE(QCoro::waitFor(guard.set(RestorePolicy::AlwaysOn, true)).error().code, ErrorCode::Conflict);
    }

    void platformThatWouldRaceIsAProblem()
    {
        test::MemoryEventLog log;
        Problems problems(log);
        SimulatedRestore platform(RestorePolicy::AlwaysOn);
        platform.refuse(Error{ErrorCode::Forbidden, u"not allowed"_s, {}, {}, {}});
        PolicyGuard guard(&platform, log, problems, folder() + u"/policy.json"_s);
        guard.setInSystem(true);
        QTRY_COMPARE(problems.state().problems.size(), 1);
        QVERIFY(problems.state().problems.first().text.contains(u"not allowed"_s));
        platform.refuse(std::nullopt);
        platform.setStartCause(u"POR"_s); // anything that is told makes it look again
        QTRY_COMPARE(platform.policy()->policy, RestorePolicy::None);
        QVERIFY(problems.state().problems.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestOutageRecord)
#include "tst_outagerecord.moc"
