// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatedstate.h"
#include "shared/api/pairing.h"
#include "tests/support/consoleprogram.h"
#include "tests/support/testsystem.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds Patience{30};

struct PowerEnded : ConsoleEnded
{
    [[nodiscard]] QJsonObject act() const { return json()[u"acts"].toArray().first().toObject(); }
    [[nodiscard]] QStringList steps() const
    {
        QStringList steps;
        for (const auto &member : act()[u"act"][u"members"].toArray())
            steps.append(member.toObject()[u"step"].toString());
        return steps;
    }
};

} // namespace

/// `muster power` and `muster bmc`, the real program, on real agents with simulated machines. Three form a
/// system, the fourth is by itself.
class TestPowerVerb : public QObject
{
    Q_OBJECT

    ConsoleProgram m_muster{QStringLiteral(MUSTER)};
    std::vector<std::unique_ptr<TestAgent>> m_agents;
    std::vector<SimulatedState *> m_machines; ///< each agent's

    [[nodiscard]] SimulatedState &machine(int number) { return *m_machines.at(std::size_t(number - 1)); }
    [[nodiscard]] PowerEnded run(const QStringList &words) const { return {m_muster.run(words)}; }
    [[nodiscard]] PowerEnded power(const QStringList &words) const
    {
        return run(QStringList{u"power"_s} + words + QStringList{u"--json"_s});
    }
    [[nodiscard]] QString value(int number, Facet facet)
    {
        for (const FacetValue &one : machine(number).facets()) {
            if (one.facet == facet)
                return one.value;
        }
        return {};
    }
    /// As if the machine had been so for long.
    void set(int number, bool isOn)
    {
        machine(number).ignore(false);
        machine(number).refuse(std::nullopt);
        machine(number).set(Facet::Chassis, isOn ? u"On"_s : u"Off"_s);
        machine(number).set(Facet::Host, isOn ? u"Running"_s : u"Off"_s);
    }
    [[nodiscard]] bool isSeen(const QString &value)
    {
        for (const auto &agent : m_agents) {
            if (agent == m_agents.back())
                break;
            const auto glance = m_agents.front()->agent().systemState().glance(agent->nodeId().toString());
            const bool isThere = glance && !glance->isSilent
                                 && std::ranges::any_of(glance->facets, [&](const FacetValue &one) {
                                        return one.facet == Facet::Host && one.value == value;
                                    });
            if (!isThere)
                return false;
        }
        return m_agents.front()->agent().composite().mayAct();
    }
    void bring(bool isOn)
    {
        for (int number = 1; number <= 4; ++number)
            set(number, isOn);
        QTRY_VERIFY_WITH_TIMEOUT(isSeen(isOn ? u"Running"_s : u"Off"_s), Patience);
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (int i = 1; i <= 4; ++i) {
            const auto at = std::size_t(i - 1);
            auto &agent = *m_agents.emplace_back(std::make_unique<TestAgent>(u"rack-%1"_s.arg(i)));
            m_machines.emplace_back();
            agent.extendPlatform([this, at](agent::Platform &platform) {
                auto state = std::make_unique<SimulatedState>(20ms);
                m_machines[at] = state.get();
                platform.state = std::move(state);
            });
            agent.restart();
            const auto local = greetLocally(agent);
            const auto token = ask<api::TokenCreate>(**local, {Role::Admin, 60});
            const PowerEnded paired =
                run({u"pair"_s, agent.endpoint().toString(), u"--token"_s, token->token});
            QVERIFY2(paired.code == 0, paired.said());
        }
        const PowerEnded made =
            run({u"system"_s, u"create"_s, u"frame"_s, u"rack-1"_s, u"rack-2"_s, u"rack-3"_s,
                 u"--coordinator"_s, u"rack-1"_s, u"--lease"_s, u"3"_s, u"--yes"_s});
        QVERIFY2(made.code == 0, made.said());
    }
    void cleanupTestCase()
    {
        m_agents.clear();
        m_machines.clear();
    }

    void systemGoesOnAsOne()
    {
        bring(false);
        const PowerEnded on = power({u"on"_s, u"frame"_s, u"--wait"_s});
        QVERIFY2(on.code == 0, on.said());
        QCOMPARE(on.steps(), QStringList({u"Done"_s, u"Done"_s, u"Done"_s}));
        QVERIFY2(on.err.contains("its power goes on"), on.said());
        QCOMPARE(value(3, Facet::Host), u"Running"_s);
        QCOMPARE(value(4, Facet::Host), u"Off"_s);
        const PowerEnded table = run({u"power"_s, u"on"_s, u"frame"_s, u"--wait"_s});
        QVERIFY2(table.code == 0 && table.out.contains("rack-2") && table.out.contains("Done"), table.said());
    }

    void runningHostIsNotCutOffUnasked()
    {
        bring(true);
        const PowerEnded refused = power({u"off"_s, u"frame"_s});
        QVERIFY2(refused.code == 2, refused.said());
        QVERIFY2(refused.err.contains("is cut off") && refused.err.contains("--yes"), refused.said());
        QCOMPARE(value(1, Facet::Host), u"Running"_s);
        const PowerEnded off = power({u"off"_s, u"frame"_s, u"--wait"_s, u"--yes"_s});
        QVERIFY2(off.code == 0, off.said());
        QCOMPARE(value(1, Facet::Host), u"Off"_s);
    }

    void stuckMemberIsNamedAndAskedAgain()
    {
        bring(false);
        machine(2).ignore(true);
        const PowerEnded on = power({u"on"_s, u"frame"_s, u"--wait"_s, u"--patience"_s, u"2"_s});
        QVERIFY2(on.code == 1, on.said());
        QCOMPARE(on.steps(), QStringList({u"Done"_s, u"Failed"_s, u"Done"_s}));
        machine(2).ignore(false);
        const PowerEnded again = power({u"on"_s, u"frame/2"_s, u"--wait"_s});
        QVERIFY2(again.code == 0, again.said());
        QCOMPARE(again.steps(), QStringList{u"Done"_s});
        QVERIFY2(again.err.contains("rack-2 is member 2 of frame"), again.said());
    }

    void refusalOfAllIsARefusal()
    {
        bring(false);
        for (int number = 1; number <= 3; ++number)
            machine(number).refuse(Error{ErrorCode::Busy, u"an update is under way"_s, {}, {}, {}});
        const PowerEnded on = power({u"on"_s, u"frame"_s});
        QVERIFY2(on.code == 4, on.said());
        QVERIFY2(on.out.contains("update is under way"), on.said());
    }

    void oppositeIsRefusedAndNamesWho()
    {
        bring(false);
        machine(2).ignore(true);
        const auto waiting =
            m_muster.start({u"power"_s, u"on"_s, u"frame"_s, u"--wait"_s, u"--patience"_s, u"60"_s});
        QTRY_COMPARE_WITH_TIMEOUT(value(3, Facet::Host), u"Running"_s, Patience);
        const PowerEnded off = power({u"off"_s, u"frame"_s, u"--yes"_s});
        QVERIFY2(off.code == 4, off.said());
        QVERIFY2(off.err.contains("PowerOn") && off.err.contains("is under way on rack-2"), off.said());
        ::kill(pid_t(waiting->processId()), SIGINT);
        const PowerEnded broken = PowerEnded{ConsoleProgram::finish(*waiting)};
        QVERIFY2(broken.code == 5, broken.said());
        machine(2).set(Facet::Chassis, u"On"_s);
        machine(2).set(Facet::Host, u"Running"_s);
    }

    void nodesByThemselves()
    {
        bring(false);
        const PowerEnded lone = power({u"on"_s, u"rack-4"_s, u"--wait"_s});
        QVERIFY2(lone.code == 0, lone.said());
        QCOMPARE(lone.steps(), QStringList{u"Done"_s});
        const PowerEnded only = power({u"on"_s, u"rack-3"_s, u"--only-node"_s, u"--wait"_s});
        QVERIFY2(only.code == 0, only.said());
        QVERIFY2(only.err.contains("by itself"), only.said());
        QCOMPARE(value(3, Facet::Host), u"Running"_s);
        QCOMPARE(value(1, Facet::Host), u"Off"_s);
        QCOMPARE(power({u"on"_s, u"frame"_s, u"--only-node"_s}).code, 2);
        QCOMPARE(power({u"up"_s, u"frame"_s}).code, 2);
    }

    void managementRestarts()
    {
        bring(true);
        const PowerEnded ended =
            run({u"bmc"_s, u"reboot"_s, u"frame"_s, u"--wait"_s, u"--yes"_s, u"--json"_s});
        QVERIFY2(ended.code == 0, ended.said());
        QCOMPARE(ended.steps(), QStringList({u"Done"_s, u"Done"_s, u"Done"_s}));
        QCOMPARE(value(2, Facet::Host), u"Running"_s);
    }

    void deadMemberIsUnreachableAndTheRestIsDone()
    {
        bring(false);
        m_agents[1]->stop();
        const PowerEnded on = power({u"on"_s, u"frame"_s, u"--wait"_s, u"--yes"_s});
        QVERIFY2(on.code == 1, on.said());
        QCOMPARE(on.steps(), QStringList({u"Done"_s, u"Unreachable"_s, u"Done"_s}));
    }
};

QTEST_GUILESS_MAIN(TestPowerVerb)
#include "tst_powerverb.moc"
