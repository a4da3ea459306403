// SPDX-License-Identifier: Apache-2.0
#include "shared/api/system.h"
#include "shared/systems/signedmembership.h"
#include "tests/support/lightmember.h"
#include "tests/support/testagent.h"

#include <QElapsedTimer>
#include <QTest>

using namespace muster;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A coordinator with many members, all in this process; tests/bench has a thousand.
class TestAgentManyMembers : public QObject
{
    Q_OBJECT

    static constexpr int Count = 100;
    static constexpr auto Patience = 30s;
    static constexpr auto SlowTime = 2s;

    QTemporaryDir m_folder;
    const Identity m_admin = Identity::generate().value();
    TestAgent m_coordinator{u"member-1"_s};
    std::vector<std::unique_ptr<LightMember>> m_members;
    Membership m_membership;

    [[nodiscard]] std::unique_ptr<RpcPeer> greeted() const
    {
        return TestConsole(m_admin).greet(m_coordinator.endpoint()).value();
    }
    [[nodiscard]] bool areLinked() const { return std::ranges::all_of(m_members, &LightMember::isLinked); }
    [[nodiscard]] static AskParams question(const QString &tag = {})
    {
        AskParams params;
        params.method = QString::fromLatin1(LateAnswer::Name);
        params.tag = tag;
        return params;
    }
    [[nodiscard]] static qsizetype answered(const AskAnswer &answer)
    {
        return std::ranges::count(answer.members, CallOutcome::Answered, &MemberAnswer::outcome);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_coordinator.trust(m_admin, Role::Admin);
        const auto turns = std::make_shared<DialTurns>();
        for (int i = 0; i < Count; ++i) {
            const QString name = u"member-%1"_s.arg(i + 2);
            m_members.push_back(std::make_unique<LightMember>(m_folder.filePath(name), name, m_admin, turns));
        }
        m_membership = systemOf(
            {1, m_coordinator.nodeId().toString(), u"member-1"_s, m_coordinator.endpoint().toString()},
            m_members);
        const auto sealed = signMembership(m_membership, m_admin).value();
        QVERIFY(ask<api::SystemSet>(*greeted(), {sealed}));
        for (const auto &member : m_members)
            QVERIFY(member->set(sealed));
        QTRY_VERIFY_WITH_TIMEOUT(areLinked(), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_coordinator.agent().composite().mayAct(), Patience);
    }

    void allAreSeen()
    {
        const auto isSeen = [this] {
            const QList<MemberView> members = m_coordinator.agent().composite().view().members;
            return std::ranges::all_of(members.sliced(1), [](const MemberView &one) {
                return one.presence == MemberPresence::Connected && one.clockOffset;
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isSeen(), Patience);
        QCOMPARE(m_coordinator.agent().composite().view().members.size(), Count + 1);
    }

    void allAnswer()
    {
        const auto answer = ask<api::SystemAsk>(*greeted(), question());
        QVERIFY(answer);
        QCOMPARE(answer->members.size(), Count + 1);
        QCOMPARE(answered(*answer), Count);
        // The coordinator is a whole agent, and does not know what only these members can do.
        QCOMPARE(answer->members.first().outcome, CallOutcome::TooOld);
        for (int i = 0; i <= Count; ++i)
            QCOMPARE(answer->members[i].instance, i + 1);
    }

    void aSlowOneDelaysNobodyElse()
    {
        m_members[Count / 2]->setOwnTime(SlowTime);
        const auto peer = greeted();
        QList<MemberAnswer> told;
        QElapsedTimer clock;
        clock.start();
        qint64 othersAfter = 0;
        connect(peer.get(), &RpcPeer::notified, this, [&](QByteArrayView method, const JsonValue &params) {
            QCOMPARE(method, QByteArrayView(api::SystemAsk::Notification));
            told.append(decode<MemberAnswerTold>(params).value().answer);
            if (told.size() == Count)
                othersAfter = clock.elapsed();
        });
        const auto answer = ask<api::SystemAsk>(*peer, question(u"slow"_s));
        QVERIFY(answer);
        QCOMPARE(answered(*answer), Count);
        QCOMPARE(told.size(), Count + 1);
        QCOMPARE(told.last().instance, Count / 2 + 2);
        QVERIFY2(othersAfter < SlowTime / 1ms, qPrintable(QString::number(othersAfter)));
        m_members[Count / 2]->setOwnTime(0ms);
    }

    void oneWithoutAnswerCostsOnlyItsOwn()
    {
        m_members[0]->setOwnTime(1min);
        AskParams params = question();
        params.deadline = 500;
        const auto answer = ask<api::SystemAsk>(*greeted(), params);
        QVERIFY(answer);
        QCOMPARE(answered(*answer), Count - 1);
        QCOMPARE(answer->members[1].outcome, CallOutcome::Unreachable);
        m_members[0]->setOwnTime(0ms);
    }

    void allFollowANewMembership()
    {
        ++m_membership.generation;
        m_membership.settings.maxSkewMilliseconds = 5000;
        QVERIFY(ask<api::SystemSet>(*greeted(), {signMembership(m_membership, m_admin).value()}));
        const auto haveIt = [this] {
            return std::ranges::all_of(m_members, [this](const auto &member) {
                const Membership *held = member->composite().membership().current();
                return held && held->generation == m_membership.generation;
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(haveIt(), Patience);
        QVERIFY(areLinked());
    }

    void allComeBackToACoordinatorThatWasRestarted()
    {
        m_coordinator.stop();
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::none_of(m_members, &LightMember::isLinked), Patience);
        m_coordinator.start();
        QTRY_VERIFY_WITH_TIMEOUT(areLinked(), Patience);
        const auto answer = ask<api::SystemAsk>(*greeted(), question());
        QVERIFY(answer);
        QCOMPARE(answered(*answer), Count);
    }
};

QTEST_GUILESS_MAIN(TestAgentManyMembers)
#include "tst_agentmanymembers.moc"
