// SPDX-License-Identifier: Apache-2.0
#include "shared/api/node.h"
#include "shared/api/pairing.h"
#include "shared/api/system.h"
#include "shared/api/units.h"
#include "shared/store/atomicfile.h"
#include "shared/systems/signedmembership.h"
#include "tests/support/testsystem.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto Patience = 15s;

QStringList kindsOf(TestAgent &agent)
{
    QStringList kinds;
    for (const QByteArray &json : agent.agent().events().read(1, 10'000, 10'000'000))
        kinds.append(fromJson<Event>(json).value().kind);
    return kinds;
}

} // namespace

class TestAgentSystem : public QObject
{
    Q_OBJECT

    /// A number of members that know each other.
    static std::unique_ptr<TestSystem> formed(int nodes)
    {
        auto system = std::make_unique<TestSystem>(nodes);
        system->setAll(system->founding());
        return QTest::qWaitFor([&] { return system->isWhole(1); }, Patience) ? std::move(system) : nullptr;
    }

private Q_SLOTS:
    void membersLinkAndTheCoordinatorActs()
    {
        const auto system = formed(3);
        QVERIFY(system);
        const SystemView view = system->view(1);
        QCOMPARE(view.members.size(), 3);
        QCOMPARE(view.members[0].presence, MemberPresence::Self);
        QCOMPARE(view.members[1].presence, MemberPresence::Connected);
        QCOMPARE(view.members[1].generation, 1);
        QTRY_VERIFY_WITH_TIMEOUT(system->view(1).members[1].clockOffset, Patience);
        QVERIFY(std::abs(*system->view(1).members[1].clockOffset) < 1000);
        QVERIFY(system->view(2).members.isEmpty());
        QVERIFY(kindsOf(system->agent(1)).contains(u"system.changed"_s));
        QVERIFY(kindsOf(system->agent(1)).contains(u"system.coordinator"_s));
        QVERIFY(kindsOf(system->agent(1)).contains(u"system.member"_s));
    }

    void aLoneMemberCoordinatesItself()
    {
        const auto system = formed(1);
        QVERIFY(system);
        QCOMPARE(system->acting(), 1);
    }

    void refusesWhatDoesNotGoOn()
    {
        TestSystem system(2);
        const Membership first = system.founding();
        system.setAll(first);
        // The same again is no change, an older or other one of that number is none either.
        QVERIFY(system.set(1, first));
        Membership other = first;
        other.name = u"another name"_s;
        QCOMPARE(system.set(1, other).error().code, ErrorCode::Conflict);
        system.setAll(TestSystem::next(first));
        QCOMPARE(system.set(1, first).error().code, ErrorCode::Conflict);
        Membership second = first;
        second.id = u"frame-2-id"_s;
        second.name = u"frame-2"_s;
        const auto torn = system.set(1, second);
        QCOMPARE(torn.error().code, ErrorCode::Conflict);
        QVERIFY2(torn.error().text.contains(u"frame-1"_s), qPrintable(torn.error().text));
        Membership numbers = TestSystem::next(TestSystem::next(first));
        numbers.members[1].instance = 1;
        QVERIFY(!signMembership(numbers, system.admin()));
        QCOMPARE(system.view(1).membership->document, system.view(2).membership->document);
    }

    void onlyAdministratorsDecide()
    {
        TestSystem system(1);
        const Identity user = Identity::generate().value();
        system.agent(1).trust(user, Role::Operator);
        const auto byUser = signMembership(system.founding(), user).value();
        const auto byAdmin = signMembership(system.founding(), system.admin()).value();
        const auto peer = TestConsole(user).greet(system.agent(1).endpoint()).value();
        QCOMPARE(ask<api::SystemSet>(*peer, {byAdmin}).error().code, ErrorCode::Forbidden);
        const auto admin = system.greet(1);
        QCOMPARE(ask<api::SystemCheck>(*admin, {byUser}).error().code, ErrorCode::Forbidden);
        SignedMembership forged = byAdmin;
        forged.document.replace(u"frame-1\""_s, u"frame-2\""_s);
        QCOMPARE(ask<api::SystemSet>(*admin, {forged}).error().code, ErrorCode::Invalid);
        QVERIFY(ask<api::SystemCheck>(*admin, {byAdmin}));
        QVERIFY(!system.view(1).membership);
    }

    void membersMayReadAndNothingElse()
    {
        const auto system = formed(2);
        QVERIFY(system);
        const TestConsole member(system->agent(2).agent().identity());
        const auto peer = member.greet(system->agent(1).endpoint()).value();
        QVERIFY(ask<api::NodeStateGet>(*peer));
        QCOMPARE(ask<api::SystemHandOver>(*peer, {system->id(2)}).error().code, ErrorCode::Forbidden);
        QCOMPARE(ask<api::UnitsAcknowledge>(*peer, {{u"x"_s}, u"y"_s}).error().code, ErrorCode::Forbidden);
        // And what is for members is not for administrators.
        const auto admin = system->greet(1);
        QCOMPARE(ask<api::SystemJoin>(*admin, {u"frame-1-id"_s, 1, {}, {}}).error().code,
                 ErrorCode::Forbidden);
        QCOMPARE(ask<api::SystemMembership>(*admin).error().code, ErrorCode::Forbidden);
        // Who is no coordinator hands nothing on.
        const auto second = TestConsole(system->agent(2).agent().identity());
        const auto third = second.greet(system->agent(1).endpoint()).value();
        ForwardParams order;
        order.caller = {u"somebody"_s, u"somebody"_s, Role::Admin};
        order.generation = 1;
        order.method = u"node.state"_s;
        QCOMPARE(ask<api::SystemForward>(*third, order).error().code, ErrorCode::Forbidden);
    }

    void aMemberThatWasAwayTakesOver()
    {
        const auto system = formed(3);
        QVERIFY(system);
        system->agent(3).stop();
        Membership second = TestSystem::next(system->founding());
        second.name = u"frame-one"_s;
        system->setAll(second);
        QVERIFY(QTest::qWaitFor([&] { return system->isWhole(1); }, Patience));
        system->agent(3).start();
        QTRY_VERIFY_WITH_TIMEOUT(openMembership(*system->view(3).membership).value().name == u"frame-one"_s,
                                 Patience);
        QTRY_VERIFY_WITH_TIMEOUT(system->isWhole(1), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(system->view(1).members[2].generation, 2, Patience);
    }

    void aCoordinatorThatWasAwayTakesOver()
    {
        const auto system = formed(2);
        QVERIFY(system);
        system->agent(1).stop();
        Membership second = TestSystem::next(system->founding());
        second.name = u"frame-one"_s;
        system->setAll(second);
        system->agent(1).start();
        QTRY_VERIFY_WITH_TIMEOUT(openMembership(*system->view(1).membership).value().name == u"frame-one"_s,
                                 Patience);
        QTRY_VERIFY_WITH_TIMEOUT(system->isWhole(1), Patience);
    }

    void whatIsToldToOneReachesAll()
    {
        const auto system = formed(3);
        QVERIFY(system);
        Membership second = TestSystem::next(system->founding());
        second.name = u"frame-one"_s;
        QVERIFY(system->set(2, second));
        for (int i = 1; i <= 3; ++i)
            QTRY_VERIFY_WITH_TIMEOUT(
                openMembership(*system->view(i).membership).value().name == u"frame-one"_s, Patience);
    }

    void aMemberThatWasTakenOutMeanwhileHearsOfIt()
    {
        const auto system = formed(3);
        QVERIFY(system);
        system->agent(3).stop();
        Membership second = TestSystem::next(system->founding());
        second.members.removeLast();
        QVERIFY(system->set(1, second));
        QVERIFY(system->set(2, second));
        system->agent(3).start();
        QTRY_VERIFY_WITH_TIMEOUT(!system->view(3).membership, Patience);
        // It may join another one, and what is older of the first one stays refused.
        QCOMPARE(system->set(3, system->founding()).error().code, ErrorCode::Conflict);
        Membership another = system->founding();
        another.id = u"frame-2-id"_s;
        another.coordinator = system->id(3);
        another.members = {another.members[2]};
        QVERIFY(system->set(3, another));
    }

    void dissolvesAlsoForWhoWasAway()
    {
        const auto system = formed(3);
        QVERIFY(system);
        system->agent(2).stop();
        Membership last = TestSystem::next(system->founding());
        last.isDissolved = true;
        system->setAll(last);
        QVERIFY(!system->view(1).membership);
        QVERIFY(!system->view(3).membership);
        QCOMPARE(system->acting(), 0);
        system->agent(2).start();
        QTRY_VERIFY_WITH_TIMEOUT(!system->view(2).membership, Patience);
        // For ever, also after a restart.
        system->agent(2).restart();
        QVERIFY(!system->view(2).membership);
    }

    void withoutTheCoordinatorNobodyActsAndAllSayWhy()
    {
        const auto system = formed(3);
        QVERIFY(system);
        system->agent(1).stop();
        QTRY_VERIFY_WITH_TIMEOUT(system->view(2).coordinator.acting.isEmpty(), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(!system->view(2).coordinator.why.isEmpty(), Patience);
        QCOMPARE(system->acting(), 0);
        system->agent(1).start();
        QTRY_VERIFY_WITH_TIMEOUT(system->isWhole(1), Patience);
    }

    void stopsActingWithoutHalfOfTheMembers()
    {
        const auto system = formed(4);
        QVERIFY(system);
        system->agent(3).stop();
        system->agent(4).stop();
        // Two of four are half.
        QVERIFY(QTest::qWaitFor([&] { return system->view(1).members[3].presence == MemberPresence::Silent; },
                                Patience));
        QVERIFY(system->agent(1).agent().composite().mayAct());
        system->agent(2).stop();
        QTRY_VERIFY_WITH_TIMEOUT(!system->agent(1).agent().composite().mayAct(), Patience);
        const CoordinatorView view = system->view(1).coordinator;
        QVERIFY2(view.why.contains(u"1 of 4"_s), qPrintable(view.why));
        const auto problems = ask<api::NodeStateGet>(*system->greet(1)).value().problems;
        QVERIFY(std::ranges::contains(problems, u"no-coordinator"_s, &Problem::id));
        system->agent(3).start();
        QTRY_VERIFY_WITH_TIMEOUT(system->agent(1).agent().composite().mayAct(), Patience);
    }

    void handsOverAlmostAtOnce()
    {
        const auto system = formed(4);
        QVERIFY(system);
        Membership second = TestSystem::next(system->founding());
        second.coordinator = system->id(2);
        int most = 0;
        QTimer watch;
        connect(&watch, &QTimer::timeout, this, [&] { most = std::max(most, system->acting()); });
        watch.start(1ms);
        QVERIFY(system->set(1, second));
        QElapsedTimer gap;
        gap.start();
        QVERIFY(!system->agent(1).agent().composite().mayAct());
        for (int i = 2; i <= 4; ++i)
            QVERIFY(system->set(i, second));
        QTRY_VERIFY_WITH_TIMEOUT(system->agent(2).agent().composite().mayAct(), Patience);
        qInfo("nobody acted for %lld ms", gap.elapsed());
        QVERIFY(QTest::qWaitFor([&] { return system->isWhole(2); }, Patience));
        QVERIFY(most <= 1);
    }

    void aReplacedCoordinatorThatWasNotReachedKeepsTheOthersWaiting()
    {
        const auto system = formed(4);
        QVERIFY(system);
        int most = 0;
        QTimer watch;
        connect(&watch, &QTimer::timeout, this, [&] { most = std::max(most, system->acting()); });
        watch.start(1ms);
        system->agent(1).stop();
        Membership second = TestSystem::next(system->founding());
        second.coordinator = system->id(2);
        second.fence = Fence{system->id(1), second.memberIds()};
        // Two of the three that are left are not more than half of four.
        QVERIFY(system->set(2, second));
        QVERIFY(system->set(3, second));
        system->agent(4).stop();
        QTRY_VERIFY_WITH_TIMEOUT(system->agent(2).agent().composite().links().link(system->id(3)), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(system->view(2).coordinator.why.contains(u"may act still"_s), Patience);
        QVERIFY(!system->agent(2).agent().composite().mayAct());
        system->agent(4).start();
        QVERIFY(system->set(4, second));
        QTRY_VERIFY_WITH_TIMEOUT(system->agent(2).agent().composite().mayAct(), Patience);
        // The one that was replaced comes back, takes over what was decided, and the fence is gone.
        system->agent(1).start();
        QTRY_VERIFY_WITH_TIMEOUT(system->isWhole(2), Patience);
        system->agent(4).stop();
        system->agent(3).stop();
        QVERIFY(QTest::qWaitFor([&] { return system->view(2).members[2].presence == MemberPresence::Silent; },
                                Patience));
        QVERIFY(!QTest::qWaitFor([&] { return !system->agent(2).agent().composite().mayAct(); }, 4s));
        QVERIFY(most <= 1);
    }

    void asksAllMembersAtTheSameTime()
    {
        const auto system = formed(3);
        QVERIFY(system);
        const auto console = system->greet(1);
        QStringList told;
        connect(console.get(), &RpcPeer::notified, this, [&](QByteArrayView method, const JsonValue &params) {
            if (method == QByteArrayView(api::SystemAsk::Notification))
                told.append(decode<MemberAnswerTold>(params).value().answer.nodeId);
        });
        AskParams params;
        params.method = u"node.state"_s;
        params.tag = u"mine"_s;
        const auto all = ask<api::SystemAsk>(*console, params).value().members;
        QCOMPARE(all.size(), 3);
        for (const MemberAnswer &one : all) {
            QCOMPARE(one.outcome, CallOutcome::Answered);
            QVERIFY(fromJson<NodeState>(one.answer.text));
        }
        QTRY_COMPARE(told.size(), 3);
        params.members = {2};
        QCOMPARE(ask<api::SystemAsk>(*console, params).value().members.first().nodeId, system->id(2));
        params.members = {9};
        QCOMPARE(ask<api::SystemAsk>(*console, params).error().code, ErrorCode::NotFound);
        params.members = {};
        params.method = u"no.such"_s;
        const auto unknown = ask<api::SystemAsk>(*console, params).value();
        for (const MemberAnswer &one : unknown.members)
            QCOMPARE(one.outcome, CallOutcome::TooOld);
        system->agent(3).stop();
        params.method = u"node.state"_s;
        QTRY_COMPARE_WITH_TIMEOUT(system->view(1).members[2].presence, MemberPresence::Silent, Patience);
        QCOMPARE(ask<api::SystemAsk>(*console, params).value().members.last().outcome,
                 CallOutcome::Unreachable);
        // Whoever is not the coordinator has nobody to ask.
        QCOMPARE(ask<api::SystemAsk>(*system->greet(2), params).error().code, ErrorCode::Conflict);
    }

    void theMemberDecidesWhatACallerMayDo()
    {
        const auto system = formed(2);
        QVERIFY(system);
        const auto outcomeFor = [&](const Identity &caller, const QString &method, const QByteArray &params) {
            const auto peer = TestConsole(caller).greet(system->agent(1).endpoint()).value();
            AskParams ask;
            ask.method = method;
            ask.params = RawJson{params};
            ask.members = {2};
            const auto answers = test::ask<api::SystemAsk>(*peer, ask);
            return answers ? answers->members.first().error : errorName(answers.error().code);
        };
        const QByteArray nothing = toJson(AcknowledgeParams{{u"none"_s}, u"why"_s});
        // The coordinator's word counts for an operator and for no more.
        const Identity chief = Identity::generate().value();
        system->agent(1).trust(chief, Role::Admin, u"chief"_s);
        QCOMPARE(outcomeFor(chief, u"units.acknowledge"_s, nothing), QString());
        QCOMPARE(outcomeFor(chief, u"peers.remove"_s, toJson(PeerParams{u"x"_s})), u"Forbidden"_s);
        // Who is a viewer there stays one here, and who is one here as well.
        const Identity viewer = Identity::generate().value();
        system->agent(1).trust(viewer, Role::Viewer, u"viewer"_s);
        QCOMPARE(outcomeFor(viewer, u"node.state"_s, "{}"), QString());
        QCOMPARE(outcomeFor(viewer, u"units.acknowledge"_s, nothing), u"Forbidden"_s);
        system->agent(2).trust(chief, Role::Viewer, u"chief"_s);
        QCOMPARE(outcomeFor(chief, u"units.acknowledge"_s, nothing), u"Forbidden"_s);
        // Who was unpaired here is not let in by anybody's word.
        QVERIFY(system->agent(2).agent().peers().remove(chief.nodeId().toString()));
        QCOMPARE(outcomeFor(chief, u"node.state"_s, "{}"), u"Forbidden"_s);
        // What was done is in the member's audit log, with the caller and the one who brought it.
        const auto lines = readFile(system->agent(2).config().inState(u"audit.log"_s), 1'000'000).value();
        QVERIFY2(lines.contains("\"via\":\"" + system->id(1).toUtf8()), lines.constData());
        QVERIFY(lines.contains(chief.nodeId().toString().toUtf8()));
    }

    void doesNotHandOnWhatWasHandedOn()
    {
        const auto system = formed(2);
        QVERIFY(system);
        AskParams inner;
        inner.method = u"node.state"_s;
        AskParams outer;
        outer.method = u"system.ask"_s;
        outer.params = RawJson{toJson(inner)};
        outer.members = {2};
        const auto answer = ask<api::SystemAsk>(*system->greet(1), outer).value().members.first();
        QCOMPARE(answer.outcome, CallOutcome::Refused);
        QCOMPARE(answer.error, u"Forbidden"_s);
    }

    void aNoteIsOnAllMembersAlsoThoseThatWereAway()
    {
        const auto system = formed(3);
        QVERIFY(system);
        system->agent(3).stop();
        QVERIFY(ask<api::SystemNoteSet>(*system->greet(2), {u"fan 2 is on order"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(system->view(1).note, Patience);
        QCOMPARE(system->view(1).note->text, u"fan 2 is on order"_s);
        QCOMPARE(system->view(1).note->by, u"admin"_s);
        system->agent(3).start();
        QTRY_VERIFY_WITH_TIMEOUT(system->view(3).note, Patience);
        system->agent(2).stop();
        QVERIFY(ask<api::SystemNoteSet>(*system->greet(3), {QString()}));
        QTRY_VERIFY_WITH_TIMEOUT(!system->view(1).note, Patience);
        system->agent(2).start();
        QTRY_VERIFY_WITH_TIMEOUT(!system->view(2).note, Patience);
        // In no system there is nothing to note.
        TestSystem alone(1);
        QCOMPARE(ask<api::SystemNoteSet>(*alone.greet(1), {u"x"_s}).error().code, ErrorCode::Unavailable);
    }

    void survivesRestarts()
    {
        const auto system = formed(3);
        QVERIFY(system);
        for (int i = 1; i <= 3; ++i)
            system->agent(i).restart();
        QTRY_VERIFY_WITH_TIMEOUT(system->isWhole(1), Patience);
    }
};

QTEST_GUILESS_MAIN(TestAgentSystem)
#include "tst_agentsystem.moc"
