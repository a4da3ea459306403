// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatedlog.h"
#include "agent/platform/simulated/simulatedrecovery.h"
#include "agent/platform/simulated/simulatedstate.h"
#include "shared/api/pairing.h"
#include "tests/support/consoleprogram.h"
#include "tests/support/testsystem.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds Patience{30};
constexpr std::size_t WithoutLog = 3;

} // namespace

/// `muster log`, `muster recovery` and `muster host-reboot`, the real program, on real agents with simulated
/// machines. Two form a system, the third is by itself, the fourth has neither a log nor anything that it
/// does by itself.
class TestLogVerb : public QObject
{
    Q_OBJECT

    ConsoleProgram m_muster{QStringLiteral(MUSTER)};
    std::vector<std::unique_ptr<TestAgent>> m_agents;
    std::vector<SimulatedLog *> m_logs; ///< each agent's, and so all
    std::vector<SimulatedRecovery *> m_recoveries;

    [[nodiscard]] ConsoleEnded run(const QStringList &words) const { return m_muster.run(words); }
    [[nodiscard]] ConsoleEnded log(const QStringList &words) const
    {
        return run(QStringList{u"log"_s} + words);
    }
    [[nodiscard]] SimulatedLog &logOf(int number) { return *m_logs.at(std::size_t(number - 1)); }
    [[nodiscard]] SimulatedRecovery &recoveryOf(int number)
    {
        return *m_recoveries.at(std::size_t(number - 1));
    }
    [[nodiscard]] static QJsonObject node(const ConsoleEnded &ended, int at = 0)
    {
        return ended.json()[u"nodes"].toArray().at(at).toObject();
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (int i = 1; i <= 4; ++i) {
            const auto at = std::size_t(i - 1);
            auto &agent = *m_agents.emplace_back(std::make_unique<TestAgent>(u"rack-%1"_s.arg(i)));
            m_logs.emplace_back();
            m_recoveries.emplace_back();
            agent.extendPlatform([this, at](agent::Platform &platform) {
                platform.state = std::make_unique<SimulatedState>(20ms);
                if (at == WithoutLog)
                    return;
                auto log = std::make_unique<SimulatedLog>();
                m_logs[at] = log.get();
                platform.log = std::move(log);
                auto recovery = std::make_unique<SimulatedRecovery>();
                m_recoveries[at] = recovery.get();
                platform.recovery = std::move(recovery);
            });
            agent.restart();
            const auto local = greetLocally(agent);
            const auto token = ask<api::TokenCreate>(**local, {Role::Admin, 60});
            const ConsoleEnded paired =
                run({u"pair"_s, agent.endpoint().toString(), u"--token"_s, token->token});
            QVERIFY2(paired.code == 0, paired.said());
        }
        const ConsoleEnded made = run({u"system"_s, u"create"_s, u"frame"_s, u"rack-1"_s, u"rack-2"_s,
                                       u"--coordinator"_s, u"rack-1"_s, u"--lease"_s, u"3"_s, u"--yes"_s});
        QVERIFY2(made.code == 0, made.said());
        QTRY_VERIFY_WITH_TIMEOUT(m_agents.front()->agent().composite().mayAct(), Patience);
    }
    void cleanupTestCase()
    {
        m_agents.clear();
        m_logs.clear();
        m_recoveries.clear();
    }

    void aLogWithoutOpenErrorsIsWell()
    {
        const ConsoleEnded told = log({u"list"_s, u"rack-3"_s});
        QVERIFY2(told.code == 0, told.said());
        QVERIFY2(told.out.contains("Sensor.Threshold.Warning"), told.said());
        QVERIFY2(told.out.contains("StateChanged"), told.said());
        const ConsoleEnded worse = log({u"list"_s, u"rack-3"_s, u"--severity"_s, u"warning"_s});
        QVERIFY2(worse.code == 0 && !worse.out.contains("StateChanged"), worse.said());
    }

    void anOpenErrorIsNotWellUntilItIsResolved()
    {
        const QString id = logOf(3).write(LogSeverity::Error, u"a.b.Error.C"_s, {{u"UNIT"_s, u"fan"_s}});
        const ConsoleEnded told = log({u"list"_s, u"rack-3"_s, u"--json"_s});
        QCOMPARE(told.code, 1);
        QCOMPARE(node(told)[u"open"].toInt(), 1);
        QCOMPARE(node(told)[u"entries"][0][u"message"].toString(), u"a.b.Error.C"_s);
        const ConsoleEnded one = log({u"show"_s, u"rack-3"_s, id});
        QVERIFY2(one.code == 0 && one.out.contains("UNIT: fan"), one.said());
        logOf(3).resolve(id);
        QCOMPARE(log({u"list"_s, u"rack-3"_s}).code, 0);
    }

    void aPathIsAnIdToo()
    {
        const ConsoleEnded one =
            log({u"show"_s, u"rack-3"_s, u"/xyz/openbmc_project/logging/entry/1"_s, u"--json"_s});
        QVERIFY2(one.code == 0, one.said());
        QCOMPARE(node(one)[u"entries"][0][u"id"].toString(), u"1"_s);
        const ConsoleEnded none = log({u"show"_s, u"rack-3"_s, u"99"_s});
        QVERIFY2(none.code == 2 && none.err.contains("no entry 99"), none.said());
    }

    void whatHappensInItIsAnEvent()
    {
        const QString id = logOf(3).write(LogSeverity::Critical, u"a.b.Error.Event"_s);
        const ConsoleEnded deleted = log({u"delete"_s, u"rack-3"_s, id});
        QVERIFY2(deleted.code == 0 && deleted.out.contains("1 entries are gone"), deleted.said());
        const ConsoleEnded events = run({u"events"_s, u"rack-3"_s, u"--json"_s});
        QVERIFY2(events.out.contains("log.added") && events.out.contains("a.b.Error.Event"), events.said());
        QVERIFY2(events.out.contains("log.removed"), events.said());
    }

    void goneIsGone()
    {
        const ConsoleEnded again = log({u"delete"_s, u"rack-3"_s, u"98"_s, u"99"_s, u"--json"_s});
        QVERIFY2(again.code == 0, again.said());
        QCOMPARE(node(again)[u"gone"].toInt(), 2);
    }

    void whatStaysIsNamed()
    {
        const QString id = logOf(3).write(LogSeverity::Error, u"a.b.Error.Kept"_s);
        logOf(3).keep(id);
        const ConsoleEnded one = log({u"delete"_s, u"rack-3"_s, id});
        QVERIFY2(one.code == 4 && one.err.contains("is there still: the entry is needed still"), one.said());
        const ConsoleEnded all = log({u"delete"_s, u"rack-3"_s, u"--all"_s, u"--yes"_s});
        QVERIFY2(all.code == 4 && all.err.contains("did not say why"), all.said());
        logOf(3).keep({});
        QCOMPARE(log({u"delete"_s, u"rack-3"_s, u"--all"_s, u"--yes"_s}).code, 0);
        const ConsoleEnded none = log({u"list"_s, u"rack-3"_s});
        QVERIFY2(none.code == 0 && none.out.contains("no entry"), none.said());
    }

    void entriesAreANodesOwn()
    {
        const ConsoleEnded refused = log({u"delete"_s, u"frame"_s, u"1"_s});
        QVERIFY2(refused.code == 2 && refused.err.contains("--all means all entries of all its members"),
                 refused.said());
        QCOMPARE(log({u"delete"_s, u"frame"_s}).code, 2);
        QCOMPARE(log({u"delete"_s, u"rack-3"_s}).code, 2);
        QCOMPARE(log({u"delete"_s, u"rack-3"_s, u"1"_s, u"--all"_s}).code, 2);
        const ConsoleEnded unasked = log({u"delete"_s, u"frame"_s, u"--all"_s});
        QVERIFY2(unasked.code == 2 && unasked.err.contains("--yes"), unasked.said());
        QCOMPARE(node(log({u"list"_s, u"frame"_s, u"--json"_s}))[u"total"].toInt(), 2);
    }

    void aSystemIsAllItsMembers()
    {
        const ConsoleEnded listed = log({u"list"_s, u"frame"_s});
        QVERIFY2(listed.out.contains("rack-1") && listed.out.contains("rack-2"), listed.said());
        const ConsoleEnded one = log({u"delete"_s, u"frame/2"_s, u"1"_s});
        QVERIFY2(one.code == 0, one.said());
        const ConsoleEnded rest = log({u"list"_s, u"frame"_s, u"--json"_s});
        QCOMPARE(node(rest, 0)[u"total"].toInt(), 2);
        QCOMPARE(node(rest, 1)[u"total"].toInt(), 1);
        const ConsoleEnded all = log({u"delete"_s, u"frame"_s, u"--all"_s, u"--yes"_s});
        QVERIFY2(all.code == 0 && all.out.contains("rack-1: 2 entries are gone")
                     && all.out.contains("rack-2: 1 entries are gone"),
                 all.said());
    }

    void aLogThatDoesNotAnswerIsNotEmpty()
    {
        logOf(2).refuse(
            Error{ErrorCode::Unavailable, u"the error log is not on the system bus"_s, {}, {}, {}});
        const ConsoleEnded told = log({u"list"_s, u"frame"_s});
        QVERIFY2(told.code == 1 && told.err.contains("rack-2") && told.err.contains("not on the system bus"),
                 told.said());
        QVERIFY2(!told.out.contains("rack-2: no entry"), told.said());
        QCOMPARE(log({u"list"_s, u"frame/2"_s}).code, 3);
        logOf(2).refuse(std::nullopt);
    }

    void aMachineWithoutLogSaysSo()
    {
        const ConsoleEnded told = log({u"list"_s, u"rack-4"_s});
        QVERIFY2(told.code == 1 && told.err.contains("no log that is read here"), told.said());
        const ConsoleEnded refused = log({u"delete"_s, u"rack-4"_s, u"--all"_s, u"--yes"_s});
        QVERIFY2(refused.code == 4 && refused.err.contains("no log that is read here"), refused.said());
        QCOMPARE(run({u"host-reboot"_s, u"off"_s, u"rack-4"_s}).code, 4);
    }

    void whatBlocksIsToldAndSpeaksAgainstPower()
    {
        QCOMPARE(log({u"blocks"_s, u"frame"_s}).code, 0);
        const QString id = logOf(1).write(LogSeverity::Error, u"a.b.Error.Blocks"_s);
        logOf(1).setBlocking(id);
        const ConsoleEnded blocks = log({u"blocks"_s, u"frame"_s});
        QVERIFY2(blocks.code == 1 && blocks.out.contains("a.b.Error.Blocks")
                     && blocks.out.contains("rack-2: nothing in its log"),
                 blocks.said());
        const ConsoleEnded on = run({u"power"_s, u"on"_s, u"frame"_s});
        QVERIFY2(on.code == 2, on.said());
        QVERIFY2(on.err.contains("keeps its host from being started: a.b.Error.Blocks"), on.said());
        logOf(1).resolve(id);
        QCOMPARE(log({u"blocks"_s, u"frame"_s}).code, 0);
    }

    void theHostKeepsOnWhoseAccountItWasStarted()
    {
        const ConsoleEnded before = run({u"state"_s, u"rack-3"_s});
        QVERIFY2(!before.out.contains("Host last started by"), before.said());
        const ConsoleEnded on = run({u"power"_s, u"on"_s, u"rack-3"_s, u"--wait"_s});
        QVERIFY2(on.code == 0, on.said());
        const ConsoleEnded after = run({u"state"_s, u"rack-3"_s});
        QVERIFY2(after.out.contains("Host last started by: RemoteCommand"), after.said());
    }

    void recoveryIsToldInParts()
    {
        const ConsoleEnded told = run({u"recovery"_s, u"show"_s, u"rack-3"_s, u"--json"_s});
        QVERIFY2(told.code == 0, told.said());
        QCOMPARE(node(told)[u"recovery"].toString(), u"On"_s);
        QCOMPARE(node(told)[u"parts"].toArray().size(), 4);
        recoveryOf(3).put(RecoveryPart::HostCrash, RecoverySwitch::Unknown, u"systemd does not tell"_s);
        const ConsoleEnded unknown = run({u"recovery"_s, u"show"_s, u"rack-3"_s});
        QVERIFY2(unknown.code == 1 && unknown.out.contains("systemd does not tell"), unknown.said());
        recoveryOf(3).put(RecoveryPart::HostCrash, RecoverySwitch::On);
    }

    void aSystemIsSwitchedAsOne()
    {
        const ConsoleEnded off = run({u"recovery"_s, u"off"_s, u"frame"_s, u"--json"_s});
        QVERIFY2(off.code == 0, off.said());
        for (const int at : {0, 1}) {
            QCOMPARE(node(off, at)[u"recovery"].toString(), u"Mixed"_s); // a BMC's restarts stay on
            QCOMPARE(node(off, at)[u"parts"][0][u"state"].toString(), u"Off"_s);
        }
        QCOMPARE(run({u"recovery"_s, u"on"_s, u"frame"_s}).code, 0);
        const ConsoleEnded once = run({u"host-reboot"_s, u"off-once"_s, u"frame/1"_s, u"--json"_s});
        QVERIFY2(once.code == 0, once.said());
        QCOMPARE(node(once)[u"parts"].toArray().size(), 1);
        QCOMPARE(node(once)[u"parts"][0][u"state"].toString(), u"OffOnce"_s);
    }

    void aSwitchThatDoesNotTakeIsNamed()
    {
        recoveryOf(2).ignore(true);
        const ConsoleEnded off = run({u"host-reboot"_s, u"off"_s, u"frame"_s});
        QVERIFY2(off.code == 4 && off.err.contains("rack-2: ") && off.err.contains("and is not: On"),
                 off.said());
        QVERIFY2(!off.err.contains("rack-1"), off.said());
        recoveryOf(2).ignore(false);
        const ConsoleEnded none = run({u"recovery"_s, u"show"_s, u"rack-4"_s});
        QVERIFY2(none.code == 1 && none.err.contains("muster: rack-4: nothing is seen here"), none.said());
    }

    void aNodeThatIsAwayIsNamed()
    {
        m_agents.at(1)->stop();
        m_logs.at(1) = nullptr;
        m_recoveries.at(1) = nullptr;
        const ConsoleEnded told = log({u"list"_s, u"frame"_s});
        QVERIFY2(told.code == 1 && told.err.contains("rack-2"), told.said());
        const ConsoleEnded off = run({u"host-reboot"_s, u"show"_s, u"frame"_s});
        QVERIFY2(off.code == 1 && off.err.contains("rack-2") && off.out.contains("rack-1"), off.said());
        QCOMPARE(log({u"list"_s, u"rack-2"_s}).code, 3);
    }

    void badWordsAreBadInput()
    {
        QCOMPARE(log({u"list"_s, u"nobody"_s}).code, 2);
        QCOMPARE(log({u"list"_s, u"rack-3"_s, u"--severity"_s, u"bad"_s}).code, 2);
        QCOMPARE(log({u"burn"_s, u"rack-3"_s}).code, 2);
        QCOMPARE(run({u"host-reboot"_s, u"maybe"_s, u"rack-3"_s}).code, 2);
        QCOMPARE(run({u"recovery"_s, u"off-once"_s, u"rack-3"_s}).code, 2);
    }
};

QTEST_GUILESS_MAIN(TestLogVerb)
#include "tst_logverb.moc"
