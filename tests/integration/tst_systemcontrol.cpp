// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatedstate.h"
#include "shared/api/control.h"
#include "shared/api/jobs.h"
#include "shared/api/state.h"
#include "tests/support/testsystem.h"

#include <QTest>

#include <algorithm>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds Patience{30};

} // namespace

/// Power of a system as one: real agents with simulated machines, asked through the coordinator.
class TestSystemControl : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestSystem> m_system;
    std::vector<SimulatedState *> m_states; ///< each agent's
    std::unique_ptr<RpcPeer> m_console;

    [[nodiscard]] SimulatedState &machine(int number) { return *m_states.at(std::size_t(number - 1)); }
    void makeAgents(int count)
    {
        m_system = std::make_unique<TestSystem>(count);
        m_states.assign(std::size_t(count), nullptr);
        for (int i = 1; i <= count; ++i) {
            const auto at = std::size_t(i - 1);
            m_system->agent(i).extendPlatform([this, at](agent::Platform &platform) {
                auto state = std::make_unique<SimulatedState>(20ms);
                m_states[at] = state.get();
                platform.state = std::move(state);
            });
            m_system->agent(i).restart();
        }
    }
    void found(int count)
    {
        makeAgents(count);
        m_system->setAll(m_system->founding());
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(1), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(isHeard(count), Patience);
        m_console = m_system->greet(1);
    }
    [[nodiscard]] bool isHeard(int count)
    {
        for (int i = 1; i <= count; ++i) {
            const auto glance = m_system->agent(1).agent().systemState().glance(m_system->id(i));
            if (!glance || glance->isSilent || glance->facets.isEmpty())
                return false;
        }
        return true;
    }
    [[nodiscard]] Result<ActStarted> act(ControlAction action, const QList<int> &members = {},
                                         int patienceSeconds = 20)
    {
        return ask<api::StateAct>(*m_console, {action, members, false, patienceSeconds});
    }
    [[nodiscard]] SystemAct acted(const QString &job)
    {
        const auto told = ask<api::StateActed>(*m_console, {job});
        return told ? *told : SystemAct();
    }
    /// Waits for its end.
    [[nodiscard]] SystemAct ended(const Result<ActStarted> &started)
    {
        if (!started)
            qFatal("not started: %s", qPrintable(describe(started.error())));
        SystemAct told;
        (void)QTest::qWaitFor(
            [&] {
                told = acted(started->job);
                return told.finishedAt.has_value();
            },
            Patience);
        return told;
    }
    [[nodiscard]] static QList<ActStep> steps(const SystemAct &act)
    {
        QList<ActStep> steps;
        for (const MemberAct &member : act.members)
            steps.append(member.step);
        return steps;
    }
    [[nodiscard]] QString value(int number, Facet facet)
    {
        for (const FacetValue &one : machine(number).facets()) {
            if (one.facet == facet)
                return one.value;
        }
        return {};
    }
    [[nodiscard]] JobState jobState(const QString &job)
    {
        const auto list = ask<api::JobsList>(*m_console);
        const auto found = std::ranges::find(list->jobs, job, &Job::id);
        return found == list->jobs.cend() ? JobState::Queued : found->state;
    }

private Q_SLOTS:
    void cleanup()
    {
        m_console.reset();
        m_system.reset();
        m_states.clear();
    }

    void allAreConfirmedByTheirFacets()
    {
        found(3);
        const auto started = act(ControlAction::PowerOn);
        QVERIFY2(started, qPrintable(started ? QString() : describe(started.error())));
        QCOMPARE(started->members, 3);
        const SystemAct on = ended(started);
        QCOMPARE(steps(on), QList<ActStep>(3, ActStep::Done));
        for (int i = 1; i <= 3; ++i)
            QCOMPARE(value(i, Facet::Host), u"Running"_s);
        QCOMPARE(on.members.at(2).seen, u"Chassis On, Host Running"_s);
        QCOMPARE(on.startedBy, u"admin"_s);
        QCOMPARE(jobState(started->job), JobState::Done);

        QCOMPARE(steps(ended(act(ControlAction::SoftOff))), QList<ActStep>(3, ActStep::Done));
        for (int i = 1; i <= 3; ++i)
            QCOMPARE(value(i, Facet::Host), u"Off"_s);
        const SystemAct again = ended(act(ControlAction::PowerOn));
        for (const MemberAct &member : again.members)
            QVERIFY2(member.step == ActStep::Done, qPrintable(member.why));
        QCOMPARE(steps(ended(act(ControlAction::Reboot))), QList<ActStep>(3, ActStep::Done));
        for (int i = 1; i <= 3; ++i)
            QCOMPARE(value(i, Facet::Host), u"Running"_s);
    }

    void replyIsNoConfirmation()
    {
        found(3);
        machine(2).ignore(true);
        const auto started = act(ControlAction::PowerOn, {}, 2);
        const SystemAct on = ended(started);
        QCOMPARE(steps(on), (QList<ActStep>{ActStep::Done, ActStep::Failed, ActStep::Done}));
        QVERIFY2(on.members.at(1).why.contains(u"Chassis Off, Host Off"_s), qPrintable(on.members.at(1).why));
        QCOMPARE(jobState(started->job), JobState::Failed);

        // Those that failed are asked again, and nobody else.
        machine(2).ignore(false);
        const SystemAct again = ended(act(ControlAction::PowerOn, {2}));
        QCOMPARE(again.members.size(), 1);
        QCOMPARE(again.members.first().instance, 2);
        QCOMPARE(again.members.first().step, ActStep::Done);
    }

    void refusalIsTheMembersOwn()
    {
        found(3);
        machine(3).refuse(Error{ErrorCode::Conflict, u"a firmware update is under way"_s, {}, {}, u"wait"_s});
        const SystemAct on = ended(act(ControlAction::PowerOn));
        QCOMPARE(steps(on), (QList<ActStep>{ActStep::Done, ActStep::Done, ActStep::Refused}));
        QVERIFY2(on.members.at(2).why.contains(u"firmware update"_s), qPrintable(on.members.at(2).why));
    }

    void deadMemberHoldsUpNobody()
    {
        found(3);
        m_system->agent(2).stop();
        QTRY_VERIFY(m_system->agent(1).agent().systemState().glance(m_system->id(2))->isSilent);
        const SystemAct on = ended(act(ControlAction::PowerOn));
        QCOMPARE(steps(on), (QList<ActStep>{ActStep::Done, ActStep::Unreachable, ActStep::Done}));
        m_system->agent(2).start();
        QTRY_VERIFY_WITH_TIMEOUT(isHeard(3), Patience);
        const SystemAct again = ended(act(ControlAction::PowerOn, {2}));
        QCOMPARE(steps(again), QList<ActStep>{ActStep::Done});
    }

    void memberThatDiesMeanwhileIsUnreachable()
    {
        found(3);
        machine(2).ignore(true);
        const auto started = act(ControlAction::PowerOn, {}, 4);
        QTRY_COMPARE(acted(started->job).members.at(1).step, ActStep::Awaited);
        m_system->agent(2).stop();
        const SystemAct on = ended(started);
        QCOMPARE(steps(on), (QList<ActStep>{ActStep::Done, ActStep::Unreachable, ActStep::Done}));
    }

    void oppositeConflictsAndNamesWho()
    {
        found(2);
        machine(2).ignore(true);
        const auto started = act(ControlAction::PowerOn, {}, 60);
        QTRY_COMPARE(acted(started->job).members.at(0).step, ActStep::Done);
        for (const ControlAction action : {ControlAction::PowerOff, ControlAction::PowerOn}) {
            const auto refused = act(action);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Conflict);
            QVERIFY2(refused.error().text.contains(u"admin"_s) && refused.error().text.contains(started->job)
                         && refused.error().text.contains(u"drawer-2"_s),
                     qPrintable(refused.error().text));
        }
        // Whoever is done can be asked for something else.
        QCOMPARE(steps(ended(act(ControlAction::PowerOff, {1}))), QList<ActStep>{ActStep::Done});
        QVERIFY(ask<api::JobsCancel>(*m_console, {started->job}));
        const SystemAct cancelled = ended(started);
        QCOMPARE(steps(cancelled), (QList<ActStep>{ActStep::Done, ActStep::BrokenOff}));
        QCOMPARE(jobState(started->job), JobState::Cancelled);
    }

    void previewSaysWhatSpeaksAgainstIt()
    {
        found(3);
        QCOMPARE(steps(ended(act(ControlAction::PowerOn, {1}))), QList<ActStep>{ActStep::Done});
        m_system->agent(3).stop();
        QTRY_VERIFY(m_system->agent(1).agent().systemState().glance(m_system->id(3))->isSilent);
        const auto outlook = ask<api::StatePreview>(*m_console, {ControlAction::PowerOff});
        QVERIFY(outlook);
        QCOMPARE(outlook->system, u"frame-1"_s);
        QCOMPARE(outlook->members.size(), 3);
        QCOMPARE(outlook->members.at(0).against.size(), 1);
        QCOMPARE(outlook->members.at(0).against.first().kind, u"hostRunning"_s);
        QVERIFY(outlook->members.at(1).against.isEmpty());
        QCOMPARE(outlook->members.at(2).against.first().kind, u"stale"_s);
        // Nothing was done.
        QCOMPARE(value(1, Facet::Host), u"Running"_s);
        const auto restart = ask<api::StatePreview>(*m_console, {ControlAction::BmcReboot, {1}});
        QVERIFY(restart);
        QVERIFY(std::ranges::contains(restart->members.first().against, u"coordinates"_s, &Objection::kind));
    }

    void onlyTheCoordinatorActsForAll()
    {
        found(2);
        const auto member = m_system->greet(2);
        const auto refused = ask<api::StateAct>(*member, {ControlAction::PowerOn});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QVERIFY2(refused.error().remedy.contains(u"drawer-1"_s), qPrintable(refused.error().remedy));
        const auto alone = ask<api::StateAct>(*member, {ControlAction::PowerOn, {}, true});
        QVERIFY(alone);
        QTRY_COMPARE(ask<api::StateActed>(*member, {alone->job})->members.first().step, ActStep::Done);
        QCOMPARE(value(1, Facet::Host), u"Off"_s);
        QCOMPARE(act(ControlAction::PowerOn, {7}).error().code, ErrorCode::NotFound);
    }

    void loneNodeIsASystemOfOne()
    {
        makeAgents(1);
        m_console = m_system->greet(1);
        const SystemAct on = ended(act(ControlAction::PowerOn));
        QCOMPARE(steps(on), QList<ActStep>{ActStep::Done});
        QCOMPARE(on.members.first().name, u"drawer-1"_s);
        QCOMPARE(steps(ended(act(ControlAction::BmcReboot))), QList<ActStep>{ActStep::Done});
    }

    void coordinatorThatIsKilledReportsItAsBrokenOff()
    {
        found(2);
        machine(2).ignore(true);
        const auto started = act(ControlAction::PowerOn, {}, 60);
        QTRY_COMPARE(acted(started->job).members.at(1).step, ActStep::Awaited);
        m_console.reset();
        m_system->agent(1).restart();
        m_console = m_system->greet(1);
        const SystemAct told = acted(started->job);
        QVERIFY(told.finishedAt);
        QCOMPARE(told.members.at(1).step, ActStep::BrokenOff);
        // And nobody is asked again.
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(1), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(isHeard(2), Patience);
        QCOMPARE(value(1, Facet::Host), u"Off"_s);
        QCOMPARE(ask<api::StateActed>(*m_console, {})->job, started->job);
    }
};

QTEST_GUILESS_MAIN(TestSystemControl)
#include "tst_systemcontrol.moc"
