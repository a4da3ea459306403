// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/standing.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <vector>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Time = BootClock::time_point;

constexpr Time Start{std::chrono::hours(1)};
constexpr auto Lease = 3s;

Membership systemOf(const QStringList &ids, const QString &coordinator)
{
    Membership membership;
    for (const QString &id : ids)
        membership.members.append({int(membership.members.size()) + 1, id, id, {}});
    membership.coordinator = coordinator;
    return membership;
}

/// A system in a network that is torn again and again, with administrators who replace coordinators by the
/// rules that the console keeps, members that restart, and answers that come late. Time is made up.
class World
{
public:
    explicit World(std::uint32_t seed, int nodes)
        : m_random(seed)
    {
        for (int i = 0; i < nodes; ++i)
            m_ids.append(QString(QChar(u'a' + i)));
        for (int i = 0; i < nodes; ++i) {
            Node node;
            node.id = m_ids[i];
            node.zone = 0;
            node.take(systemOf(m_ids, m_ids.first()), m_now);
            m_nodes.push_back(node);
        }
    }

    void step()
    {
        m_now += std::chrono::milliseconds(chance(400));
        deliver();
        switch (chance(12)) {
        case 0:
            for (Node &node : m_nodes)
                node.zone = chance(2);
            break;
        case 1:
            for (Node &node : m_nodes)
                node.zone = 0;
            break;
        case 2:
            replaceCoordinator();
            break;
        case 3:
            restart(m_nodes[std::size_t(chance(int(m_nodes.size())))]);
            break;
        default:
            break;
        }
        for (Node &node : m_nodes) {
            if (node.membership.coordinator == node.id)
                beat(node);
        }
    }

    [[nodiscard]] int acting() const
    {
        return int(
            std::ranges::count_if(m_nodes, [this](const Node &node) { return node.standing.mayAct(m_now); }));
    }
    [[nodiscard]] bool hasActed() const { return m_hasActed; }
    void look() { m_hasActed |= acting() > 0; }

private:
    struct Node
    {
        QString id;
        int zone = 0;
        Membership membership;
        Standing standing;
        Promise promise;

        void take(const Membership &newer, Time now)
        {
            const bool wasCoordinator = membership.coordinator == id;
            membership = newer;
            standing.setMembership(newer, id, promise.freeFrom(id), now);
            if (wasCoordinator && newer.coordinator != id)
                promise.release(id);
        }
    };
    struct Answer
    {
        QString to;
        QString from;
        Time asked;
        Time arrives;
        bool stands;
        qint64 generation;
    };

    int chance(int below) { return std::uniform_int_distribution<int>(0, below - 1)(m_random); }
    Node &node(const QString &id) { return *std::ranges::find(m_nodes, id, &Node::id); }

    void beat(Node &hub)
    {
        for (Node &member : m_nodes) {
            if (member.id == hub.id || member.zone != hub.zone)
                continue;
            // Whoever meets leaves with the newer membership, unless one does not know the other.
            if (member.membership.generation > hub.membership.generation
                && member.membership.member(hub.id)) {
                hub.take(member.membership, m_now);
                return;
            }
            if (!hub.membership.member(member.id) || !member.membership.member(hub.id)
                || member.membership.generation > hub.membership.generation)
                continue;
            if (member.membership.generation < hub.membership.generation)
                member.take(hub.membership, m_now);
            const auto promised = member.promise.ask(hub.id, Lease, m_now);
            m_answers.push_back({hub.id, member.id, m_now, m_now + std::chrono::milliseconds(chance(1500)),
                                 promised.stands, member.membership.generation});
        }
    }

    void deliver()
    {
        std::erase_if(m_answers, [this](const Answer &answer) {
            if (answer.arrives > m_now)
                return false;
            Node &hub = node(answer.to);
            if (answer.stands)
                hub.standing.confirm(answer.from, answer.asked, Lease);
            else
                hub.standing.withdraw(answer.from);
            const auto &fence = hub.standing.fence();
            if (fence && fence->coordinator == answer.from && answer.generation >= hub.membership.generation)
                hub.standing.liftFence();
            return true;
        });
    }

    /// The coordinator hears of it first, and sets free who is linked to it.
    void stepDown(Node &coordinator, const Membership &next)
    {
        coordinator.take(next, m_now);
        if (next.coordinator == coordinator.id)
            return;
        for (Node &member : m_nodes) {
            if (member.zone == coordinator.zone)
                member.promise.release(coordinator.id);
        }
    }

    void restart(Node &node)
    {
        node.promise = {};
        const auto &fence = node.membership.fence;
        node.promise.assume(fence ? fence->coordinator : node.membership.coordinator, Lease, m_now);
        node.standing = {};
        node.standing.setMembership(node.membership, node.id, node.promise.freeFrom(node.id), m_now);
        std::erase_if(m_answers, [&](const Answer &answer) { return answer.to == node.id; });
    }

    /// What an administrator does who reaches one zone only.
    void replaceCoordinator()
    {
        const int zone = chance(2);
        std::vector<Node *> reached;
        for (Node &node : m_nodes) {
            if (node.zone == zone)
                reached.push_back(&node);
        }
        if (reached.empty())
            return;
        Membership newest = (*std::ranges::max_element(reached, {}, [](const Node *node) {
                                return node->membership.generation;
                            }))->membership;
        // Administrators agree on the number of a change by asking who is there; two who are apart from each
        // other may take the same one, which members tell apart by its content: here by its coordinator.
        if (newest.generation < m_newest)
            return;
        const QString old = newest.coordinator;
        Membership next = newest;
        next.generation = ++m_newest;
        next.coordinator = reached[std::size_t(chance(int(reached.size())))]->id;
        Node &before = node(old);
        const bool isReached = before.zone == zone;
        if (newest.fence && !isReached)
            return;
        if (isReached)
            next.fence = newest.fence ? newest.fence : std::nullopt;
        else
            next.fence = Fence{old, newest.memberIds()};
        // Some give it up for good.
        if (!isReached && chance(3) == 0)
            next.members.removeIf([&](const SystemMember &member) { return member.nodeId == old; });
        if (isReached)
            stepDown(before, next);
        for (Node *node : reached) {
            if (chance(4) > 0)
                node->take(next, m_now);
        }
    }

    std::mt19937 m_random;
    Time m_now = Start;
    qint64 m_newest = 1;
    QStringList m_ids;
    std::vector<Node> m_nodes;
    std::vector<Answer> m_answers;
    bool m_hasActed = false;
};

} // namespace

class TestStanding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void actsWithHalfOfTheMembers_data()
    {
        QTest::addColumn<int>("members");
        QTest::addColumn<int>("others");
        QTest::addColumn<bool>("acts");
        QTest::newRow("one of one") << 1 << 0 << true;
        QTest::newRow("one of two") << 2 << 0 << true;
        QTest::newRow("one of three") << 3 << 0 << false;
        QTest::newRow("two of three") << 3 << 1 << true;
        QTest::newRow("one of four") << 4 << 0 << false;
        QTest::newRow("two of four") << 4 << 1 << true;
        QTest::newRow("two of five") << 5 << 1 << false;
        QTest::newRow("three of five") << 5 << 2 << true;
    }

    void actsWithHalfOfTheMembers()
    {
        QFETCH(int, members);
        QFETCH(int, others);
        QFETCH(bool, acts);
        const QStringList ids = QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}.first(members);
        Standing standing;
        standing.setMembership(systemOf(ids, u"a"_s), u"a"_s, {}, Start);
        for (int i = 1; i <= others; ++i)
            standing.confirm(ids[i], Start, Lease);
        QCOMPARE(standing.mayAct(Start), acts);
        QCOMPARE(standing.why(Start).isEmpty(), acts);
    }

    void theRightEndsByTimeAlone()
    {
        Standing standing;
        standing.setMembership(systemOf({u"a"_s, u"b"_s, u"c"_s}, u"a"_s), u"a"_s, {}, Start);
        standing.confirm(u"b"_s, Start, Lease);
        QVERIFY(standing.mayAct(Start + Lease - 1ns));
        QVERIFY(!standing.mayAct(Start + Lease));
        QCOMPARE(standing.nextExpiry(Start), Start + Lease);
        QVERIFY(!standing.nextExpiry(Start + Lease));
        // An answer that was overtaken does not take anything away.
        standing.confirm(u"b"_s, Start + Lease, Lease);
        standing.confirm(u"b"_s, Start, Lease);
        QVERIFY(standing.mayAct(Start + Lease));
    }

    void whoIsHeardOrGoesCountsAtOnce()
    {
        Standing standing;
        standing.setMembership(systemOf({u"a"_s, u"b"_s, u"c"_s, u"d"_s}, u"a"_s), u"a"_s, {}, Start);
        QVERIFY(!standing.mayAct(Start + 1s));
        standing.confirm(u"b"_s, Start + 1s, Lease);
        QVERIFY(standing.mayAct(Start + 1s));
        standing.confirm(u"c"_s, Start + 2s, Lease);
        standing.withdraw(u"b"_s);
        QVERIFY(standing.mayAct(Start + 2s));
        standing.withdraw(u"c"_s);
        QVERIFY(!standing.mayAct(Start + 2s));
        // Who is heard again before the end goes on beyond it, and is missed after the new one.
        standing.confirm(u"d"_s, Start + 3s, Lease);
        QVERIFY(standing.mayAct(Start + 3s));
        standing.confirm(u"d"_s, Start + 4s, Lease);
        QVERIFY(standing.mayAct(Start + 3s + Lease));
        QVERIFY(!standing.mayAct(Start + 4s + Lease));
    }

    void whoIsNotNamedNeverActs()
    {
        Standing standing;
        standing.setMembership(systemOf({u"a"_s, u"b"_s}, u"b"_s), u"a"_s, {}, Start);
        standing.confirm(u"b"_s, Start, Lease);
        QVERIFY(!standing.mayAct(Start));
    }

    void aFenceAsksForMoreThanHalf()
    {
        Membership membership = systemOf({u"b"_s, u"c"_s, u"d"_s}, u"b"_s);
        membership.fence = Fence{u"a"_s, {u"a"_s, u"b"_s, u"c"_s, u"d"_s}};
        Standing standing;
        standing.setMembership(membership, u"b"_s, {}, Start);
        standing.confirm(u"c"_s, Start, Lease);
        QVERIFY(!standing.mayAct(Start));
        QVERIFY(standing.why(Start).contains(u"more than half of its 4"_s));
        standing.confirm(u"d"_s, Start, Lease);
        QVERIFY(standing.mayAct(Start));
        standing.withdraw(u"d"_s);
        standing.liftFence();
        QVERIFY(standing.mayAct(Start));
    }

    void aMemberStandsWithOneAtATime()
    {
        Promise promise;
        QVERIFY(promise.ask(u"a"_s, Lease, Start).stands);
        const auto other = promise.ask(u"b"_s, Lease, Start + 1s);
        QVERIFY(!other.stands);
        QCOMPARE(std::chrono::nanoseconds(other.freeIn), std::chrono::nanoseconds(2s));
        QVERIFY(promise.ask(u"b"_s, Lease, Start + Lease).stands);
        QVERIFY(!promise.ask(u"a"_s, Lease, Start + Lease).stands);
        promise.release(u"a"_s); // it has nothing to release
        QVERIFY(!promise.ask(u"a"_s, Lease, Start + Lease).stands);
        promise.release(u"b"_s);
        QVERIFY(promise.ask(u"a"_s, Lease, Start + Lease).stands);
    }

    void aShorterLeaseDoesNotShortenTheOneBefore()
    {
        Promise promise;
        QVERIFY(promise.ask(u"a"_s, 60s, Start).stands);
        QVERIFY(promise.ask(u"a"_s, 3s, Start).stands);
        QVERIFY(!promise.ask(u"b"_s, 3s, Start + 59s).stands);
    }

    void twoNeverAct_data()
    {
        QTest::addColumn<int>("nodes");
        for (const int nodes : {2, 3, 4, 5, 6})
            QTest::addRow("%d members", nodes) << nodes;
    }

    void twoNeverAct()
    {
        QFETCH(int, nodes);
        int withOne = 0;
        for (std::uint32_t seed = 1; seed <= 300; ++seed) {
            World world(seed, nodes);
            for (int i = 0; i < 300; ++i) {
                world.step();
                world.look();
                QVERIFY2(world.acting() <= 1, qPrintable(u"seed %1, step %2"_s.arg(seed).arg(i)));
            }
            withOne += world.hasActed() ? 1 : 0;
        }
        QVERIFY(withOne > 290);
    }
};

QTEST_APPLESS_MAIN(TestStanding)
#include "tst_standing.moc"
