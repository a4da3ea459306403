// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatedrestore.h"
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

} // namespace

/// `muster restore-policy`, the real program, on real agents with simulated machines. Two form a system, the
/// third is by itself, the fourth has no policy that is seen.
class TestRestoreVerb : public QObject
{
    Q_OBJECT

    ConsoleProgram m_muster{QStringLiteral(MUSTER)};
    std::vector<std::unique_ptr<TestAgent>> m_agents;
    std::vector<SimulatedRestore *> m_settings; ///< each agent's

    [[nodiscard]] ConsoleEnded run(const QStringList &words) const { return m_muster.run(words); }
    [[nodiscard]] ConsoleEnded policy(const QStringList &words) const
    {
        return run(QStringList{u"restore-policy"_s} + words);
    }
    [[nodiscard]] QJsonObject shown(const QString &target) const
    {
        return policy({u"show"_s, target, u"--json"_s}).json();
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (int i = 1; i <= 4; ++i) {
            const auto at = std::size_t(i - 1);
            auto &agent = *m_agents.emplace_back(std::make_unique<TestAgent>(u"rack-%1"_s.arg(i)));
            m_settings.emplace_back();
            agent.extendPlatform([this, at](agent::Platform &platform) {
                constexpr std::size_t WithoutPolicy = 3;
                platform.state = std::make_unique<SimulatedState>(20ms);
                if (at == WithoutPolicy)
                    return;
                auto restore = std::make_unique<SimulatedRestore>();
                m_settings[at] = restore.get();
                platform.restore = std::move(restore);
            });
            agent.restart();
            const auto local = greetLocally(agent);
            const auto token = ask<api::TokenCreate>(**local, {Role::Admin, 60});
            const ConsoleEnded paired =
                run({u"pair"_s, agent.endpoint().toString(), u"--token"_s, token->token});
            QVERIFY2(paired.code == 0, paired.said());
        }
        const ConsoleEnded made =
            run({u"system"_s, u"create"_s, u"frame"_s, u"rack-1"_s, u"rack-2"_s, u"--coordinator"_s,
                 u"rack-1"_s, u"--lease"_s, u"3"_s, u"--partial-outage"_s, u"hold"_s, u"--yes"_s});
        QVERIFY2(made.code == 0, made.said());
        QTRY_VERIFY_WITH_TIMEOUT(m_agents.front()->agent().composite().mayAct(), Patience);
    }
    void cleanupTestCase()
    {
        m_agents.clear();
        m_settings.clear();
    }

    void systemSaysWhatWouldHappen()
    {
        const ConsoleEnded told = policy({u"show"_s, u"frame"_s});
        QVERIFY2(told.code == 0, told.said());
        QVERIFY2(told.out.contains("policy Restore, of a part Hold; waits 90 s"), told.said());
        QVERIFY2(told.out.contains("If all members lose power now, the system will"), told.said());
        QVERIFY2(told.out.contains("If one member loses power, it stays off"), told.said());
        QVERIFY2(told.out.contains("its host stays as it is"), told.said());
    }

    void whatWasAskedOfItIsInIt()
    {
        const ConsoleEnded on = run({u"power"_s, u"on"_s, u"frame"_s, u"--wait"_s});
        QVERIFY2(on.code == 0, on.said());
        const ConsoleEnded told = policy({u"show"_s, u"frame"_s});
        QVERIFY2(told.out.contains("will be on, as it was last asked for (PowerOn, asked for by"),
                 told.said());
    }

    void systemGetsAnotherPolicy()
    {
        const ConsoleEnded set = policy({u"set"_s, u"frame"_s, u"alwayson"_s, u"--yes"_s});
        QVERIFY2(set.code == 0, set.said());
        const QJsonObject row = shown(u"frame"_s);
        QCOMPARE(row[u"policy"].toString(), u"AlwaysOn"_s);
        QCOMPARE(row[u"partialOutage"].toString(), u"Hold"_s);
        QVERIFY(row[u"view"][u"outlook"][u"allLose"].toString().contains(u"powered on"_s));
        const ConsoleEnded again = policy({u"set"_s, u"frame"_s, u"AlwaysOn"_s, u"--yes"_s});
        QVERIFY2(again.code == 0 && again.out.contains("already"), again.said());
    }

    void settingsOfTheSystemHaveVerbs()
    {
        const ConsoleEnded set = run({u"system"_s, u"set"_s, u"frame"_s, u"--restore-window"_s, u"120"_s,
                                      u"--partial-outage"_s, u"system"_s, u"--yes"_s});
        QVERIFY2(set.code == 0, set.said());
        const QJsonObject row = shown(u"frame"_s);
        QCOMPARE(row[u"restoreWindowSeconds"].toInt(), 120);
        QCOMPARE(row[u"partialOutage"].toString(), u"System"_s);
        QCOMPARE(run({u"system"_s, u"set"_s, u"frame"_s, u"--partial-outage"_s, u"maybe"_s}).code, 2);
        QCOMPARE(run({u"system"_s, u"set"_s, u"frame"_s, u"--restore-window"_s, u"0"_s}).code, 2);
    }

    void loneNodeHasItsOwn()
    {
        const ConsoleEnded set = policy({u"set"_s, u"rack-3"_s, u"AlwaysOff"_s});
        QVERIFY2(set.code == 0, set.said());
        QCOMPARE(m_settings[2]->policy()->policy, RestorePolicy::AlwaysOff);
        const ConsoleEnded once = policy({u"set"_s, u"rack-3"_s, u"AlwaysOn"_s, u"--once"_s});
        QVERIFY2(once.code == 0, once.said());
        QCOMPARE(m_settings[2]->policy()->oneTime, RestorePolicy::AlwaysOn);
        const ConsoleEnded told = policy({u"show"_s, u"rack-3"_s});
        QVERIFY2(told.out.contains("policy AlwaysOff, the next time AlwaysOn"), told.said());
        QVERIFY2(told.out.contains("its host is powered on; the time after that its policy is AlwaysOff"),
                 told.said());
        QVERIFY2(told.out.contains("If this BMC reboots now, a host that runs stays running"), told.said());
    }

    void memberKeepsItsOwnForWhenItIsAlone()
    {
        QTRY_COMPARE(m_settings[1]->policy()->policy, RestorePolicy::None);
        const ConsoleEnded told = policy({u"show"_s, u"frame/2"_s});
        QVERIFY2(told.code == 0 && told.out.contains("rack-2: policy Restore"), told.said());
        QVERIFY2(told.out.contains("whose coordinator decides"), told.said());
        const ConsoleEnded set = policy({u"set"_s, u"frame/2"_s, u"AlwaysOn"_s});
        QVERIFY2(set.code == 0 && set.err.contains("reaches no coordinator"), set.said());
        QCOMPARE(m_settings[1]->policy()->policy, RestorePolicy::None);
        QCOMPARE(shown(u"frame/2"_s)[u"policy"].toString(), u"AlwaysOn"_s);
        QCOMPARE(policy({u"set"_s, u"frame/2"_s, u"AlwaysOn"_s, u"--once"_s}).code, 4);
    }

    void nodeWithoutPolicySaysSo()
    {
        const ConsoleEnded told = policy({u"show"_s, u"rack-4"_s});
        QVERIFY2(told.code == 0 && told.out.contains("no policy of its own"), told.said());
        QVERIFY2(told.out.contains("its firmware decides"), told.said());
        const ConsoleEnded set = policy({u"set"_s, u"rack-4"_s, u"AlwaysOn"_s});
        QVERIFY2(set.code != 0 && set.err.contains("there is no policy to set"), set.said());
    }

    void badWordsAreBadInput()
    {
        QCOMPARE(policy({u"set"_s, u"frame"_s, u"Sometimes"_s}).code, 2);
        QCOMPARE(policy({u"set"_s, u"frame"_s, u"Restore"_s, u"--once"_s}).code, 2);
        QCOMPARE(policy({u"show"_s, u"nobody"_s}).code, 2);
        QCOMPARE(policy({u"show"_s}).code, 2);
    }
};

QTEST_GUILESS_MAIN(TestRestoreVerb)
#include "tst_restoreverb.moc"
