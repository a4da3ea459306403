// SPDX-License-Identifier: Apache-2.0
#include "console/link/linkpool.h"
#include "shared/api/jobs.h"
#include "shared/link/tlsnodedialer.h"
#include "tests/support/testsystem.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto Patience = 15s;
constexpr int FirstMember = 2;

/// A system of three agents, and a console that is paired with its coordinator alone.
struct Scene
{
    Scene()
    {
        system.agent(1).trust(desk, Role::Admin);
        LinkSettings settings;
        settings.ownName = u"desk"_s;
        settings.firstRetry = 100ms;
        pool = std::make_unique<LinkPool>(
            fleet,
            std::make_unique<TlsNodeDialer>(TlsContext::create(TlsContext::Role::Client, desk).value()),
            settings, [this](const QString &) { return system.id(1); });
        QObject::connect(&fleet, &Fleet::eventsAppended, &fleet, [this](const QList<FleetEvent> &events) {
            for (const FleetEvent &event : events) {
                if (event.nodeId == system.id(FirstMember))
                    heard.append(event.event.sequence);
            }
        });
    }

    /// Members that know each other, and the console connected to all of them.
    [[nodiscard]] bool begin()
    {
        system.setAll(system.founding());
        if (!QTest::qWaitFor([this] { return system.isWhole(1); }, Patience))
            return false;
        for (int number = 1; number <= 3; ++number) {
            FleetNode node;
            node.nodeId = system.id(number);
            node.name = u"drawer-%1"_s.arg(number);
            node.address = number == 1 ? system.agent(1).endpoint().toString() : QString();
            node.isPaired = number == 1;
            fleet.addNode(node);
        }
        pool->connectAll();
        return QTest::qWaitFor([this] { return areConnected(); }, Patience);
    }

    [[nodiscard]] bool areConnected() const
    {
        return std::ranges::all_of(fleet.nodes(),
                                   [](const FleetNode &node) { return node.link == LinkState::Connected; });
    }
    [[nodiscard]] const FleetNode &shown(int number) const { return *fleet.node(system.id(number)); }
    [[nodiscard]] RpcPeer &peer(int number) const { return *pool->link(system.id(number))->peer(); }

    Identity desk = Identity::generate().value();
    TestSystem system{3};
    Fleet fleet;
    std::unique_ptr<LinkPool> pool;
    QList<qint64> heard;
};

} // namespace

class TestAgentChannels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneConnectionShowsAllMembers()
    {
        Scene scene;
        QVERIFY(scene.begin());
        QCOMPARE(scene.shown(1).via, QString());
        QCOMPARE(scene.shown(1).role, Role::Admin);
        for (int number = FirstMember; number <= 3; ++number) {
            QCOMPARE(scene.shown(number).via, scene.system.id(1));
            QCOMPARE(scene.shown(number).role, Role::Operator);
            QCOMPARE(scene.shown(number).facts->hostname, u"drawer-%1"_s.arg(number));
            QCOMPARE(scene.shown(number).units->units.size(), 1);
        }
        scene.system.agent(FirstMember).units().exit(u"fan-control.service"_s, 1);
        QTRY_COMPARE_WITH_TIMEOUT(scene.shown(FirstMember).failures.size(), 1, Patience);
        QVERIFY(scene.shown(3).failures.isEmpty());
    }

    void theMembersAuditLogNamesBoth()
    {
        Scene scene;
        QVERIFY(scene.begin());
        QCOMPARE(ask<api::JobsCancel>(scene.peer(FirstMember), {u"none"_s}).error().code,
                 ErrorCode::NotFound);
        QFile log(scene.system.agent(FirstMember).config().stateFolder + u"/audit.log"_s);
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray text = log.readAll();
        const QByteArray line = text.sliced(std::max<qsizetype>(0, text.indexOf("jobs.cancel") - 1000));
        QVERIFY2(line.contains(scene.desk.nodeId().toString().toUtf8()), line.constData());
        QVERIFY2(line.contains("\"via\":\"" + scene.system.id(1).toUtf8()), line.constData());
    }

    void nothingIsLostWhileTheCoordinatorRestarts()
    {
        Scene scene;
        QVERIFY(scene.begin());
        TestAgent &member = scene.system.agent(FirstMember);
        scene.fleet.flush();
        scene.heard.clear();
        const qint64 before = scene.shown(FirstMember).lastSequence;
        scene.system.agent(1).stop();
        QTRY_VERIFY_WITH_TIMEOUT(!scene.areConnected(), Patience);
        member.units().exit(u"fan-control.service"_s, 1);
        scene.system.agent(1).restart();
        QTRY_VERIFY_WITH_TIMEOUT(scene.areConnected(), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(scene.shown(FirstMember).failures.size(), 1, Patience);
        QTRY_VERIFY_WITH_TIMEOUT(scene.heard.size() >= 1 && scene.heard.size() == scene.heard.last() - before,
                                 Patience);
        QCOMPARE(scene.heard.first(), before + 1);
        QVERIFY(std::ranges::is_sorted(scene.heard));
    }

    void whoIsUnpairedOnAMemberStaysOut()
    {
        Scene scene;
        scene.system.agent(FirstMember).trust(scene.desk, Role::Viewer);
        QVERIFY(scene.begin());
        QCOMPARE(scene.shown(FirstMember).role, Role::Viewer);
        const QString id = scene.desk.nodeId().toString();
        QVERIFY(scene.system.agent(FirstMember).agent().peers().remove(id));
        QTRY_COMPARE_WITH_TIMEOUT(scene.shown(FirstMember).link, LinkState::Refused, Patience);
        scene.system.agent(FirstMember).restart();
        QTRY_VERIFY_WITH_TIMEOUT(scene.system.isWhole(1), Patience);
        scene.pool->restart(scene.system.id(FirstMember));
        QTRY_COMPARE_WITH_TIMEOUT(scene.shown(FirstMember).link, LinkState::Refused, Patience);
        QCOMPARE(scene.shown(3).link, LinkState::Connected);
    }
};

QTEST_GUILESS_MAIN(TestAgentChannels)
#include "tst_agentchannels.moc"
