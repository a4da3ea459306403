// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/managementplatform.h"

#include "tests/component/watchednode.h"

#include <QTest>

#include <csignal>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;

namespace {

const QString Power = u"power-monitor.service"_s;
const QString PowerOn = u"obmc-chassis-poweron@0.target"_s;
const QString PowerOnFailure = u"xyz.openbmc_project.State.Chassis.Error.PowerOnFailure"_s;
constexpr auto WatchesBoth = R"({"services": ["power-monitor.service"],
    "targets": {"obmc-chassis-poweron@0.target": {"errorsToMonitor": ["default"],
        "errorToLog": "xyz.openbmc_project.State.Chassis.Error.PowerOnFailure"}}})";

/// A management stack that notes what it is asked for.
struct NotedManagement : ManagementPlatform
{
    QStringList asked;
    std::optional<Error> refusesDumps;
    bool breaksDumpsOff = false;

    [[nodiscard]] QString name() const override { return u"noted"_s; }
    [[nodiscard]] bool isPresent() const override { return true; }
    [[nodiscard]] QCoro::Task<Result<QString>> logError(LoggedError error) override
    {
        asked.append(u"log "_s + error.message);
        Result<QString> answer = u"/entry/1"_s;
        co_return answer;
    }
    [[nodiscard]] QCoro::Task<Result<QString>> createBmcDump(QString) override
    {
        asked.append(u"dump"_s);
        Result<QString> answer = u"/dump/bmc/entry/1"_s;
        if (refusesDumps)
            answer = fail(*refusesDumps);
        co_return answer;
    }
    [[nodiscard]] QCoro::Task<Result<void>> bmcDumpEnd(QString) override
    {
        Result<void> answer;
        if (breaksDumpsOff)
            answer = fail(ErrorCode::Timeout, u"it never ended"_s);
        co_return answer;
    }
    [[nodiscard]] QCoro::Task<Result<void>> quiesce() override
    {
        asked.append(u"quiesce"_s);
        Result<void> answer;
        co_return answer;
    }
};

QString dumpOf(const WatchingAgent &agent, const QString &unit)
{
    for (const UnitFailure &failure : agent.service.failures().failures) {
        if (failure.unit == unit)
            return failure.dump;
    }
    return {};
}

QList<UnitFailure> told(const WatchedNode &node)
{
    QList<UnitFailure> failures;
    for (const Event &event : node.log.events()) {
        if (event.kind == events::UnitFailed)
            failures.append(fromJson<UnitFailure>(event.data.text).value_or(UnitFailure()));
    }
    return failures;
}

} // namespace

/// What a failure is made of beyond one unit's state, and what is done about it.
class TestUnitIncidents : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void logsTheErrorOfATargetWithTheResultOfItsJob_data()
    {
        QTest::addColumn<QString>("monitored");
        QTest::addColumn<QString>("result");
        QTest::addColumn<bool>("isTold");
        for (const auto result : {"timeout", "failed", "dependency"})
            QTest::addRow("default, %s", result) << u"default"_s << QString::fromLatin1(result) << true;
        for (const auto result : {"done", "canceled", "skipped"}) {
            QTest::addRow("default, %s", result) << u"default"_s << QString::fromLatin1(result) << false;
            QTest::addRow("%s", result) << QString::fromLatin1(result) << QString::fromLatin1(result) << true;
        }
        QTest::addRow("a start that came to nothing") << u"failed"_s << u"assert"_s << true;
        QTest::addRow("the same, not asked for") << u"timeout"_s << u"assert"_s << false;
    }
    void logsTheErrorOfATargetWithTheResultOfItsJob()
    {
        QFETCH(const QString, monitored);
        QFETCH(const QString, result);
        QFETCH(const bool, isTold);
        WatchedNode node(R"({"targets": [{"name": "a.target", "errorsToMonitor": [")" + monitored.toUtf8()
                         + R"("], "errorToLog": "org.example.Error"}]})");
        const WatchingAgent agent(node);
        node.units.endJob(u"a.target"_s, result);
        QTRY_COMPARE(node.log.count(events::ErrorLogged), isTold ? 1 : 0);
        QCOMPARE(agent.service.failures().failures.size(), isTold ? 1 : 0);
        if (!isTold)
            return;
        const UnitFailure failure = agent.only();
        QCOMPARE(failure.cause, FailureCause::TargetJob);
        QCOMPARE(failure.result, result);
        QCOMPARE(failure.error, u"org.example.Error"_s);
        const auto error = node.log.latestData<LoggedError>(events::ErrorLogged);
        QCOMPARE(error.message, u"org.example.Error"_s);
        QVERIFY(error.additionalData.contains(ErrorDatum{u"SYSTEMD_RESULT"_s, result}));
        QVERIFY(error.additionalData.contains(ErrorDatum{u"SYSTEMD_UNIT"_s, u"a.target"_s}));
        QCOMPARE(agent.bmc.state(), BmcState::Quiesced);
    }

    void aTargetAndItsServiceAreOneIncident_data()
    {
        QTest::addColumn<bool>("targetFirst");
        QTest::addRow("the target is told first") << true;
        QTest::addRow("the service is told first") << false;
    }
    void aTargetAndItsServiceAreOneIncident()
    {
        QFETCH(const bool, targetFirst);
        WatchedNode node(WatchesBoth);
        node.units.run(Power);
        const WatchingAgent agent(node);
        const auto failService = [&] { node.units.exit(Power, 3, 2); };
        // systemd tells of the target while it still works on the service.
        if (targetFirst) {
            node.units.crash(Power, 3);
            node.units.exit(Power, 3, 2);
        } else {
            failService();
        }
        node.units.endJob(PowerOn, u"dependency"_s, {Power});
        const auto failures = agent.service.failures().failures;
        QCOMPARE(failures.size(), 2);
        QCOMPARE(failures[0].incident, failures[1].incident);
        QVERIFY(!failures[0].incident.isEmpty());
        const UnitFailure &target = failures[0].unit == PowerOn ? failures[0] : failures[1];
        QCOMPARE(target.chain, (QList<DependencyLink>{{Power, u"Requires"_s, u"failed"_s, u"exit-code"_s}}));
        QVERIFY2(target.explanation.contains(Power), qPrintable(target.explanation));
    }

    void unrelatedFailuresAreIncidentsOfTheirOwn()
    {
        WatchedNode node(WatchesBoth);
        node.units.run(Power);
        const WatchingAgent agent(node);
        node.units.exit(Power, 3);
        node.units.endJob(PowerOn, u"timeout"_s);
        const auto failures = agent.service.failures().failures;
        QCOMPARE(failures.size(), 2);
        QVERIFY(failures[0].incident != failures[1].incident);
    }

    void isQuiescedUntilAllIsWellAndSomebodyHasTakenNote()
    {
        WatchedNode node;
        const QString fan = u"fan-control.service"_s;
        node.units.run(fan);
        WatchingAgent agent(node);
        QCOMPARE(agent.bmc.state(), BmcState::Ready);
        node.units.kill(fan, SIGABRT);
        QCOMPARE(agent.bmc.state(), BmcState::Quiesced);
        QCOMPARE(node.log.latestData<BmcStateChange>(events::BmcStateChanged).bmcState, BmcState::Quiesced);

        // Taking note of what is still failed makes nothing well.
        const QString id = agent.only().id;
        const auto answer = agent.service.acknowledge({{id, u"none"_s}, u"a fan is on order"_s}, u"desk"_s);
        QCOMPARE(answer.acknowledged, QStringList{id});
        QCOMPARE(answer.unknown, QStringList{u"none"_s});
        QCOMPARE(agent.bmc.state(), BmcState::Quiesced);
        QCOMPARE(agent.problems.state().health, Health::Warning);
        QCOMPARE(agent.only().acknowledged->by, u"desk"_s);
        QCOMPARE(agent.only().acknowledged->reason, u"a fan is on order"_s);
        node.units.run(fan);
        QCOMPARE(agent.bmc.state(), BmcState::Ready);
        QCOMPARE(agent.problems.state().health, Health::OK);

        // And what recovers by itself stays until somebody has.
        node.units.kill(fan, SIGABRT);
        node.units.run(fan);
        QCOMPARE(agent.bmc.state(), BmcState::Quiesced);
        QVERIFY(agent.has(u"unit-recovered:fan-control.service"_s));
        const WatchingAgent later(node);
        QCOMPARE(later.bmc.state(), BmcState::Quiesced);
        QVERIFY(later.has(u"unit-recovered:fan-control.service"_s));
        const QString second = agent.service.failures().failures.first().id;
        agent.service.acknowledge({{second}, {}}, u"desk"_s);
        QCOMPARE(agent.bmc.state(), BmcState::Ready);
        QVERIFY(!agent.has(u"unit-recovered:fan-control.service"_s));
    }

    void aFailedUnitThatIsResetIsOverOnceSomebodyHasTakenNote_data()
    {
        QTest::addColumn<bool>("resetFirst");
        QTest::addRow("reset, then noted") << true;
        QTest::addRow("noted, then reset") << false;
    }
    void aFailedUnitThatIsResetIsOverOnceSomebodyHasTakenNote()
    {
        QFETCH(const bool, resetFirst);
        WatchedNode node;
        const QString fan = u"fan-control.service"_s;
        node.units.run(fan);
        WatchingAgent agent(node);
        node.units.kill(fan, SIGABRT);
        const AcknowledgeParams note{{agent.only().id}, {}};
        if (resetFirst) {
            node.units.reset(fan);
            QVERIFY(!agent.only().recoveredAt); // it is stopped, not well
            agent.service.acknowledge(note, u"desk"_s);
        } else {
            agent.service.acknowledge(note, u"desk"_s);
            QCOMPARE(agent.bmc.state(), BmcState::Quiesced);
            node.units.reset(fan);
        }
        QVERIFY(!agent.only().isOpen());
        QCOMPARE(agent.bmc.state(), BmcState::Ready);
    }

    void aSiteMayLetRecoveryEndIt()
    {
        WatchedNode node;
        const QString fan = u"fan-control.service"_s;
        node.units.run(fan);
        const WatchingAgent agent(node, {QuiescedUntil::Recovered, 3, 30});
        node.units.kill(fan, SIGABRT);
        QCOMPARE(agent.bmc.state(), BmcState::Quiesced);
        node.units.run(fan);
        QCOMPARE(agent.bmc.state(), BmcState::Ready);
        QVERIFY(!agent.only().isOpen());
    }

    void aRebootEndsOnlyWhatHasRecoveredBefore()
    {
        WatchedNode node;
        Problems problems(node.log);
        BmcStatus bmc(node.log);
        FailureBook book({node.log, problems, bmc}, node.top.filePath(u"failures.json"_s),
                         QuiescedUntil::Rebooted);
        const Timestamp bootedAt = now();
        const auto fail = [&](const QString &unit, Timestamp at) {
            UnitFailure failure;
            failure.unit = unit;
            failure.id = unit + u"@1"_s;
            failure.at = at;
            return book.record(failure).id;
        };
        const auto any = [](const UnitFailure &) { return true; };
        const QString over = fail(u"over.service"_s, bootedAt - std::chrono::hours(1));
        const QString still = fail(u"still.service"_s, bootedAt - std::chrono::hours(1));
        const QString later = fail(u"later.service"_s, bootedAt + std::chrono::seconds(1));
        for (const QString &unit : {u"over.service"_s, u"later.service"_s})
            book.recover(unit, {}, now(), u"it is well again"_s, any);
        book.endByReboot(bootedAt);
        QVERIFY(!book.find(over)->isOpen());
        QVERIFY(book.find(still)->isOpen());
        QVERIFY(book.find(later)->isOpen());
        QCOMPARE(bmc.state(), BmcState::Quiesced);
    }

    void saysThatItDoesNotKnowWhileNobodyWatches()
    {
        WatchedNode node;
        node.units.run(u"fan-control.service"_s);
        const WatchingAgent agent(node);
        node.units.loseWatch({ErrorCode::Unavailable, u"the bus has gone"_s, {}, {}, {}});
        QCOMPARE(agent.bmc.state(), BmcState::Unknown);
        node.units.regainWatch();
        QCOMPARE(agent.bmc.state(), BmcState::Ready);
    }

    void findsACrashLoopOnceAndItsEnd()
    {
        WatchedNode node(
            R"({"services": ["fan-control.service"], "crashLoop": {"restarts": 3, "seconds": 600}})");
        const QString fan = u"fan-control.service"_s;
        node.units.run(fan);
        const WatchingAgent agent(node);
        node.units.crash(fan, 1);
        node.units.crash(fan, 1);
        QVERIFY(agent.service.failures().failures.isEmpty());
        for (int i = 0; i < 20; ++i)
            node.units.crash(fan, 1);
        QCOMPARE(told(node).size(), 1);
        const UnitFailure loop = agent.only();
        QCOMPARE(loop.cause, FailureCause::CrashLoop);
        QVERIFY(!loop.recoveredAt);
        QVERIFY2(loop.explanation.startsWith("restarted 3 times within"_L1), qPrintable(loop.explanation));
        QVERIFY2(loop.explanation.endsWith("last: exited with code 1"_L1), qPrintable(loop.explanation));

        // An agent that is started in the middle of it does not tell it again.
        const WatchingAgent later(node);
        node.units.crash(fan, 1);
        QCOMPARE(told(node).size(), 1);
        // Somebody starts it anew, and the counter begins from 0.
        node.units.run(fan);
        QVERIFY(later.only().recoveredAt);
    }

    void theFirstCrashCountsWhereThatIsAskedFor()
    {
        WatchedNode node(R"({"immediate_quiesce_services": ["fan-control.service"]})");
        const QString fan = u"fan-control.service"_s;
        node.units.run(fan);
        const WatchingAgent agent(node);
        node.units.crash(fan, 1);
        QCOMPARE(told(node).size(), 1);
        QVERIFY(agent.only().recoveredAt); // systemd has restarted it
        QCOMPARE(agent.bmc.state(), BmcState::Quiesced);
        node.units.crash(fan, 1);
        QCOMPARE(agent.only().count, 2);
        node.units.stop(fan);
        QCOMPARE(agent.only().count, 2);
    }

    void aStormMakesABoundedNumberOfDumpsAndExactCounts()
    {
        WatchedNode node;
        const QString fan = u"fan-control.service"_s;
        const WatchingAgent agent(node, {QuiescedUntil::Acknowledged, 3, 30});
        for (int i = 0; i < 200; ++i) {
            node.units.run(fan);
            node.units.kill(fan, SIGABRT);
        }
        QCOMPARE(told(node).size(), 200);
        QCOMPARE(agent.only().count, 200);
        QCOMPARE(agent.only().suppressed, 197);
        QTRY_COMPARE(node.log.count(events::UnitEvidence), 3);
        QCOMPARE(node.log.count(events::ErrorLogged), 3);
    }

    void aHundredUnitsAtOnceStayWithinTheNodesLimit()
    {
        QByteArray names;
        for (int i = 0; i < 100; ++i)
            names += (i > 0 ? ", " : "") + ("\"unit-" + QByteArray::number(i) + ".service\"");
        WatchedNode node("{\"services\": [" + names + "]}");
        const WatchingAgent agent(node, {QuiescedUntil::Acknowledged, 3, 30});
        for (int i = 0; i < 100; ++i)
            node.units.kill(u"unit-%1.service"_s.arg(i), SIGABRT);
        const auto failures = agent.service.failures().failures;
        QCOMPARE(failures.size(), 100);
        QCOMPARE(std::ranges::count(failures, 1, &UnitFailure::suppressed), 70);
        // Thirty times what a failure leaves behind, read on a machine that may be busy with more.
        QTRY_COMPARE_WITH_TIMEOUT(node.log.count(events::UnitEvidence), 30, std::chrono::seconds(60));
    }

    void aListThatDoesNotFitAMessageSaysHowManyItLeavesOut()
    {
        WatchedNode node;
        Problems problems(node.log);
        BmcStatus bmc(node.log);
        FailureBook book({node.log, problems, bmc}, node.top.filePath(u"failures.json"_s),
                         QuiescedUntil::Acknowledged);
        for (int i = 0; i < 1000; ++i) {
            UnitFailure failure;
            failure.unit = u"unit-%1.service"_s.arg(i);
            failure.id = failure.unit + u"@1"_s;
            failure.at = now();
            failure.explanation = QString(2000, u'x');
            book.record(failure);
        }
        const UnitFailureList list = book.list();
        QCOMPARE(list.failures.size() + list.omitted, 1000);
        QVERIFY(list.omitted > 0);
        QVERIFY(toJson(list).size() < FailureBook::MaxListBytes + 1024);
    }

    void findsWhatFailedAndCameBackWhileItWasAway()
    {
        WatchedNode node(WatchesBoth);
        node.units.run(Power);
        {
            const WatchingAgent agent(node);
        }
        node.units.watch({});
        node.units.kill(Power, SIGSEGV);
        node.units.run(Power);
        node.units.endJob(PowerOn, u"timeout"_s);
        node.units.kill(Power, SIGABRT);
        node.units.run(Power);
        for (int starts = 0; starts < 3; ++starts) {
            const WatchingAgent agent(node);
            QCOMPARE(told(node).size(), 3);
            const auto failures = agent.service.failures().failures;
            QCOMPARE(failures.size(), 2);
            for (const UnitFailure &failure : failures) {
                QVERIFY(failure.foundAtStart);
                QCOMPARE(failure.count, failure.unit == Power ? 2 : 1);
                QCOMPARE(failure.recoveredAt.has_value(), failure.unit == Power);
            }
        }
    }

    void whatSystemdIsAboutToRestartHasNotFailed()
    {
        WatchedNode node;
        const QString fan = u"fan-control.service"_s;
        node.units.run(fan);
        {
            const WatchingAgent agent(node);
        }
        node.units.watch({});
        node.units.beginCrash(fan, 1); // the journal has the failed run, and not yet that it is restarted
        const WatchingAgent agent(node);
        QVERIFY(told(node).isEmpty());
        node.units.run(fan);
        QVERIFY(told(node).isEmpty());
    }

    void restartsAUnitOnceItsEvidenceIsSafeAndNotForEver()
    {
        WatchedNode node(R"({"services": ["fan-control.service"],
            "recovery": {"fan-control.service": {"action": "restart", "attempts": 2}}})");
        const QString fan = u"fan-control.service"_s;
        node.units.run(fan);
        const WatchingAgent agent(node);
        for (const int attempt : {1, 2}) {
            node.units.kill(fan, SIGABRT);
            QTRY_VERIFY(agent.only().recoveredAt);
            QCOMPARE(agent.only().attempts, attempt);
            QCOMPARE(node.log.count(events::UnitEvidence), attempt);
        }
        QVERIFY2(agent.only().action.startsWith("restarts the unit"_L1), qPrintable(agent.only().action));
        node.units.kill(fan, SIGABRT);
        QTRY_VERIFY(agent.only().action.startsWith("nothing more"_L1));
        QVERIFY(!agent.only().recoveredAt);
    }

    void collectsWhatAKilledAgentDidNotComeTo()
    {
        WatchedNode node;
        const QString fan = u"fan-control.service"_s;
        node.units.run(fan);
        {
            const WatchingAgent agent(node);
            node.units.kill(fan, SIGABRT); // it is told, and then the agent goes
        }
        QCOMPARE(told(node).size(), 1);
        QCOMPARE(node.log.count(events::UnitEvidence), 0);
        const WatchingAgent agent(node);
        QTRY_VERIFY(agent.only().dump.startsWith("bmc-"_L1));
        QCOMPARE(told(node).size(), 1);
        QCOMPARE(node.log.count(events::UnitEvidence), 1);
    }

    void rebootsTheNodeOnceAndNotAgainAfterTheReboot()
    {
        WatchedNode node(R"({"services": ["fan-control.service"],
            "recovery": {"fan-control.service": {"action": "reboot", "attempts": 1}}})");
        const QString fan = u"fan-control.service"_s;
        node.units.run(fan);
        {
            const WatchingAgent agent(node);
            node.units.kill(fan, SIGABRT);
            QTRY_COMPARE(node.units.reboots(), 1);
            QCOMPARE(agent.only().attempts, 1);
            QVERIFY(node.log.count(events::UnitEvidence) == 1 && !agent.only().dump.isEmpty());
        }
        node.units.run(fan);
        const WatchingAgent agent(node); // the node has booted, and the unit fails again
        node.units.kill(fan, SIGABRT);
        QTRY_VERIFY(agent.only().action.startsWith("nothing more"_L1));
        QCOMPARE(node.units.reboots(), 1);
    }

    void aFailureIsDumpedWithItsEvidence()
    {
        WatchedNode node;
        const QString fan = u"fan-control.service"_s;
        node.units.run(fan);
        const WatchingAgent agent(node);
        node.units.writeLine(fan, u"rotor 2 is blocked"_s, 3);
        node.units.kill(fan, SIGABRT);
        QTRY_VERIFY(agent.only().dump.startsWith("bmc-"_L1));
        const QString place = node.top.filePath(u"dumps/"_s + agent.only().dump + u'/');
        QFile journal(place + u"journal.txt"_s);
        QVERIFY(journal.open(QIODevice::ReadOnly));
        QVERIFY(journal.readAll().contains("rotor 2 is blocked"));
        QVERIFY(QFile::exists(place + u"failure.json"_s));
        QVERIFY(QFile::exists(place + u"manifest.json"_s));
    }

    void theNodesOwnManagementGetsDumpErrorAndState()
    {
        WatchedNode node(WatchesBoth);
        node.units.run(Power);
        NotedManagement management;
        const WatchingAgent agent(node, {}, &management);
        node.units.kill(Power, SIGABRT);
        QTRY_COMPARE(agent.only().dump, u"/dump/bmc/entry/1"_s);
        QCOMPARE(management.asked,
                 (QStringList{u"dump"_s, u"log "_s + CriticalServiceFailure, u"quiesce"_s}));

        // A target leaves its state as it is, and a dump that is refused does not keep the rest from being
        // done.
        management.asked.clear();
        management.refusesDumps = Error{ErrorCode::QuotaExceeded, u"no room"_s, {}, {}, {}};
        node.units.endJob(PowerOn, u"timeout"_s);
        QTRY_COMPARE(management.asked, (QStringList{u"dump"_s, u"log "_s + PowerOnFailure}));
        QTRY_VERIFY(dumpOf(agent, PowerOn).endsWith("(the node's own dump: no room)"_L1));
        QVERIFY(dumpOf(agent, PowerOn).startsWith("bmc-"_L1));

        // The same for one that was begun and comes to nothing.
        management.refusesDumps.reset();
        management.breaksDumpsOff = true;
        node.units.run(Power);
        node.units.kill(Power, SIGABRT);
        QTRY_VERIFY(dumpOf(agent, Power).endsWith("(the node's own dump: it never ended)"_L1));
    }
};

QTEST_GUILESS_MAIN(TestUnitIncidents)
#include "tst_unitincidents.moc"
