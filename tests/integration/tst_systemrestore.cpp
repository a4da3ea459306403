// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatednode.h"
#include "agent/platform/simulated/simulatedrestore.h"
#include "agent/platform/simulated/simulatedstate.h"
#include "shared/api/control.h"
#include "shared/api/node.h"
#include "shared/api/restore.h"
#include "shared/model/codec.h"
#include "tests/support/testsystem.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds Patience{40};

} // namespace

/// Power restore of a system as one: real agents, simulated machines that lose their power.
class TestSystemRestore : public QObject
{
    Q_OBJECT

    struct Machine
    {
        int boot = 1;
        bool isOn = false; ///< what its chassis shows when its agent starts
        std::chrono::milliseconds step = 20ms; ///< of a transition
        SimulatedState *state = nullptr; ///< the agent's
        SimulatedRestore *restore = nullptr; ///< the agent's
        RestorePolicy own = RestorePolicy::Restore; ///< what its settings keep
    };
    std::unique_ptr<TestSystem> m_system;
    std::vector<Machine> m_machines;
    std::unique_ptr<RpcPeer> m_console;

    [[nodiscard]] Machine &machine(int number) { return m_machines.at(std::size_t(number - 1)); }
    [[nodiscard]] agent::Restore &restore(int number) { return m_system->agent(number).agent().restore(); }

    void make(int count, const std::function<void(SystemSettings &)> &change)
    {
        m_system = std::make_unique<TestSystem>(count);
        m_machines = std::vector<Machine>(std::size_t(count));
        for (int i = 1; i <= count; ++i) {
            m_system->agent(i).extendPlatform([this, i](agent::Platform &platform) {
                Machine &one = machine(i);
                auto node = std::make_unique<SimulatedNode>(u"drawer-%1"_s.arg(i));
                node->setBoot(u"boot-%1"_s.arg(one.boot));
                platform.node = std::move(node);
                auto state = std::make_unique<SimulatedState>(one.step);
                one.state = state.get();
                if (one.isOn) {
                    state->set(Facet::Chassis, u"On"_s);
                    state->set(Facet::Host, u"Running"_s);
                }
                platform.state = std::move(state);
                auto restore = std::make_unique<SimulatedRestore>(one.own);
                one.restore = restore.get();
                if (one.boot > 1)
                    one.restore->setStartCause(u"POR"_s);
                connect(one.restore, &RestorePlatform::changed, this,
                        [this, i] { machine(i).own = machine(i).restore->policy()->policy; });
                platform.restore = std::move(restore);
            });
            m_system->agent(i).restart();
        }
        Membership founding = m_system->founding();
        founding.settings.restoreWindowSeconds = 4;
        change(founding.settings);
        m_system->setAll(founding);
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(1), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(areHeard(1), Patience);
        m_console = m_system->greet(1);
    }
    [[nodiscard]] bool areHeard(int coordinator)
    {
        for (int i = 1; i <= int(m_machines.size()); ++i) {
            const auto glance = m_system->agent(coordinator).agent().systemState().glance(m_system->id(i));
            if (!glance || glance->isSilent || glance->facets.isEmpty())
                return false;
        }
        return true;
    }
    /// Asked of all, and seen on all; what was asked is on all members.
    void power(bool isOn)
    {
        const auto started = ask<api::StateAct>(
            *m_console, {isOn ? ControlAction::PowerOn : ControlAction::SoftOff, {}, false, 20});
        QVERIFY(started);
        QTRY_VERIFY_WITH_TIMEOUT(areAll(isOn ? u"On"_s : u"Off"_s), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(ask<api::StateActed>(*m_console, {started->job})->finishedAt, Patience);
        for (int i = 1; i <= int(m_machines.size()); ++i)
            QTRY_VERIFY(restore(i).system().requested() && restore(i).system().requested()->isOn == isOn);
    }
    [[nodiscard]] QString chassis(int number)
    {
        for (const FacetValue &one : machine(number).state->facets()) {
            if (one.facet == Facet::Chassis)
                return one.value;
        }
        return {};
    }
    [[nodiscard]] bool areAll(const QString &value)
    {
        for (int i = 1; i <= int(m_machines.size()); ++i) {
            if (m_system->agent(i).isRunning() && chassis(i) != value)
                return false;
        }
        return true;
    }
    /// As if the plug were pulled: agents and machines are gone.
    void cut(const QList<int> &numbers)
    {
        m_console.reset();
        for (const int number : numbers) {
            m_system->agent(number).stop();
            machine(number).isOn = false;
            ++machine(number).boot;
        }
    }
    void bringBack(const QList<int> &numbers)
    {
        for (const int number : numbers)
            m_system->agent(number).start();
    }
    [[nodiscard]] QList<RestoreDecision> decisions(int number = 1)
    {
        return restore(number).system().decisions();
    }
    [[nodiscard]] bool isDone(int number, qsizetype count = 1)
    {
        const QList<RestoreDecision> all = decisions(number);
        return all.size() == count && std::ranges::all_of(all, &RestoreDecision::isDone);
    }
    [[nodiscard]] static QList<int> given(const RestoreDecision &decision, RestoreStep step)
    {
        QList<int> members;
        for (const RestoreGroup &group : decision.groups) {
            if (group.step == step)
                members.append(group.members);
        }
        std::ranges::sort(members);
        return members;
    }

private Q_SLOTS:
    void cleanup()
    {
        m_console.reset();
        m_system.reset();
        m_machines.clear();
    }

    void allThatLostPowerAreRestoredAsOne()
    {
        make(3, [](SystemSettings &) { });
        power(true);
        QTRY_COMPARE(machine(2).own, RestorePolicy::None); // its platform does not race
        cut({1, 2, 3});
        bringBack({1, 2, 3});
        QTRY_VERIFY_WITH_TIMEOUT(!decisions().isEmpty(), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(1), Patience);
        QVERIFY(areAll(u"On"_s));
        const RestoreDecision decision = decisions().first();
        QCOMPARE(decision.extent, OutageExtent::Whole);
        QCOMPARE(given(decision, RestoreStep::PowerOn), (QList<int>{1, 2, 3}));
        QVERIFY(decision.requested && decision.requested->by == u"admin"_s);
        for (int i = 1; i <= 3; ++i)
            QCOMPARE(machine(i).state->facts().restartCause, u"PowerPolicyPreviousState"_s);
        // Every member knows that it is dealt with, and so does each after another start.
        for (int i = 1; i <= 3; ++i)
            QTRY_COMPARE(restore(i).record().outage()->decision, decision.id);
        machine(1).isOn = machine(2).isOn = true;
        m_system->agent(1).restart();
        m_system->agent(2).restart();
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(1) && areHeard(1), Patience);
        QTest::qWait(200); // nothing is awaited: nothing may come
        QCOMPARE(decisions().size(), 1);
    }

    void alwaysOffLeavesThemOff()
    {
        make(2, [](SystemSettings &settings) { settings.restorePolicy = RestorePolicy::AlwaysOff; });
        power(true);
        cut({1, 2});
        bringBack({1, 2});
        QTRY_VERIFY_WITH_TIMEOUT(isDone(1), Patience);
        QVERIFY(areAll(u"Off"_s));
        QTRY_VERIFY(!restore(2).system().requested()->isOn);
    }

    void oneThatLostPowerRejoins()
    {
        make(3, [](SystemSettings &settings) { settings.restorePolicy = RestorePolicy::AlwaysOff; });
        power(true);
        cut({3});
        bringBack({3});
        QTRY_VERIFY_WITH_TIMEOUT(isDone(1), Patience);
        QVERIFY(areAll(u"On"_s));
        QCOMPARE(decisions().first().extent, OutageExtent::Partial);
        QCOMPARE(given(decisions().first(), RestoreStep::PowerOn), QList<int>{3});
    }

    void oneThatLostPowerIsHeld()
    {
        make(3, [](SystemSettings &settings) { settings.partialOutage = PartialOutage::Hold; });
        power(true);
        cut({2});
        bringBack({2});
        QTRY_VERIFY_WITH_TIMEOUT(isDone(1), Patience);
        QCOMPARE(given(decisions().first(), RestoreStep::Hold), QList<int>{2});
        QCOMPARE(chassis(2), u"Off"_s);
        QCOMPARE(chassis(1), u"On"_s);
        // It is not fine, until it is on.
        m_console = m_system->greet(1);
        const auto isHeld = [&] {
            const auto state = ask<api::NodeStateGet>(*m_console);
            return state && std::ranges::contains(state->problems, u"restore-held"_s, &Problem::id);
        };
        QVERIFY(isHeld());
        QVERIFY(ask<api::StateAct>(*m_console, {ControlAction::PowerOn, {2}, false, 20}));
        QTRY_VERIFY_WITH_TIMEOUT(!isHeld(), Patience);
    }

    void oneThatLostPowerCountsForAll()
    {
        make(3, [](SystemSettings &settings) {
            settings.partialOutage = PartialOutage::System;
            settings.restorePolicy = RestorePolicy::AlwaysOff;
        });
        power(true);
        cut({2});
        bringBack({2});
        QTRY_VERIFY_WITH_TIMEOUT(isDone(1), Patience);
        QVERIFY(areAll(u"Off"_s));
        QCOMPARE(given(decisions().first(), RestoreStep::PowerOff), (QList<int>{1, 3}));
    }

    void memberThatDoesNotComeIsNotWaitedForForever()
    {
        make(3, [](SystemSettings &settings) { settings.restorePolicy = RestorePolicy::AlwaysOn; });
        cut({1, 2, 3});
        bringBack({1, 2});
        QTRY_VERIFY_WITH_TIMEOUT(!decisions().isEmpty(), Patience);
        QCOMPARE(given(decisions().first(), RestoreStep::Leave), QList<int>{3});
        QTRY_VERIFY_WITH_TIMEOUT(isDone(1), Patience);
        QVERIFY(areAll(u"On"_s));
        // It comes late, and joins what was made of the others.
        bringBack({3});
        QTRY_VERIFY_WITH_TIMEOUT(isDone(1, 2), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(chassis(3), u"On"_s, Patience);
    }

    void coordinatorThatRestartsInTheWindowDecidesOnce()
    {
        make(3, [](SystemSettings &settings) { settings.restorePolicy = RestorePolicy::AlwaysOn; });
        cut({1, 2, 3});
        bringBack({1, 2});
        QTRY_VERIFY_WITH_TIMEOUT(m_system->agent(1).agent().composite().mayAct(), Patience);
        m_system->agent(1).restart(); // on the same boot
        QVERIFY(decisions().isEmpty());
        bringBack({3});
        QTRY_VERIFY_WITH_TIMEOUT(isDone(1), Patience);
        QVERIFY(areAll(u"On"_s));
        QCOMPARE(given(decisions().first(), RestoreStep::PowerOn), (QList<int>{1, 2, 3}));
        for (int i = 1; i <= 3; ++i)
            QCOMPARE(machine(i).state->facts().restartCause, u"PowerPolicyAlwaysOn"_s);
    }

    void decisionThatWasNotSeenThroughIsTakenUp()
    {
        make(2, [](SystemSettings &settings) { settings.restorePolicy = RestorePolicy::AlwaysOn; });
        cut({1, 2});
        machine(1).step = 10min; // what was decided is not seen through while this agent lives
        bringBack({1, 2});
        QTRY_VERIFY_WITH_TIMEOUT(!decisions().isEmpty(), Patience);
        QVERIFY(!decisions().first().isDone);
        machine(1).step = 20ms;
        m_system->agent(1).restart(); // its machine is off again, as a chassis that did not come on
        QTRY_VERIFY_WITH_TIMEOUT(isDone(1), Patience);
        QCOMPARE(decisions().size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(areAll(u"On"_s), Patience);
    }

    void newCoordinatorKnowsWhatWasAskedAndDecided()
    {
        make(3, [](SystemSettings &) { });
        power(true);
        cut({3});
        bringBack({3});
        QTRY_VERIFY_WITH_TIMEOUT(isDone(1), Patience);
        for (int i = 2; i <= 3; ++i)
            QTRY_VERIFY_WITH_TIMEOUT(isDone(i), Patience);
        Membership next =
            TestSystem::next(fromJson<Membership>(m_system->view(1).membership->document.toUtf8()).value());
        next.coordinator = m_system->id(2);
        m_system->setAll(next);
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(2), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(areHeard(2), Patience);
        QTest::qWait(200); // nothing is awaited: nothing may come
        QCOMPARE(decisions(2).size(), 1);
        cut({1});
        bringBack({1});
        QTRY_VERIFY_WITH_TIMEOUT(isDone(2, 2), Patience);
        QCOMPARE(given(decisions(2).first(), RestoreStep::PowerOn), QList<int>{1});
        QTRY_COMPARE_WITH_TIMEOUT(chassis(1), u"On"_s, Patience);
    }

    void memberWithoutCoordinatorHelpsItself()
    {
        make(3, [](SystemSettings &settings) { settings.restoreWindowSeconds = 1; });
        power(true);
        QTRY_COMPARE(machine(3).own, RestorePolicy::None);
        cut({1, 2, 3});
        bringBack({3});
        QTRY_VERIFY_WITH_TIMEOUT(!restore(3).record().outage()->alone.isEmpty(), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(chassis(3), u"On"_s, Patience);
        // Those that come later are decided for, and it is left.
        machine(3).isOn = true;
        bringBack({1, 2});
        QTRY_VERIFY_WITH_TIMEOUT(areAll(u"On"_s), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(!restore(3).record().outage()->decision.isEmpty(), Patience);
    }

    void policyIsGivenBackToWhoLeaves()
    {
        make(2, [](SystemSettings &) { });
        QTRY_COMPARE(machine(2).own, RestorePolicy::None);
        Membership next =
            TestSystem::next(fromJson<Membership>(m_system->view(1).membership->document.toUtf8()).value());
        next.isDissolved = true;
        m_system->setAll(next);
        QTRY_COMPARE_WITH_TIMEOUT(machine(2).own, RestorePolicy::Restore, Patience);
    }

    void onlyTheCoordinatorOrders()
    {
        make(2, [](SystemSettings &) { });
        const auto member = m_system->greet(2);
        const auto refused = ask<api::RestoreOrdered>(*member, {ControlAction::PowerOn, 1, 0});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Forbidden);
        QCOMPARE(chassis(2), u"Off"_s);
    }
};

QTEST_GUILESS_MAIN(TestSystemRestore)
#include "tst_systemrestore.moc"
