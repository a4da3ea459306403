// SPDX-License-Identifier: Apache-2.0
#include "shared/api/events.h"
#include "shared/api/hello.h"
#include "shared/api/units.h"
#include "tests/support/filesizelimit.h"
#include "tests/support/testagent.h"

#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto Fan = "fan-control.service"_L1;

/// A console that follows events and remembers which it has had.
struct Follower
{
    std::unique_ptr<RpcPeer> peer;
    QList<Event> events;

    Follower(const TestConsole &console, const Endpoint &endpoint)
        : peer(console.greet(endpoint).value())
    {
        QObject::connect(peer.get(), &RpcPeer::notified, peer.get(),
                         [this](QByteArrayView, const JsonValue &params) {
                             events.append(decode<Event>(params).value_or(Event()));
                         });
    }

    [[nodiscard]] qint64 last() const { return events.isEmpty() ? 0 : events.last().sequence; }
};

} // namespace

class TestAgentEvents : public QObject
{
    Q_OBJECT

    const Identity m_identity = Identity::generate().value();
    const TestConsole m_console{m_identity};

    static void tell(TestAgent &node, int count)
    {
        for (int i = 0; i < count; ++i)
            node.agent().events().append({Topic::Node, events::NodeChanged, Health::OK, u"n"_s, u"x"_s});
    }

private Q_SLOTS:
    void tellsAFailureToWhoeverFollows()
    {
        TestAgent node(u"drawer-1"_s, {Fan});
        node.trust(m_identity, Role::Viewer);
        Follower follower(m_console, node.endpoint());
        QVERIFY(ask<api::EventsSubscribe>(*follower.peer, {{}, {}, {Topic::Units}}));
        QTRY_VERIFY(ask<api::UnitsList>(*follower.peer)->watching);
        node.units().kill(Fan, SIGSEGV, 2);
        QTRY_VERIFY(std::ranges::contains(follower.events, QString(events::UnitFailed), &Event::kind));
        const auto failures = ask<api::UnitsFailures>(*follower.peer);
        QVERIFY(failures);
        QCOMPARE(failures->failures.size(), 1);
        QCOMPARE(failures->failures.first().unit, QString(Fan));
    }

    void noneIsLostAndNoneDoubledOverCutsAndRestarts()
    {
        TestAgent node;
        node.trust(m_identity, Role::Viewer);
        QList<qint64> numbers;
        qint64 next = 1;
        QString epoch;
        for (int round = 0; round < 4; ++round) {
            Follower follower(m_console, node.endpoint());
            const auto subscribed = ask<api::EventsSubscribe>(*follower.peer, {epoch, next, {}});
            QVERIFY(subscribed);
            QVERIFY(subscribed->complete);
            QCOMPARE(subscribed->next, next);
            epoch = subscribed->epoch;
            tell(node, 500);
            QTRY_VERIFY(follower.last() >= next + 100); // cut in the middle or after all of it
            for (const Event &event : std::as_const(follower.events))
                numbers.append(event.sequence);
            next = numbers.last() + 1;
            follower.peer.reset();
            tell(node, 50);
            if (round % 2 == 1)
                node.restart();
        }
        QCOMPARE(numbers.first(), 1);
        for (qsizetype i = 1; i < numbers.size(); ++i)
            QCOMPARE(numbers[i], numbers[i - 1] + 1);
    }

    void noneIsLostAndNoneDoubledWhileTheDiskRefuses()
    {
        TestAgent node;
        node.trust(m_identity, Role::Viewer);
        QList<qint64> numbers;
        qint64 next = 1;
        QString epoch;
        int told = 0;
        for (const bool isFull : {false, true, false}) {
            Follower follower(m_console, node.endpoint());
            const auto subscribed = ask<api::EventsSubscribe>(*follower.peer, {epoch, next, {}});
            QVERIFY(subscribed);
            QVERIFY(subscribed->complete);
            QCOMPARE(subscribed->next, next);
            epoch = subscribed->epoch;
            std::optional<FileSizeLimit> refuses;
            if (isFull)
                refuses.emplace(0);
            QSignalSpy closed(follower.peer.get(), &RpcPeer::closed);
            tell(node, 20);
            told += 20;
            // The numbers of what is not on the disk count in an epoch of its own, so one has to come again.
            QTRY_VERIFY(isFull ? !closed.isEmpty() : follower.last() >= told);
            for (const Event &event : std::as_const(follower.events))
                numbers.append(event.sequence);
            next = numbers.last() + 1;
        }
        QVERIFY(numbers.size() >= told);
        for (qsizetype i = 1; i < numbers.size(); ++i)
            QCOMPARE(numbers[i], numbers[i - 1] + 1);
    }

    void saysWhenTheJournalDoesNotReachBack()
    {
        TestAgent node;
        node.trust(m_identity, Role::Viewer);
        tell(node, 10);
        Follower follower(m_console, node.endpoint());
        const auto otherEpoch = ask<api::EventsSubscribe>(*follower.peer, {u"another"_s, 3, {}});
        QVERIFY(otherEpoch);
        QVERIFY(!otherEpoch->complete);
        QVERIFY(otherEpoch->next > 3);
        const auto future = ask<api::EventsSubscribe>(*follower.peer, {otherEpoch->epoch, 1'000'000, {}});
        QVERIFY(future);
        QVERIFY(!future->complete);
        QVERIFY(future->next < 1'000'000);
    }

    void aSecondSubscriptionReplacesTheFirst()
    {
        TestAgent node;
        node.trust(m_identity, Role::Viewer);
        Follower follower(m_console, node.endpoint());
        QVERIFY(ask<api::EventsSubscribe>(*follower.peer));
        QVERIFY(ask<api::EventsSubscribe>(*follower.peer));
        tell(node, 5);
        QTRY_COMPARE(follower.events.size(), 5);
        QVERIFY(ask<api::EventsUnsubscribe>(*follower.peer));
        tell(node, 5);
        QVERIFY(ask<api::Ping>(*follower.peer));
        QCOMPARE(follower.events.size(), 5);
    }

    void listsTheLatestAndFromOn()
    {
        TestAgent node;
        node.trust(m_identity, Role::Viewer);
        tell(node, 300);
        Follower follower(m_console, node.endpoint());
        QTRY_VERIFY(ask<api::EventsList>(*follower.peer)->newest >= 300);
        const auto latest = ask<api::EventsList>(*follower.peer, {{}, {}, 7});
        QVERIFY(latest);
        QCOMPARE(latest->events.size(), 7);
        QCOMPARE(latest->events.last().sequence, latest->newest);
        const auto from = ask<api::EventsList>(*follower.peer, {5, {}, 3});
        QCOMPARE(from->events.first().sequence, 5);
        QCOMPARE(from->events.size(), 3);
        const auto since = ask<api::EventsList>(*follower.peer, {10, Timestamp(), 3});
        QCOMPARE(since->events.size(), 3);
        QCOMPARE(since->events.first().sequence, 10);
        const auto later = ask<api::EventsList>(*follower.peer, {{}, now() + std::chrono::hours(1), 3});
        QVERIFY(later->events.isEmpty());
    }

    void manyAgentsLiveInOneProcess()
    {
        std::vector<std::unique_ptr<TestAgent>> nodes;
        for (int i = 0; i < 20; ++i)
            nodes.push_back(std::make_unique<TestAgent>(u"drawer-%1"_s.arg(i), QStringList{Fan}));
        for (const auto &node : nodes) {
            node->trust(m_identity, Role::Viewer);
            auto peer = m_console.connectTo(node->endpoint(), node->nodeId());
            QVERIFY(peer);
            QCOMPARE(ask<api::Hello>(**peer)->name, node->config().name);
        }
    }
};

QTEST_GUILESS_MAIN(TestAgentEvents)
#include "tst_agentevents.moc"
