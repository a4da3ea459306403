// SPDX-License-Identifier: Apache-2.0
#include "shared/api/pairing.h"
#include "tests/support/consoleprogram.h"
#include "tests/support/testsystem.h"
#include "tests/support/toldstate.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace muster;
using namespace muster::test;
using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds Patience{30};

using Ended = ConsoleEnded;

} // namespace

/// `muster state`, the real program, of real agents that form a system.
class TestStateVerb : public QObject
{
    Q_OBJECT

    ConsoleProgram m_muster{QStringLiteral(MUSTER)};
    std::vector<std::unique_ptr<TestAgent>> m_agents;
    std::vector<ToldState *> m_facets; ///< each agent's

    [[nodiscard]] Ended run(const QStringList &words) const { return m_muster.run(words); }
    [[nodiscard]] Ended state(const QStringList &words = {u"frame"_s}) const
    {
        return run(QStringList{u"state"_s} + words);
    }
    /// At its next start.
    void giveState(int number)
    {
        const auto at = std::size_t(number - 1);
        m_agents[at]->extendPlatform([this, at](agent::Platform &platform) {
            auto state = std::make_unique<ToldState>();
            state->set(Facet::Bmc, u"Ready"_s);
            state->set(Facet::Host, u"Running"_s);
            m_facets[at] = state.get();
            platform.state = std::move(state);
        });
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (int i = 1; i <= 4; ++i) {
            auto &agent = *m_agents.emplace_back(std::make_unique<TestAgent>(u"rack-%1"_s.arg(i)));
            m_facets.emplace_back();
            giveState(i);
            agent.restart();
            const auto local = greetLocally(agent);
            const auto token = ask<api::TokenCreate>(**local, {Role::Admin, 60});
            const Ended paired = run({u"pair"_s, agent.endpoint().toString(), u"--token"_s, token->token});
            QVERIFY2(paired.code == 0, paired.said());
        }
        const Ended made = run({u"system"_s, u"create"_s, u"frame"_s, u"rack-1"_s, u"rack-2"_s, u"rack-3"_s,
                                u"--coordinator"_s, u"rack-1"_s, u"--lease"_s, u"3"_s, u"--yes"_s});
        QVERIFY2(made.code == 0, made.said());
    }
    void cleanupTestCase()
    {
        m_agents.clear();
        m_facets.clear();
    }

    void wellSystem()
    {
        QTRY_COMPARE_WITH_TIMEOUT(state().code, 0, Patience);
        const Ended ended = state({u"frame"_s, u"--json"_s});
        QVERIFY2(ended.code == 0, ended.said());
        const auto whole = ended.json()[u"systems"].toArray().first()[u"state"].toObject();
        QCOMPARE(whole[u"health"].toString(), u"OK"_s);
        const auto bmc = whole[u"facets"].toArray().first().toObject();
        QCOMPARE(bmc[u"value"].toString(), u"Ready"_s);
        QCOMPARE(bmc[u"agreement"].toString(), u"Unanimous"_s);
        QCOMPARE(bmc[u"members"].toArray().size(), 3);
    }

    void loneNodeAndMember()
    {
        for (const QString &target : {u"rack-4"_s, u"rack-2"_s, u"frame/2"_s}) {
            const Ended ended = state({target, u"--json"_s});
            QVERIFY2(ended.code == 0, ended.said());
            QVERIFY(ended.json()[u"systems"].toArray().isEmpty());
            const auto node = ended.json()[u"nodes"].toArray().first().toObject();
            QCOMPARE(node[u"state"][u"facets"].toArray().size(), 2);
        }
        const Ended all = state({});
        QVERIFY2(all.code == 0, all.said());
        QVERIFY2(all.out.contains("frame") && all.out.contains("rack-4"), all.said());
        QCOMPARE(state({u"nothing"_s}).code, 2);
    }

    void unwellMemberIsNamed()
    {
        m_facets[1]->set(Facet::Bmc, u"Quiesced"_s);
        QTRY_COMPARE_WITH_TIMEOUT(state().code, 1, Patience);
        const Ended ended = state();
        QVERIFY2(ended.out.contains("Quiesced") && ended.out.contains("Critical"), ended.said());
        QVERIFY2(ended.err.contains("rack-2"), ended.said());
        m_facets[1]->set(Facet::Bmc, u"Ready"_s);
        QTRY_COMPARE_WITH_TIMEOUT(state().code, 0, Patience);
    }

    void ruleIsASetting()
    {
        const auto set = [&](const QString &rule) {
            return run({u"system"_s, u"set"_s, u"frame"_s, u"--facet-rule"_s, rule, u"--yes"_s});
        };
        const Ended wrong = set(u"host=biggest"_s);
        QVERIFY2(wrong.code == 2 && wrong.err.contains("majority"), wrong.said());
        const Ended done = set(u"host=majority"_s);
        QVERIFY2(done.code == 0, done.said());
        const auto ruleOfHost = [&] {
            const auto system = state({u"frame"_s, u"--json"_s}).json()[u"systems"].toArray().first();
            for (const QJsonValue &facet : system[u"state"][u"facets"].toArray()) {
                if (facet[u"facet"].toString() == "Host"_L1)
                    return facet[u"rule"].toString();
            }
            return QString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(ruleOfHost(), u"Majority"_s, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(state().code, 0, Patience);
    }

    void watchShowsChanges()
    {
        const auto program = m_muster.start({u"state"_s, u"frame"_s, u"--watch"_s, u"--json"_s});
        QByteArray out;
        const auto hasLine = [&](const QByteArray &word) {
            out += program->readAllStandardOutput();
            return out.lastIndexOf('\n') > 0 && out.contains(word);
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasLine("Running"), Patience);
        QVERIFY(!out.contains("DiagnosticMode"));
        m_facets[2]->set(Facet::Host, u"DiagnosticMode"_s);
        QTRY_VERIFY_WITH_TIMEOUT(hasLine("DiagnosticMode"), Patience);
        ::kill(pid_t(program->processId()), SIGINT);
        QCOMPARE(ConsoleProgram::finish(*program).code, 5);
        m_facets[2]->set(Facet::Host, u"Running"_s);
    }

    void silentMemberIsLastKnown()
    {
        m_agents[2]->stop();
        QTRY_VERIFY_WITH_TIMEOUT(state().out.contains("Ready?"), Patience);
        const Ended ended = state();
        QVERIFY2(ended.code == 1, ended.said());
        QVERIFY2(ended.out.contains("Partial"), ended.said());
        QVERIFY2(ended.err.contains("rack-3"), ended.said());
        m_agents[2]->start();
        QTRY_COMPARE_WITH_TIMEOUT(state().code, 0, Patience);
    }

    void nobodyAnswers()
    {
        for (const auto &agent : m_agents)
            agent->stop();
        QCOMPARE(state().code, 3);
        QCOMPARE(state({u"rack-4"_s}).code, 3);
    }
};

QTEST_GUILESS_MAIN(TestStateVerb)
#include "tst_stateverb.moc"
