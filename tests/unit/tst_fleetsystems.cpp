// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/fleet.h"
#include "console/fleet/fleethealth.h"
#include "console/fleet/systemfindings.h"
#include "tests/support/knownsystem.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;
using test::acts;
using test::KnownSystem;
using test::noneActs;
using Standing = SystemLead::Standing;

namespace {

FleetNode nodeOf(const QString &id)
{
    FleetNode node;
    node.nodeId = id;
    node.name = u"drawer-"_s + id.toLower();
    node.address = node.name;
    node.link = LinkState::Connected;
    node.heardAt = now();
    node.state = NodeState{Health::OK, {}, 0, BmcState::Ready, {}};
    return node;
}

/// Nodes that say what a test lets them say.
struct Scene
{
    explicit Scene(const QStringList &nodeIds)
    {
        for (const QString &id : nodeIds)
            fleet.addNode(nodeOf(id));
    }

    void says(const QString &id, const std::optional<SystemView> &word)
    {
        fleet.update(id, NodeAspect::System, [&](FleetNode &node) { node.system = word; });
        fleet.flush();
    }
    void fallsSilent(const QString &id)
    {
        fleet.update(id, NodeAspect::Link, [](FleetNode &node) { node.link = LinkState::Waiting; });
        fleet.flush();
    }
    [[nodiscard]] FleetSystem frame() const { return fleet.systems().value(u"frame"_s); }

    Fleet fleet;
};

QList<SystemFinding::Kind> kindsIn(const Scene &scene)
{
    QList<SystemFinding::Kind> kinds;
    for (const SystemFinding &finding : findingsOf(scene.fleet, scene.frame()))
        kinds.append(finding.kind);
    return kinds;
}

} // namespace

class TestFleetSystems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void membersSayWhichSystemTheyAreIn()
    {
        Scene scene({u"A"_s, u"B"_s});
        KnownSystem system({u"A"_s, u"B"_s});
        const QSignalSpy changed(&scene.fleet, &Fleet::systemsChanged);
        scene.says(u"A"_s, system.word(acts(u"A"_s)));
        scene.says(u"B"_s, system.word(acts(u"A"_s)));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(scene.frame().memberIds(), QStringList({u"A"_s, u"B"_s}));
        QVERIFY(!scene.frame().isOwn());
        QCOMPARE(scene.frame().lead.standing, Standing::Acts);
        QCOMPARE(scene.frame().lead.toldBy, u"A"_s);
        QCOMPARE(scene.fleet.systemOf(u"B"_s)->id(), system.terms.id);
        QVERIFY(kindsIn(scene).isEmpty());
        QCOMPARE(healthOf(scene.fleet, scene.frame()).health, Health::OK);
    }

    void theHighestGenerationCounts()
    {
        Scene scene({u"A"_s, u"B"_s, u"C"_s});
        KnownSystem system({u"A"_s, u"B"_s, u"C"_s});
        const SystemView old = system.word(acts(u"A"_s));
        system.terms.generation = 2;
        system.terms.members.removeLast();
        scene.says(u"B"_s, system.word(acts(u"A"_s, 2)));
        scene.says(u"A"_s, old);
        QCOMPARE(scene.frame().generation(), 2);
        QCOMPARE(scene.frame().toldBy, u"B"_s);
        QCOMPARE(scene.frame().behind, QStringList(u"A"_s));
        QVERIFY(!scene.fleet.systemOf(u"C"_s));
        QCOMPARE(healthOf(scene.fleet, scene.frame()).health, Health::Warning);
    }

    void whatWasNotSignedByWhoDecidedItIsNotBelieved()
    {
        Scene scene({u"A"_s});
        KnownSystem system({u"A"_s});
        SystemView word = system.word(acts(u"A"_s));
        word.membership->document.replace(u"frame"_s, u"other"_s);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"membership=refused"_s));
        scene.says(u"A"_s, word);
        QVERIFY(scene.fleet.systems().isEmpty());
        word = system.word(acts(u"A"_s));
        word.membership->publicKey = KnownSystem({u"A"_s}).text().publicKey;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"membership=refused"_s));
        scene.says(u"A"_s, word);
        QVERIFY(scene.fleet.systems().isEmpty());
    }

    void whoIsNoMemberHasNoSay()
    {
        Scene scene({u"A"_s, u"Z"_s});
        KnownSystem system({u"A"_s});
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"membership=refused"_s));
        scene.says(u"Z"_s, system.word(acts(u"A"_s)));
        QVERIFY(scene.fleet.systems().isEmpty());
    }

    void coordinatorsAreToldOfAsMembersSee_data()
    {
        QTest::addColumn<CoordinatorView>("a");
        QTest::addColumn<CoordinatorView>("b");
        QTest::addColumn<CoordinatorView>("c");
        QTest::addColumn<Standing>("standing");
        QTest::addColumn<QString>("acting");
        const CoordinatorView unsure{u"A"_s, false, 1, u"not confirmed"_s, {}};
        QTest::newRow("all agree") << acts(u"A"_s) << acts(u"A"_s) << acts(u"A"_s) << Standing::Acts
                                   << u"A"_s;
        QTest::newRow("a member has not heard yet")
            << acts(u"B"_s, 1) << acts(u"B"_s, 2) << acts(u"A"_s, 1) << Standing::Acts << u"B"_s;
        QTest::newRow("two act by their own word")
            << acts(u"A"_s, 1) << acts(u"B"_s, 2) << acts(u"B"_s, 2) << Standing::Contradiction << QString();
        QTest::newRow("a later word says otherwise")
            << acts(u"A"_s, 1) << acts(u"C"_s, 2) << unsure << Standing::Contradiction << QString();
        QTest::newRow("only a member tells")
            << noneActs({}) << acts(u"C"_s) << noneActs({}) << Standing::Acts << u"C"_s;
        QTest::newRow("members tell otherwise")
            << noneActs({}) << acts(u"C"_s) << acts(u"B"_s) << Standing::Contradiction << QString();
        QTest::newRow("none is sure") << noneActs({}) << unsure << noneActs({}) << Standing::Unsure << u"A"_s;
        QTest::newRow("none acts") << noneActs(u"alone"_s) << noneActs(u"lost"_s) << noneActs(u"lost"_s)
                                   << Standing::None << QString();
    }

    void coordinatorsAreToldOfAsMembersSee()
    {
        QFETCH(CoordinatorView, a);
        QFETCH(CoordinatorView, b);
        QFETCH(CoordinatorView, c);
        Scene scene({u"A"_s, u"B"_s, u"C"_s});
        KnownSystem system({u"A"_s, u"B"_s, u"C"_s});
        scene.says(u"C"_s, system.word(c));
        scene.says(u"B"_s, system.word(b));
        scene.says(u"A"_s, system.word(a));
        QTEST(scene.frame().lead.standing, "standing");
        QTEST(scene.frame().lead.acting, "acting");
        if (scene.frame().lead.standing == Standing::None)
            QCOMPARE(scene.frame().lead.why, u"alone"_s);
    }

    void whoFallsSilentSaysNothingOfNow()
    {
        Scene scene({u"A"_s, u"B"_s});
        KnownSystem system({u"A"_s, u"B"_s});
        scene.says(u"A"_s, system.word(acts(u"A"_s)));
        scene.says(u"B"_s, system.word({u"A"_s, false, 1, u"silent for 12 s"_s, {}}));
        QCOMPARE(scene.frame().lead.standing, Standing::Acts);
        scene.fallsSilent(u"A"_s);
        QCOMPARE(scene.frame().lead.standing, Standing::Unsure);
        QCOMPARE(scene.frame().lead.why, u"silent for 12 s"_s);
        scene.fallsSilent(u"B"_s);
        QCOMPARE(scene.frame().lead.standing, Standing::Untold);
        QCOMPARE(scene.frame().memberIds().size(), 2);
    }

    void oneGenerationWithTwoTextsIsToldOf()
    {
        Scene scene({u"A"_s, u"B"_s});
        KnownSystem system({u"A"_s, u"B"_s});
        scene.says(u"A"_s, system.word(acts(u"A"_s)));
        system.terms.settings.leaseSeconds = 60;
        scene.says(u"B"_s, system.word(acts(u"A"_s)));
        QCOMPARE(scene.frame().differing, QStringList(u"B"_s));
        QVERIFY(kindsIn(scene).contains(SystemFinding::Kind::Differs));
    }

    void membersThatAreNotPairedAreKnownByTheWordOfOthers()
    {
        Scene scene({u"A"_s});
        KnownSystem system({u"A"_s, u"B"_s});
        const QSignalSpy added(&scene.fleet, &Fleet::nodeAdded);
        scene.says(u"A"_s, system.word(acts(u"A"_s)));
        QCOMPARE(added.size(), 1);
        const FleetNode *told = scene.fleet.node(u"B"_s);
        QVERIFY(told && !told->isPaired);
        QCOMPARE(told->name, u"drawer-b"_s);
        QCOMPARE(told->address, u"192.0.2.2:7117"_s);

        scene.fleet.addNode(nodeOf(u"B"_s));
        QVERIFY(scene.fleet.node(u"B"_s)->isPaired);
        scene.fleet.removeNode(u"B"_s);
        QVERIFY(scene.fleet.node(u"B"_s) && !scene.fleet.node(u"B"_s)->isPaired);

        const QSignalSpy removed(&scene.fleet, &Fleet::nodeRemoved);
        scene.says(u"A"_s, SystemView());
        QVERIFY(!scene.fleet.node(u"B"_s));
        QCOMPARE(removed.size(), 1);
        QVERIFY(scene.fleet.systems().isEmpty());
    }

    void whatWasKeptIsShownUntilAllDenyIt()
    {
        Scene scene({u"A"_s, u"B"_s});
        scene.fallsSilent(u"A"_s);
        scene.fallsSilent(u"B"_s);
        KnownSystem system({u"A"_s, u"B"_s});
        QVERIFY(scene.fleet.keepMembership(system.text()));
        QCOMPARE(scene.frame().memberIds().size(), 2);
        QVERIFY(scene.frame().toldBy.isEmpty());
        QCOMPARE(kindsIn(scene), QList({SystemFinding::Kind::Untold}));
        const auto returns = [&](const QString &id) {
            scene.fleet.update(id, NodeAspect::Link | NodeAspect::System, [](FleetNode &node) {
                node.link = LinkState::Connected;
                node.system = SystemView();
            });
            scene.fleet.flush();
        };
        returns(u"A"_s);
        QCOMPARE(scene.frame().denying, QStringList(u"A"_s));
        returns(u"B"_s);
        QVERIFY(scene.fleet.systems().isEmpty());
    }

    void aDissolvedSystemIsGone()
    {
        Scene scene({u"A"_s, u"B"_s});
        KnownSystem system({u"A"_s, u"B"_s});
        const SystemView old = system.word(acts(u"A"_s));
        scene.says(u"A"_s, old);
        scene.says(u"B"_s, old);
        system.terms.generation = 2;
        system.terms.isDissolved = true;
        QVERIFY(scene.fleet.keepMembership(system.text()));
        QVERIFY(scene.fleet.systems().isEmpty());
        // A member that has not heard of it yet does not bring it back.
        scene.says(u"B"_s, old);
        QVERIFY(scene.fleet.systems().isEmpty());
    }

    void systemsOfOneNameAreNotTakenForEachOther()
    {
        Scene scene({u"A"_s, u"B"_s});
        KnownSystem one({u"A"_s});
        KnownSystem other({u"B"_s});
        other.terms.id = u"ffff0000-frame"_s;
        scene.says(u"A"_s, one.word(acts(u"A"_s)));
        QVERIFY(scene.fleet.systems().contains(u"frame"_s));
        const QSignalSpy renamed(&scene.fleet, &Fleet::systemRenamed);
        scene.says(u"B"_s, other.word(acts(u"B"_s)));
        QCOMPARE(scene.fleet.systems().keys(), QStringList({u"frame~0a1b"_s, u"frame~ffff"_s}));
        QCOMPARE(renamed.size(), 1);
        QCOMPARE(renamed.first(), QVariantList({u"frame"_s, u"frame~0a1b"_s}));
        QCOMPARE(scene.fleet.systemOf(u"B"_s)->name, u"frame~ffff"_s);
    }

    void groupsOfThisConsoleGiveWayToSystems()
    {
        Scene scene({u"A"_s, u"B"_s, u"C"_s});
        QVERIFY(scene.fleet.setSystem({u"old"_s, {{1, u"A"_s, {}, {}}, {2, u"C"_s, {}, {}}}, u"A"_s}));
        QVERIFY(scene.fleet.systemOf(u"A"_s)->isOwn());
        KnownSystem system({u"A"_s, u"B"_s});
        scene.says(u"A"_s, system.word(acts(u"A"_s)));
        QCOMPARE(scene.fleet.systemOf(u"A"_s)->name, u"frame"_s);
        QCOMPARE(scene.fleet.systems().value(u"old"_s).memberIds(), QStringList(u"C"_s));
        QCOMPARE(findingsOf(scene.fleet, scene.fleet.systems().value(u"old"_s)).first().kind,
                 SystemFinding::Kind::OnlyHere);
    }

    void theCoordinatorTellsOfItsMembers()
    {
        Scene scene({u"A"_s, u"B"_s});
        KnownSystem system({u"A"_s, u"B"_s});
        SystemView word = system.word(acts(u"A"_s));
        MemberView silent;
        silent.nodeId = u"B"_s;
        silent.why = u"no route to host"_s;
        silent.isSkewed = true;
        word.members = {silent};
        scene.says(u"A"_s, word);
        QCOMPARE(scene.frame().views.value(u"B"_s).why, u"no route to host"_s);
        QCOMPARE(kindsIn(scene), QList({SystemFinding::Kind::Silent, SystemFinding::Kind::Skewed}));
    }

    void thereAreOnlySoManySystems()
    {
        Fleet fleet;
        KnownSystem system({u"A"_s});
        for (qsizetype i = 0; i <= SystemBook::MaxSystems; ++i) {
            system.terms.id = u"id-%1"_s.arg(i);
            QVERIFY(fleet.keepMembership(system.text()));
        }
        QCOMPARE(fleet.systems().size(), SystemBook::MaxSystems);
    }

    void onlySoManyMembersAreKnownByTheWordOfOthers()
    {
        Fleet fleet;
        KnownSystem system({u"A"_s});
        for (int i = 0; i < 5; ++i) {
            system.terms.id = u"id-%1"_s.arg(i);
            system.terms.members.clear();
            for (int k = 1; k <= MaxMembers; ++k)
                system.terms.members.append({k, u"N-%1-%2"_s.arg(i).arg(k), {}, {}});
            system.terms.coordinator = system.terms.members.first().nodeId;
            QVERIFY(fleet.keepMembership(system.text()));
        }
        QCOMPARE(fleet.nodes().size(), Fleet::MaxNamed);
        fleet.forgetMembership(u"id-0"_s);
        QCOMPARE(fleet.nodes().size(), Fleet::MaxNamed);
        fleet.forgetMembership(u"id-1"_s);
        QCOMPARE(fleet.nodes().size(), 3 * MaxMembers);
    }

    void aThousandNodesInThreeHundredSystemsAreWorkedOutOnlyWhereTheyChange()
    {
        Fleet fleet;
        KnownSystem system({u"N"_s});
        constexpr int Systems = 300;
        for (int i = 0; i < Systems; ++i) {
            system.terms.id = u"id-%1"_s.arg(i);
            system.terms.name = u"frame-%1"_s.arg(i);
            system.terms.members.clear();
            for (int k = 1; k <= 4; ++k)
                system.terms.members.append({k, u"N-%1-%2"_s.arg(i).arg(k), {}, {}});
            system.terms.coordinator = system.terms.members.first().nodeId;
            const SystemView word = system.word(acts(system.terms.coordinator));
            for (const SystemMember &member : std::as_const(system.terms.members)) {
                FleetNode node = nodeOf(member.nodeId);
                node.system = word;
                fleet.addNode(node);
            }
        }
        fleet.flush();
        QCOMPARE(fleet.systems().size(), Systems);
        const QSignalSpy changed(&fleet, &Fleet::systemsChanged);
        QElapsedTimer time;
        time.start();
        for (int i = 0; i < Systems; ++i) {
            fleet.update(u"N-%1-1"_s.arg(i), NodeAspect::System,
                         [](FleetNode &node) { node.system->coordinator.term = 2; });
            for (int k = 1; k <= 4; ++k)
                QVERIFY(fleet.systemOf(u"N-%1-%2"_s.arg(i).arg(k)));
        }
        fleet.flush();
        QCOMPARE(changed.size(), 0);
        QVERIFY2(time.elapsed() < 1000, qPrintable(QString::number(time.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestFleetSystems)
#include "tst_fleetsystems.moc"
