// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatedstate.h"
#include "shared/api/boot.h"
#include "shared/api/member.h"
#include "shared/api/pairing.h"
#include "tests/support/consoleprogram.h"
#include "tests/support/testsystem.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QTest>

using namespace muster;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto Patience = ConsoleProgram::Patience;

} // namespace

/// `muster boots`, the real program, of real agents that form a system: what it shows of boots that go well,
/// stall and fail, and how the system's state names who does.
class TestBootsVerb : public QObject
{
    Q_OBJECT

    ConsoleProgram m_muster{QStringLiteral(MUSTER)};
    std::vector<std::unique_ptr<TestAgent>> m_agents;
    std::vector<agent::SimulatedState *> m_states; ///< each agent's

    [[nodiscard]] ConsoleEnded run(const QStringList &words) const { return m_muster.run(words); }
    [[nodiscard]] ConsoleEnded boots(const QStringList &words) const
    {
        return run(QStringList{u"boots"_s} + words);
    }
    [[nodiscard]] QJsonArray rows(const QStringList &words = {u"frame"_s}) const
    {
        return boots(words + QStringList{u"--json"_s}).json()[u"nodes"].toArray();
    }
    [[nodiscard]] QJsonObject bootFacet() const
    {
        const ConsoleEnded state = run({u"state"_s, u"frame"_s, u"--json"_s});
        const auto facets = state.json()[u"systems"].toArray().first()[u"state"][u"facets"].toArray();
        for (const QJsonValue &facet : facets) {
            if (facet[u"facet"].toString() == "BootProgress"_L1)
                return facet.toObject();
        }
        return {};
    }
    void begin(std::size_t member)
    {
        m_states[member]->set(Facet::Host, u"TransitioningToRunning"_s);
        m_states[member]->set(Facet::BootProgress, u"MemoryInit"_s);
    }
    void finish(std::size_t member)
    {
        m_states[member]->set(Facet::BootProgress, u"OSRunning"_s);
        m_states[member]->set(Facet::Host, u"Running"_s);
    }
    void off(std::size_t member)
    {
        m_states[member]->set(Facet::Host, u"Off"_s);
        m_states[member]->set(Facet::BootProgress, u"Unspecified"_s);
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (int i = 1; i <= 3; ++i) {
            auto &agent = *m_agents.emplace_back(std::make_unique<TestAgent>(u"rack-%1"_s.arg(i)));
            m_states.emplace_back();
            agent.extendPlatform([this, at = std::size_t(i - 1)](agent::Platform &platform) {
                auto state = std::make_unique<agent::SimulatedState>(5ms);
                m_states[at] = state.get();
                platform.state = std::move(state);
            });
            agent.restart();
            const auto local = greetLocally(agent);
            const auto token = ask<api::TokenCreate>(**local, {Role::Admin, 60});
            const ConsoleEnded paired =
                run({u"pair"_s, agent.endpoint().toString(), u"--token"_s, token->token});
            QVERIFY2(paired.code == 0, paired.said());
        }
        const ConsoleEnded made =
            run({u"system"_s, u"create"_s, u"frame"_s, u"rack-1"_s, u"rack-2"_s, u"rack-3"_s,
                 u"--coordinator"_s, u"rack-1"_s, u"--lease"_s, u"3"_s, u"--yes"_s});
        QVERIFY2(made.code == 0, made.said());
        QTRY_VERIFY_WITH_TIMEOUT(m_agents.front()->agent().composite().mayAct(), Patience);
    }
    void cleanupTestCase()
    {
        m_agents.clear();
        m_states.clear();
    }

    void noBootWasSeenYet()
    {
        const ConsoleEnded told = boots({u"frame"_s});
        QVERIFY2(told.code == 0 && told.err.contains("no boot of its host was seen yet"), told.said());
    }

    void bootOfAllIsTold()
    {
        const ConsoleEnded on = run({u"power"_s, u"on"_s, u"frame"_s, u"--wait"_s});
        QVERIFY2(on.code == 0, on.said());
        const auto areBooted = [this] {
            const QJsonArray all = rows();
            return all.size() == 3 && std::ranges::all_of(all, [](const QJsonValue &row) {
                       return row[u"boots"][0][u"boot"][u"outcome"].toString() == "Running"_L1;
                   });
        };
        QTRY_VERIFY_WITH_TIMEOUT(areBooted(), Patience);
        const ConsoleEnded told = boots({u"frame"_s});
        QVERIFY2(told.code == 0, told.said());
        for (const char *word : {"rack-1", "rack-3", "Running", "MemoryInit", "OSStart"})
            QVERIFY2(told.out.contains(word), told.said());
        const QJsonObject second = rows({u"frame/2"_s}).first().toObject();
        QCOMPARE(second[u"node"].toString(), u"rack-2"_s);
        QCOMPARE(second[u"instance"].toInt(), 2);
        QVERIFY(second[u"boots"][0][u"boot"].toObject().contains(u"milliseconds"_s));
    }

    void usualIsTheMedianOfEarlierBoots()
    {
        for (int i = 0; i < 2; ++i) {
            off(0);
            begin(0);
            finish(0);
        }
        const QJsonObject row = rows({u"rack-1"_s, u"--last"_s, u"2"_s}).first().toObject();
        QCOMPARE(row[u"boots"].toArray().size(), 2);
        QCOMPARE(row[u"boots"][0][u"usual"][u"boots"].toInt(), 2);
        QVERIFY(row[u"boots"][0][u"stages"][0].toObject().contains(u"usual"_s));
        QCOMPARE(boots({u"rack-1"_s, u"--last"_s, u"0"_s}).code, 2);
        QCOMPARE(boots({u"nothing"_s}).code, 2);
    }

    void memberThatStallsIsNamed()
    {
        const ConsoleEnded set =
            run({u"system"_s, u"set"_s, u"frame"_s, u"--boot-stall"_s, u"1"_s, u"--yes"_s});
        QVERIFY2(set.code == 0, set.said());
        off(1);
        begin(1);
        QTRY_COMPARE_WITH_TIMEOUT(boots({u"frame"_s}).code, 1, Patience);
        const ConsoleEnded told = boots({u"frame"_s});
        QVERIFY2(told.err.contains("rack-2: its boot stalls at MemoryInit"), told.said());
        QVERIFY2(told.out.contains("stalls") && told.out.contains("rack-2: booting, at MemoryInit for"),
                 told.said());
        QCOMPARE(rows()[1][u"stall"][u"stage"].toString(), u"MemoryInit"_s);

        QTRY_COMPARE_WITH_TIMEOUT(bootFacet()[u"health"].toString(), u"Warning"_s, Patience);
        QCOMPARE(bootFacet()[u"value"].toString(), u"MemoryInit"_s);
        QCOMPARE(bootFacet()[u"worst"].toArray(), QJsonArray{2});
        const ConsoleEnded state = run({u"state"_s, u"frame"_s});
        QVERIFY2(state.code == 1, state.said());
        QVERIFY2(state.err.contains("rack-2") && state.err.contains("stalls at MemoryInit"), state.said());

        finish(1);
        QTRY_COMPARE_WITH_TIMEOUT(boots({u"frame"_s}).code, 0, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(bootFacet()[u"health"].toString(), u"OK"_s, Patience);
    }

    void settingReachesAllMembersAndIsBounded()
    {
        for (const QJsonValue &row : rows())
            QCOMPARE(row[u"bootStallSeconds"].toInt(), 1);
        QCOMPARE(run({u"system"_s, u"set"_s, u"frame"_s, u"--boot-stall"_s, u"-1"_s}).code, 2);
        const ConsoleEnded set =
            run({u"system"_s, u"set"_s, u"frame"_s, u"--boot-stall"_s, u"900"_s, u"--yes"_s});
        QVERIFY2(set.code == 0, set.said());
        QTRY_COMPARE_WITH_TIMEOUT(rows()[2][u"bootStallSeconds"].toInt(), 900, Patience);
    }

    void memberWhoseBootFailedIsNamed()
    {
        off(2);
        begin(2);
        m_states[2]->set(Facet::Host, u"Quiesced"_s);
        QTRY_COMPARE_WITH_TIMEOUT(boots({u"frame"_s}).code, 1, Patience);
        const ConsoleEnded told = boots({u"frame"_s});
        QVERIFY2(told.err.contains("rack-3: its last boot failed"), told.said());
        QVERIFY2(told.out.contains("Failed"), told.said());
        QTRY_COMPARE_WITH_TIMEOUT(bootFacet()[u"worst"].toArray(), QJsonArray{3}, Patience);
        QCOMPARE(bootFacet()[u"members"][2][u"why"].toString(),
                 u"the boot failed at MemoryInit: the host is Quiesced"_s);
        off(2);
        begin(2);
        finish(2);
        QTRY_COMPARE_WITH_TIMEOUT(boots({u"frame"_s}).code, 0, Patience);
    }

    void memberThatDoesNotAnswerIsNotShownAsFine()
    {
        m_agents[2]->stop();
        QTRY_COMPARE_WITH_TIMEOUT(boots({u"frame"_s}).code, 1, Patience);
        const ConsoleEnded told = boots({u"frame"_s});
        QVERIFY2(told.err.contains("rack-3"), told.said());
        QVERIFY2(!told.out.contains("rack-3"), told.said());
        QCOMPARE(boots({u"rack-3"_s}).code, 3);
    }
};

QTEST_GUILESS_MAIN(TestBootsVerb)
#include "tst_bootsverb.moc"
