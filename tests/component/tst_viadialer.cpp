// SPDX-License-Identifier: Apache-2.0
#include "console/link/linkpool.h"
#include "shared/api/channel.h"
#include "tests/support/fakedialer.h"

#include <QSignalSpy>
#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

LinkSettings calmSettings()
{
    LinkSettings settings;
    settings.ownName = u"test"_s;
    settings.firstRetry = 60s; // nothing is tried again unless something is told
    settings.refusedRetry = 60s;
    return settings;
}

/// One console, a coordinator that it is paired with, and a member behind that one.
struct Scene
{
    explicit Scene(bool isMemberPaired = false, const LinkSettings &settings = calmSettings())
    {
        auto made = std::make_unique<test::FakeDialer>();
        dialer = made.get();
        dialer->nodes.insert(u"hub"_s, &hub);
        hub.members.insert(member.nodeId, &member);
        pool = std::make_unique<LinkPool>(fleet, std::move(made), settings, [this](const QString &nodeId) {
            return nodeId == member.nodeId || nodeId == hub.nodeId ? hubId : QString();
        });
        add(hub.nodeId, u"drawer-1"_s, u"hub"_s, true);
        add(member.nodeId, u"drawer-2"_s, isMemberPaired ? u"member"_s : QString(), isMemberPaired);
        QObject::connect(&fleet, &Fleet::eventsAppended, &fleet, [this](const QList<FleetEvent> &events) {
            for (const FleetEvent &event : events) {
                if (event.nodeId == member.nodeId)
                    heard.append(event.event.sequence);
            }
        });
    }

    void add(const QString &nodeId, const QString &name, const QString &address, bool isPaired)
    {
        FleetNode node;
        node.nodeId = nodeId;
        node.name = name;
        node.address = address;
        node.isPaired = isPaired;
        fleet.addNode(node);
    }

    [[nodiscard]] const FleetNode &shown() const { return *fleet.node(member.nodeId); }
    [[nodiscard]] const FleetNode &shownHub() const { return *fleet.node(hub.nodeId); }
    [[nodiscard]] int opened() const { return hub.calls.value(api::ChannelOpen::Name); }
    void connectNow()
    {
        pool->connectAll();
        QTRY_COMPARE(shown().link, LinkState::Connected);
    }

    test::FakeNode hub{u"HUB"_s, u"drawer-1"_s};
    test::FakeNode member{u"MEMBER"_s, u"drawer-2"_s};
    QString hubId = u"HUB"_s;
    Fleet fleet;
    test::FakeDialer *dialer = nullptr;
    std::unique_ptr<LinkPool> pool;
    QList<qint64> heard;
};

} // namespace

class TestViaDialer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reachesAMemberThatIsNotPaired()
    {
        Scene scene;
        scene.member.hello.role = Role::Viewer;
        scene.member.facts.hostname = u"behind"_s;
        scene.connectNow();
        QCOMPARE(scene.shown().via, u"HUB"_s);
        QCOMPARE(scene.shown().role, Role::Viewer);
        QCOMPARE(scene.shown().facts->hostname, u"behind"_s);
        QVERIFY(!scene.shown().isPaired);
        QCOMPARE(scene.shownHub().via, QString());
        QCOMPARE(scene.dialer->dialled, 1);
        scene.member.happen(u"test.one"_s);
        QTRY_COMPARE(scene.heard, QList<qint64>{1});
    }

    void aPairedMemberIsReachedDirectly()
    {
        Scene scene(true);
        scene.dialer->nodes.insert(u"member"_s, &scene.member);
        scene.connectNow();
        QTRY_COMPARE(scene.shownHub().link, LinkState::Connected);
        QCOMPARE(scene.shown().via, QString());
        QCOMPARE(scene.opened(), 0);
    }

    void aPairedMemberThatDoesNotAnswerIsReachedThroughTheCoordinator()
    {
        Scene scene(true);
        scene.connectNow();
        QCOMPARE(scene.shown().via, u"HUB"_s);
        // And directly again as soon as it is tried anew.
        scene.dialer->nodes.insert(u"member"_s, &scene.member);
        scene.pool->restart(scene.member.nodeId);
        QTRY_COMPARE(scene.shown().via, QString());
        QCOMPARE(scene.shown().link, LinkState::Connected);
    }

    void anotherKeyIsNotCircumvented()
    {
        Scene scene(true);
        test::FakeNode impostor(u"IMPOSTOR"_s, u"drawer-2"_s);
        scene.dialer->nodes.insert(u"member"_s, &impostor);
        scene.pool->connectAll();
        QTRY_COMPARE(scene.shown().link, LinkState::Refused);
        QTRY_COMPARE(scene.shownHub().link, LinkState::Connected);
        QCOMPARE(scene.shown().linkError.code, ErrorCode::NotPaired);
        QCOMPARE(scene.opened(), 0);
    }

    void saysWhyThereIsNoWay()
    {
        Scene scene;
        scene.dialer->nodes.clear();
        scene.pool->connectAll();
        QTRY_COMPARE(scene.shown().link, LinkState::Waiting);
        QCOMPARE(scene.shown().linkError.code, ErrorCode::Unavailable);
        QVERIFY2(scene.shown().linkError.text.contains(u"through drawer-1"_s),
                 qPrintable(scene.shown().linkError.text));
        Scene lone;
        lone.hubId.clear();
        lone.pool->connectAll();
        QTRY_COMPARE(lone.shown().link, LinkState::Refused);
        QCOMPARE(lone.shown().linkError.code, ErrorCode::NotPaired);
    }

    void whenBothWaysFailTheDirectOneSaysWhy()
    {
        Scene scene(true);
        scene.hub.members.clear();
        scene.pool->connectAll();
        QTRY_COMPARE(scene.shown().link, LinkState::Waiting);
        QCOMPARE(scene.shown().linkError.text, u"connection refused"_s);
    }

    void aMemberThatLetsNobodyInIsShownSo()
    {
        Scene scene;
        scene.member.refusal = Error{ErrorCode::NotPaired, u"unpaired here"_s, {}, {}, {}};
        scene.pool->connectAll();
        QTRY_COMPARE(scene.shown().link, LinkState::Refused);
        QCOMPARE(scene.shown().linkError.text, u"unpaired here"_s);
    }

    void comesBackAtOnceWithTheCoordinator()
    {
        Scene scene;
        scene.connectNow();
        scene.member.happen(u"test.one"_s);
        QTRY_COMPARE(scene.heard.size(), 1);
        scene.hub.hangUp();
        QTRY_COMPARE(scene.shown().link, LinkState::Waiting);
        QCOMPARE(scene.shown().via, QString());
        scene.member.happen(u"test.two"_s);
        scene.pool->link(scene.hub.nodeId)->tryNow();
        QTRY_COMPARE(scene.shown().link, LinkState::Connected);
        scene.member.happen(u"test.three"_s);
        QTRY_COMPARE(scene.heard, (QList<qint64>{1, 2, 3}));
    }

    void aMemberThatComesAfterItsCoordinatorIsTriedSoon()
    {
        LinkSettings settings = calmSettings();
        settings.firstRetry = 1s;
        Scene scene(false, settings);
        scene.hub.members.clear();
        scene.pool->connectAll();
        for (int tries = 1; tries <= 4; ++tries) {
            QTRY_VERIFY(scene.opened() >= tries && scene.shown().link == LinkState::Waiting);
            scene.pool->link(scene.member.nodeId)->tryNow();
        }
        QTRY_VERIFY(scene.shown().nextTry && *scene.shown().nextTry - now() > 3s);
        scene.hub.hangUp();
        QTRY_COMPARE(scene.shownHub().link, LinkState::Waiting);
        scene.pool->link(scene.hub.nodeId)->tryNow();
        QTRY_COMPARE(scene.shownHub().link, LinkState::Connected);
        QTRY_VERIFY(scene.shown().nextTry && *scene.shown().nextTry - now() < 1300ms);
    }

    void theCoordinatorIsTriedFirst()
    {
        Scene scene;
        QSignalSpy settled(scene.pool.get(), &LinkPool::linkSettled);
        scene.pool->connectOnly({scene.member.nodeId});
        QCoro::waitFor(scene.pool->settled({scene.member.nodeId}, 5s));
        QCOMPARE(scene.shown().link, LinkState::Connected);
        QCOMPARE(scene.shownHub().link, LinkState::Connected);
    }

    void endsWithItsNode()
    {
        Scene scene;
        scene.connectNow();
        scene.fleet.removeNode(scene.member.nodeId);
        scene.hub.isDeaf = true;
        scene.fleet.removeNode(scene.hub.nodeId);
        QVERIFY(!scene.pool->link(scene.hub.nodeId));
    }

    void canBeDroppedWhileItDials()
    {
        Scene scene;
        scene.pool->connectOnly({scene.hub.nodeId});
        QTRY_COMPARE(scene.shownHub().link, LinkState::Connected);
        scene.hub.isDeaf = true;
        scene.pool->connectOnly({scene.member.nodeId});
        QTRY_COMPARE(scene.opened(), 1);
        scene.pool.reset();
        QCOMPARE(scene.shown().link, LinkState::Connecting);
    }
};

QTEST_GUILESS_MAIN(TestViaDialer)
#include "tst_viadialer.moc"
