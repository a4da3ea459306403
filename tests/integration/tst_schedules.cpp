// SPDX-License-Identifier: Apache-2.0
#include "agent/schedule/schedulebook.h"
#include "agent/schedule/schedulerules.h"
#include "shared/api/control.h"
#include "shared/api/schedule.h"
#include "shared/api/system.h"
#include "shared/systems/signedmembership.h"
#include "tests/support/countedstate.h"
#include "tests/support/lightmember.h"
#include "tests/support/testsystem.h"

#include <QFile>
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

/// What a system shall do at a time: real agents with simulated machines that count how often they are asked.
class TestSchedules : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestSystem> m_system;
    std::vector<std::shared_ptr<QList<ControlAction>>> m_asked; ///< each machine's
    std::vector<SimulatedState *> m_states;

    void makeAgents(int count)
    {
        m_system = std::make_unique<TestSystem>(count);
        m_states.assign(std::size_t(count), nullptr);
        m_asked.clear();
        for (int i = 1; i <= count; ++i) {
            const auto at = std::size_t(i - 1);
            m_asked.push_back(std::make_shared<QList<ControlAction>>());
            m_system->agent(i).extendPlatform([this, at](agent::Platform &platform) {
                auto state = std::make_unique<CountedState>(20ms, m_asked[at]);
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
        QTRY_VERIFY_WITH_TIMEOUT(isHeard(1), Patience);
    }
    [[nodiscard]] bool isHeard(int coordinator)
    {
        for (int i = 1; i <= int(m_asked.size()); ++i) {
            if (!m_system->agent(i).isRunning())
                continue;
            const auto glance = m_system->agent(coordinator).agent().systemState().glance(m_system->id(i));
            if (!glance || glance->isSilent || glance->facets.isEmpty())
                return false;
        }
        return true;
    }
    /// The others are told; the one before does not run.
    void letCoordinate(int number)
    {
        Membership next = TestSystem::next(m_system->founding());
        next.coordinator = m_system->id(number);
        for (int i = 2; i <= int(m_asked.size()); ++i)
            QVERIFY(m_system->set(i, next));
    }
    [[nodiscard]] Result<Schedule> set(int number, Timestamp at,
                                       ControlAction action = ControlAction::PowerOn,
                                       const QList<int> &members = {})
    {
        const auto peer = m_system->greet(number);
        return ask<api::StateSchedule>(*peer, {action, at, members, 0});
    }
    [[nodiscard]] Schedule shown(int number, const QString &id)
    {
        const auto peer = m_system->greet(number);
        const auto list = ask<api::StateSchedules>(*peer);
        if (!list)
            return {};
        const auto one = std::ranges::find(list->schedules, id, &Schedule::id);
        return one == list->schedules.cend() ? Schedule() : *one;
    }
    [[nodiscard]] ScheduleState state(int number, const QString &id) { return shown(number, id).state; }
    [[nodiscard]] bool isKnownTo(int number, const QString &id)
    {
        return m_system->agent(number)
            .agent()
            .composite()
            .replication()
            .document(ScheduleBook::Kind, id)
            .has_value();
    }
    [[nodiscard]] QList<qsizetype> counts() const
    {
        QList<qsizetype> counts;
        for (const auto &one : m_asked)
            counts.append(one->size());
        return counts;
    }
    /// As if a coordinator had written it.
    void write(int number, const Schedule &schedule)
    {
        auto &replication = m_system->agent(number).agent().composite().replication();
        QVERIFY(QCoro::waitFor(replication.put(ScheduleBook::Kind, schedule.id, schedule)));
    }
    [[nodiscard]] Schedule waiting(Timestamp at) const
    {
        Schedule schedule;
        schedule.id = u"s-written"_s;
        schedule.at = at;
        schedule.setBy = m_system->admin().nodeId().toString();
        schedule.setByName = u"admin"_s;
        schedule.setByRole = Role::Admin;
        schedule.setAt = at - 1h;
        return schedule;
    }
    [[nodiscard]] qsizetype told(int number, const QString &id, const QByteArray &state)
    {
        qsizetype count = 0;
        const auto events = m_system->agent(number).agent().events().read(1, 10'000, 10'000'000);
        for (const QByteArray &event : events)
            count += event.contains("state.schedule") && event.contains(id.toUtf8())
                             && event.contains("\"state\":\"" + state + '"')
                         ? 1
                         : 0;
        return count;
    }

private Q_SLOTS:
    void cleanup()
    {
        m_system.reset();
        m_asked.clear();
        m_states.clear();
    }

    void firesOnceForAll()
    {
        found(3);
        const auto set = this->set(1, now() + 2s);
        QVERIFY2(set, qPrintable(set ? QString() : describe(set.error())));
        QCOMPARE(set->state, ScheduleState::Waiting);
        QVERIFY2(set->warnings.isEmpty(), qPrintable(set->warnings.join(u'\n')));
        QCOMPARE(set->setByName, u"admin"_s);
        // Whoever may coordinate later has it before it is acknowledged.
        for (int i = 1; i <= 3; ++i)
            QVERIFY(isKnownTo(i, set->id));
        QCOMPARE(counts(), (QList<qsizetype>{0, 0, 0}));
        QTRY_COMPARE_WITH_TIMEOUT(state(1, set->id), ScheduleState::Fired, Patience);
        const Schedule fired = shown(1, set->id);
        QVERIFY(*fired.endedAt >= fired.at && *fired.endedAt < fired.at + 10s);
        QTRY_COMPARE_WITH_TIMEOUT(state(3, set->id), ScheduleState::Fired, Patience);
        const auto peer = m_system->greet(1);
        const auto isDone = [&] {
            const auto act = ask<api::StateActed>(*peer, {fired.job});
            return act && act->finishedAt && act->members.size() == 3
                   && std::ranges::all_of(act->members,
                                          [](const MemberAct &one) { return one.step == ActStep::Done; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), Patience);
        QCOMPARE(counts(), (QList<qsizetype>{1, 1, 1}));
        QCOMPARE(ask<api::StateActed>(*peer, {fired.job})->startedBy, u"admin"_s);
        QCOMPARE(told(1, set->id, "Fired"), 1);
        QCOMPARE(told(2, set->id, "Fired"), 0);
    }

    void onlySomeMembersAndAnyAction()
    {
        found(3);
        const auto set = this->set(1, now() + 1s, ControlAction::Reboot, {2});
        QVERIFY(set);
        QTRY_COMPARE_WITH_TIMEOUT(state(1, set->id), ScheduleState::Fired, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(counts(), (QList<qsizetype>{0, 1, 0}), Patience);
        QCOMPARE(m_asked[1]->first(), ControlAction::Reboot);
    }

    void whatCannotBeSetIsRefused()
    {
        found(2);
        QCOMPARE(set(1, now() - 1s).error().code, ErrorCode::Invalid);
        QCOMPARE(set(1, now() + 24h * 400).error().code, ErrorCode::Invalid);
        QCOMPARE(set(1, now() + 1h, ControlAction::PowerOn, {7}).error().code, ErrorCode::NotFound);
        const auto elsewhere = set(2, now() + 1h);
        QCOMPARE(elsewhere.error().code, ErrorCode::Conflict);
        QVERIFY2(elsewhere.error().remedy.contains(u"drawer-1"_s), qPrintable(elsewhere.error().remedy));
        const Identity viewer = Identity::generate().value();
        m_system->agent(1).trust(viewer, Role::Viewer, u"viewer"_s);
        const auto peer = TestConsole(viewer).greet(m_system->agent(1).endpoint()).value();
        QCOMPARE(ask<api::StateSchedule>(*peer, {ControlAction::PowerOn, now() + 1h, {}, 0}).error().code,
                 ErrorCode::Forbidden);
        QVERIFY(ask<api::StateSchedules>(*peer)->schedules.isEmpty());
    }

    void cancelledIsNotFired()
    {
        found(2);
        const auto set = this->set(1, now() + 3s);
        QVERIFY(set);
        const auto peer = m_system->greet(1);
        const auto cancelled = ask<api::StateCancelSchedule>(*peer, {set->id});
        QVERIFY2(cancelled, qPrintable(cancelled ? QString() : describe(cancelled.error())));
        QCOMPARE(cancelled->state, ScheduleState::Cancelled);
        QCOMPARE(state(2, set->id), ScheduleState::Cancelled);
        QCOMPARE(ask<api::StateCancelSchedule>(*peer, {u"s-none"_s}).error().code, ErrorCode::NotFound);
        // The next one that is due shows that its time has passed.
        const auto later = this->set(1, set->at + 500ms, ControlAction::PowerOn, {1});
        QVERIFY(later);
        QTRY_COMPARE_WITH_TIMEOUT(state(1, later->id), ScheduleState::Fired, Patience);
        QTRY_COMPARE(counts(), (QList<qsizetype>{1, 0}));
        QCOMPARE(state(1, set->id), ScheduleState::Cancelled);
        QCOMPARE(ask<api::StateCancelSchedule>(*peer, {later->id}).error().code, ErrorCode::Conflict);
    }

    void survivesARestartOfTheCoordinator()
    {
        found(2);
        const auto set = this->set(1, now() + 3s);
        QVERIFY(set);
        m_system->agent(1).restart();
        QTRY_COMPARE_WITH_TIMEOUT(state(1, set->id), ScheduleState::Fired, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(counts(), (QList<qsizetype>{1, 1}), Patience);
        m_system->agent(1).restart();
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(1), Patience);
        const auto later = this->set(1, now() + 1s, ControlAction::PowerOff, {2});
        QVERIFY(later);
        QTRY_COMPARE_WITH_TIMEOUT(state(1, later->id), ScheduleState::Fired, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(counts(), (QList<qsizetype>{1, 2}), Patience);
    }

    void coordinatorKilledJustBeforeIsFollowedByAnother()
    {
        found(3);
        const auto set = this->set(1, now() + 3s);
        QVERIFY(set);
        const auto isTime = [&] { return now() > set->at - 500ms; };
        QTRY_VERIFY_WITH_TIMEOUT(isTime(), Patience);
        m_system->agent(1).stop();
        QCOMPARE(counts(), (QList<qsizetype>{0, 0, 0}));
        letCoordinate(2);
        QTRY_COMPARE_WITH_TIMEOUT(state(2, set->id), ScheduleState::Fired, Patience);
        const Schedule fired = shown(2, set->id);
        QVERIFY(*fired.endedAt - fired.at < ScheduleGrace + ScheduleSettle);
        QCOMPARE(fired.claim->by, m_system->id(2));
        QTRY_COMPARE_WITH_TIMEOUT(counts(), (QList<qsizetype>{0, 1, 1}), Patience);
        QVERIFY2(fired.warnings.join(u'\n').contains(u"drawer-1"_s), qPrintable(fired.warnings.join(u'\n')));
        // The one that comes back knows, and does nothing.
        m_system->agent(1).start();
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(2), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(state(1, set->id), ScheduleState::Fired, Patience);
        QCOMPARE(counts(), (QList<qsizetype>{0, 1, 1}));
    }

    /// Killed between its claim and its asking: nobody can know, so nobody is asked again.
    void claimOfOneThatEndedIsBrokenOff_data()
    {
        QTest::addColumn<bool>("comesBack");
        QTest::newRow("another coordinates") << false;
        QTest::newRow("the same comes back") << true;
    }

    void claimOfOneThatEndedIsBrokenOff()
    {
        QFETCH(bool, comesBack);
        found(3);
        m_system->agent(1).stop();
        Schedule claimed = waiting(now());
        claimed.state = ScheduleState::Claimed;
        claimed.claim = ScheduleClaim{m_system->id(1), u"drawer-1"_s, u"mark"_s, now()};
        write(2, claimed);
        if (comesBack)
            m_system->agent(1).start();
        else
            letCoordinate(2);
        const int teller = comesBack ? 1 : 2;
        QTRY_COMPARE_WITH_TIMEOUT(state(teller, claimed.id), ScheduleState::BrokenOff, Patience);
        QVERIFY2(shown(teller, claimed.id).why.contains(u"drawer-1"_s),
                 qPrintable(shown(teller, claimed.id).why));
        QCOMPARE(counts(), (QList<qsizetype>{0, 0, 0}));
    }

    void whatPassedUnseenIsMissedAndSaid()
    {
        found(2);
        write(1, waiting(now() - ScheduleGrace - ScheduleSettle - 1s));
        QTRY_COMPARE_WITH_TIMEOUT(state(1, u"s-written"_s), ScheduleState::Missed, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(state(2, u"s-written"_s), ScheduleState::Missed, Patience);
        QTRY_COMPARE(told(1, u"s-written"_s, "Missed"), 1);
        QCOMPARE(counts(), (QList<qsizetype>{0, 0}));
    }

    void notMoreThanTheOneWhoSetItMay()
    {
        found(2);
        const Identity console = Identity::generate().value();
        m_system->agent(1).trust(console, Role::Operator, u"visitor"_s);
        {
            const auto peer = TestConsole(console).greet(m_system->agent(1).endpoint()).value();
            QVERIFY(ask<api::StateSchedule>(*peer, {ControlAction::PowerOn, now() + 2s, {}, 0}));
        }
        QVERIFY(m_system->agent(1).agent().peers().remove(console.nodeId().toString()));
        const auto peer = m_system->greet(1);
        const auto isRefused = [&] {
            const auto list = ask<api::StateSchedules>(*peer);
            return list && list->schedules.size() == 1
                   && list->schedules.first().state == ScheduleState::Refused;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isRefused(), Patience);
        const Schedule refused = ask<api::StateSchedules>(*peer)->schedules.first();
        QVERIFY2(refused.why.contains(u"visitor"_s), qPrintable(refused.why));
        QCOMPARE(counts(), (QList<qsizetype>{0, 0}));
    }

    void oppositeUnderWayRefusesIt()
    {
        found(2);
        m_states[1]->ignore(true);
        const auto peer = m_system->greet(1);
        QVERIFY(ask<api::StateAct>(*peer, {ControlAction::PowerOn, {2}, false, 60}));
        const auto set = this->set(1, now() + 1s, ControlAction::PowerOff);
        QVERIFY(set);
        QTRY_COMPARE_WITH_TIMEOUT(state(1, set->id), ScheduleState::Refused, Patience);
        QVERIFY2(shown(1, set->id).why.contains(u"drawer-2"_s), qPrintable(shown(1, set->id).why));
        QVERIFY(!m_asked[0]->contains(ControlAction::PowerOff));
    }

    void deadMemberHoldsUpNobody()
    {
        found(3);
        m_system->agent(3).stop();
        const auto isSilent = [&] { return m_system->view(1).members[2].presence == MemberPresence::Silent; };
        QTRY_VERIFY_WITH_TIMEOUT(isSilent(), Patience);
        const auto set = this->set(1, now() + 1s);
        QVERIFY(set);
        QVERIFY2(set->warnings.join(u'\n').contains(u"drawer-3"_s), qPrintable(set->warnings.join(u'\n')));
        QTRY_COMPARE_WITH_TIMEOUT(state(1, set->id), ScheduleState::Fired, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(counts(), (QList<qsizetype>{1, 1, 0}), Patience);
    }

    void loneNodeKeepsItsOwn()
    {
        makeAgents(1);
        const auto set = this->set(1, now() + 2s);
        QVERIFY2(set, qPrintable(set ? QString() : describe(set.error())));
        m_system->agent(1).restart();
        QCOMPARE(state(1, set->id), ScheduleState::Waiting);
        QTRY_COMPARE_WITH_TIMEOUT(state(1, set->id), ScheduleState::Fired, Patience);
        QTRY_COMPARE(counts(), QList<qsizetype>{1});
        m_system->agent(1).restart();
        QCOMPARE(state(1, set->id), ScheduleState::Fired);
        // In a system somebody else decides.
        const auto later = this->set(1, now() + 1h);
        QVERIFY(later);
        m_system->setAll(m_system->founding());
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(1), Patience);
        QVERIFY(shown(1, later->id).id.isEmpty());
        QFile file(m_system->agent(1).config().inState(u"schedules.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("has become a member of frame-1"));
    }

    void clocksThatAreApartWarnOrRefuse()
    {
        QTemporaryDir folder;
        const Identity admin = Identity::generate().value();
        TestAgent coordinator{u"member-1"_s};
        coordinator.trust(admin, Role::Admin, u"admin"_s);
        std::vector<std::unique_ptr<LightMember>> members;
        const auto turns = std::make_shared<DialTurns>();
        for (const auto &name : {u"member-2"_s, u"member-3"_s})
            members.push_back(std::make_unique<LightMember>(folder.filePath(name), name, admin, turns));
        const Membership system = systemOf(
            {1, coordinator.nodeId().toString(), u"member-1"_s, coordinator.endpoint().toString()}, members);
        const auto sealed = signMembership(system, admin).value();
        const auto peer = TestConsole(admin).greet(coordinator.endpoint()).value();
        QVERIFY(ask<api::SystemSet>(*peer, {sealed}));
        for (const auto &member : members)
            QVERIFY(member->set(sealed));
        const auto areLinked = [&] { return std::ranges::all_of(members, &LightMember::isLinked); };
        QTRY_VERIFY_WITH_TIMEOUT(areLinked() && coordinator.agent().composite().mayAct(), Patience);
        const auto set = [&](Timestamp at) {
            return ask<api::StateSchedule>(*peer, {ControlAction::PowerOn, at, {}, 0});
        };
        const auto state = [&](const QString &id) {
            const auto list = ask<api::StateSchedules>(*peer);
            const auto one = std::ranges::find(list->schedules, id, &Schedule::id);
            return one == list->schedules.cend() ? Schedule() : *one;
        };

        members[0]->setClockAhead(5s);
        const auto warned = set(now() + 1h);
        QVERIFY2(warned, qPrintable(warned ? QString() : describe(warned.error())));
        QCOMPARE(warned->warnings.size(), 1);
        QVERIFY2(warned->warnings.first().contains(u"member-2 (+5.0 s"_s),
                 qPrintable(warned->warnings.first()));

        const auto early = set(now() + 2s);
        QVERIFY(early);
        members[0]->setClockAhead(-31s);
        const auto refused = set(now() + 1h);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QVERIFY2(refused.error().text.contains(u"member-2 (-31.0 s"_s), qPrintable(refused.error().text));
        // What was set before that is looked at again when its time comes.
        QTRY_COMPARE_WITH_TIMEOUT(state(early->id).state, ScheduleState::Refused, Patience);
        QVERIFY2(state(early->id).why.contains(u"member-2 (-31.0 s"_s), qPrintable(state(early->id).why));
        QVERIFY(state(early->id).job.isEmpty());
    }

    void actionsOfTheCoordinatorBeforeAreKnown()
    {
        found(3);
        m_states[2]->ignore(true);
        QString job;
        {
            const auto peer = m_system->greet(1);
            const auto started = ask<api::StateAct>(*peer, {ControlAction::PowerOn, {}, false, 300});
            QVERIFY(started);
            job = started->job;
            const auto isKnown = [&](ActStep first, ActStep last) {
                const auto other = m_system->greet(2);
                const auto act = ask<api::StateActed>(*other, {job});
                return act && act->members.size() == 3 && act->members[0].step == first
                       && act->members[2].step == last;
            };
            QTRY_VERIFY_WITH_TIMEOUT(isKnown(ActStep::Done, ActStep::Awaited), Patience);
        }
        m_system->agent(1).stop();
        letCoordinate(2);
        const auto peer = m_system->greet(2);
        const auto ended = [&] {
            const auto act = ask<api::StateActed>(*peer, {job});
            return act && act->finishedAt;
        };
        QTRY_VERIFY_WITH_TIMEOUT(ended(), Patience);
        const SystemAct act = *ask<api::StateActed>(*peer, {});
        QCOMPARE(act.job, job);
        QCOMPARE(act.members[0].step, ActStep::Done);
        QCOMPARE(act.members[2].step, ActStep::BrokenOff);
        QVERIFY2(act.members[2].why.contains(u"another node coordinates"_s), qPrintable(act.members[2].why));
        // Nobody was asked again, and the members can be asked anew.
        QCOMPARE(counts(), (QList<qsizetype>{1, 1, 1}));
        QTRY_VERIFY_WITH_TIMEOUT(m_system->agent(2).agent().composite().mayAct(), Patience);
        QVERIFY(ask<api::StateAct>(*peer, {ControlAction::PowerOff, {3}, false, 5}));
        // The one that was killed learns how it ended, and does not contradict.
        m_system->agent(1).start();
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(2), Patience);
        QCOMPARE(ask<api::StateActed>(*m_system->greet(1), {job})->members[2].step, ActStep::BrokenOff);
    }
};

QTEST_GUILESS_MAIN(TestSchedules)
#include "tst_schedules.moc"
