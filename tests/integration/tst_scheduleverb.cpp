// SPDX-License-Identifier: Apache-2.0
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

constexpr std::chrono::seconds VerbPatience{30};

struct ScheduleEnded : ConsoleEnded
{
    [[nodiscard]] QJsonArray rows() const { return json()[u"schedules"].toArray(); }
    [[nodiscard]] QJsonObject first() const { return rows().first()[u"schedule"].toObject(); }
    [[nodiscard]] QString stateOf(const QString &id) const
    {
        for (const auto &row : rows()) {
            if (row[u"schedule"][u"id"].toString() == id)
                return row[u"schedule"][u"state"].toString();
        }
        return {};
    }
};

} // namespace

/// `muster schedule`, the real program, on real agents with simulated machines. Two form a system, the third
/// is by itself.
class TestScheduleVerb : public QObject
{
    Q_OBJECT

    ConsoleProgram m_muster{QStringLiteral(MUSTER)};
    std::vector<std::unique_ptr<TestAgent>> m_agents;
    std::vector<SimulatedState *> m_machines; ///< each agent's

    [[nodiscard]] ScheduleEnded run(const QStringList &words) const { return {m_muster.run(words)}; }
    [[nodiscard]] ScheduleEnded schedule(const QStringList &words) const
    {
        return run(QStringList{u"schedule"_s} + words + QStringList{u"--json"_s});
    }
    [[nodiscard]] QString host(int number)
    {
        for (const FacetValue &one : m_machines.at(std::size_t(number - 1))->facets()) {
            if (one.facet == Facet::Host)
                return one.value;
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (int i = 1; i <= 3; ++i) {
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
            const ScheduleEnded paired =
                run({u"pair"_s, agent.endpoint().toString(), u"--token"_s, token->token});
            QVERIFY2(paired.code == 0, paired.said());
        }
        const ScheduleEnded made = run({u"system"_s, u"create"_s, u"frame"_s, u"rack-1"_s, u"rack-2"_s,
                                        u"--coordinator"_s, u"rack-1"_s, u"--lease"_s, u"3"_s, u"--yes"_s});
        QVERIFY2(made.code == 0, made.said());
        const auto isWhole = [this] {
            const auto &composite = m_agents[0]->agent().composite();
            return composite.mayAct()
                   && m_agents[0]->agent().composite().links().link(m_agents[1]->nodeId().toString());
        };
        QTRY_VERIFY_WITH_TIMEOUT(isWhole(), VerbPatience);
    }
    void cleanupTestCase()
    {
        m_agents.clear();
        m_machines.clear();
    }

    void systemGoesOnAtItsTime()
    {
        const ScheduleEnded set = schedule({u"on"_s, u"frame"_s, u"--at"_s, u"+3s"_s});
        QVERIFY2(set.code == 0, set.said());
        QCOMPARE(set.first()[u"state"].toString(), u"Waiting"_s);
        QCOMPARE(set.rows().first()[u"system"].toString(), u"frame"_s);
        QVERIFY2(set.err.contains("PowerOn of frame at"), set.said());
        QCOMPARE(host(1), u"Off"_s);
        const QString id = set.first()[u"id"].toString();
        QTRY_COMPARE_WITH_TIMEOUT(host(2), u"Running"_s, VerbPatience);
        QTRY_COMPARE_WITH_TIMEOUT(host(1), u"Running"_s, VerbPatience);
        for (const SimulatedState *machine : {m_machines[0], m_machines[1]})
            QCOMPARE(machine->facts().restartCause, u"ScheduledPowerOn"_s);
        QTRY_COMPARE_WITH_TIMEOUT(schedule({u"list"_s, u"frame"_s}).stateOf(id), u"Fired"_s, VerbPatience);
        const ScheduleEnded table = run({u"schedule"_s, u"list"_s});
        QVERIFY2(table.code == 0 && table.out.contains(id.toUtf8()) && table.out.contains("Fired"),
                 table.said());
        QCOMPARE(host(3), u"Off"_s);
    }

    void oneMemberThroughItsCoordinator()
    {
        const ScheduleEnded set = schedule({u"soft-off"_s, u"rack-2"_s, u"--at"_s, u"+2s"_s});
        QVERIFY2(set.code == 0, set.said());
        QCOMPARE(set.rows().first()[u"node"].toString(), u"rack-1"_s);
        QCOMPARE(set.first()[u"members"].toArray(), QJsonArray{2});
        QTRY_COMPARE_WITH_TIMEOUT(host(2), u"Off"_s, VerbPatience);
        QCOMPARE(host(1), u"Running"_s);
    }

    void loneNodeToo()
    {
        const ScheduleEnded set = schedule({u"on"_s, u"rack-3"_s, u"--at"_s, u"+2s"_s});
        QVERIFY2(set.code == 0, set.said());
        QVERIFY(set.rows().first()[u"system"].toString().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(host(3), u"Running"_s, VerbPatience);
    }

    void oneThatWaitsIsListedAndCancelled()
    {
        const ScheduleEnded set = schedule({u"off"_s, u"frame"_s, u"--at"_s, u"+2h30m"_s});
        QVERIFY2(set.code == 0, set.said());
        const QString id = set.first()[u"id"].toString();
        QCOMPARE(schedule({u"list"_s, u"frame/2"_s}).stateOf(id), u"Waiting"_s);
        const ScheduleEnded table = run({u"schedule"_s, u"list"_s, u"frame"_s});
        QVERIFY2(table.out.contains("PowerOff") && table.out.contains("in 2 h "), table.said());
        const ScheduleEnded cancelled = schedule({u"cancel"_s, id});
        QVERIFY2(cancelled.code == 0, cancelled.said());
        QCOMPARE(cancelled.stateOf(id), u"Cancelled"_s);
        QCOMPARE(schedule({u"list"_s}).stateOf(id), u"Cancelled"_s);
        const ScheduleEnded none = schedule({u"cancel"_s, u"s-none"_s});
        QVERIFY2(none.code == 2 && none.err.contains("no schedule s-none"), none.said());
    }

    void whatIsNoTimeToComeIsRefused_data()
    {
        QTest::addColumn<QString>("at");
        QTest::newRow("passed") << u"2020-01-01 10:00"_s;
        QTest::newRow("no time") << u"soon"_s;
        QTest::newRow("no day") << u"2027-02-30T10:00Z"_s;
    }

    void whatIsNoTimeToComeIsRefused()
    {
        QFETCH(QString, at);
        const ScheduleEnded set = schedule({u"on"_s, u"frame"_s, u"--at"_s, at});
        QVERIFY2(set.code == 2 && set.err.contains("--at"), set.said());
    }

    void timesAreThoseOfTheUsersZone()
    {
        qputenv("TZ", "Europe/Berlin");
        const int year = toDateTime(now()).date().year() + 1;
        // The last Sunday of March: from 2:00 the clocks show 3:00.
        QDate sunday(year, 3, 31);
        while (sunday.dayOfWeek() != Qt::Sunday)
            sunday = sunday.addDays(-1);
        const ScheduleEnded set =
            schedule({u"on"_s, u"frame"_s, u"--at"_s, sunday.toString(Qt::ISODate) + u" 02:30"_s});
        qunsetenv("TZ");
        QVERIFY2(set.code == 2 && set.err.contains("there is no local time")
                     && set.err.contains("T01:30:00+01:00 or ") && set.err.contains("T03:30:00+02:00"),
                 set.said());
    }

    void withoutACoordinatorItSaysSo()
    {
        m_agents[0]->stop();
        const ScheduleEnded set = schedule({u"on"_s, u"frame"_s, u"--at"_s, u"+1h"_s});
        QVERIFY2(set.code == 4, set.said());
        QVERIFY2(set.err.contains("does not coordinate"), set.said());
        // The members that are left know what there is.
        const ScheduleEnded list = schedule({u"list"_s, u"frame"_s});
        QVERIFY2(!list.rows().isEmpty(), list.said());
        QCOMPARE(list.rows().first()[u"node"].toString(), u"rack-2"_s);
    }
};

QTEST_GUILESS_MAIN(TestScheduleVerb)
#include "tst_scheduleverb.moc"
