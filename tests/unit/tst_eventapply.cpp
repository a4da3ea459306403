// SPDX-License-Identifier: Apache-2.0
#include "console/fleet/openfailures.h"
#include "console/link/eventapply.h"

#include "shared/model/codec.h"

#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Event eventOf(qint64 sequence, QLatin1StringView kind)
{
    Event event;
    event.sequence = sequence;
    event.kind = kind;
    return event;
}

template <typename T>
Applied apply(FleetNode &node, qint64 sequence, QLatin1StringView kind, const T &data)
{
    JsonParser parser;
    const QByteArray text = toJson(data);
    return applyEvent(node, eventOf(sequence, kind), *parser.parse(text, text.size()));
}

template <typename T>
Applied applyAt(FleetNode &node, Timestamp at, QLatin1StringView kind, const T &data)
{
    JsonParser parser;
    const QByteArray text = toJson(data);
    Event event = eventOf(11, kind);
    event.at = at;
    return applyEvent(node, event, *parser.parse(text, text.size()));
}

UnitStatus unitOf(const QString &name, const QString &state)
{
    UnitStatus unit;
    unit.unit = name;
    unit.activeState = state;
    return unit;
}

UnitFailure failureOf(const QString &id)
{
    UnitFailure failure;
    failure.id = id;
    failure.unit = u"a.service"_s;
    return failure;
}

Problem problemOf(const QString &id, Health severity)
{
    Problem problem;
    problem.id = id;
    problem.severity = severity;
    return problem;
}

/// A node whose snapshot took events up to 10 into account.
FleetNode nodeWithSnapshot()
{
    FleetNode node;
    node.state = NodeState{Health::OK, {}, 10, {}, {}};
    node.units = UnitList{true, {}, {unitOf(u"b.service"_s, u"active"_s)}, 10};
    node.failuresSequence = 10;
    return node;
}

} // namespace

class TestEventApply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsUnitsByName()
    {
        FleetNode node = nodeWithSnapshot();
        QCOMPARE(apply(node, 11, events::UnitChanged, unitOf(u"a.service"_s, u"active"_s)).changed,
                 NodeAspects(NodeAspect::Units));
        (void)apply(node, 12, events::UnitChanged, unitOf(u"b.service"_s, u"failed"_s));
        QCOMPARE(node.units->units.size(), 2);
        QCOMPARE(node.units->units.at(0).unit, u"a.service"_s);
        QCOMPARE(node.units->units.at(1).activeState, u"failed"_s);
    }

    void leavesAloneWhatTheSnapshotKnows()
    {
        FleetNode node = nodeWithSnapshot();
        QVERIFY(!apply(node, 10, events::UnitChanged, unitOf(u"b.service"_s, u"failed"_s)).changed);
        QVERIFY(!apply(node, 10, events::UnitFailed, failureOf(u"1"_s)).changed);
        QVERIFY(!apply(node, 10, events::ProblemRaised, problemOf(u"p"_s, Health::Critical)).changed);
        QVERIFY(!applyEvent(node, eventOf(10, events::UnitsReloaded), {}).needsSnapshot);
        QCOMPARE(node.units->units.first().activeState, u"active"_s);
        QVERIFY(node.failures.isEmpty());
        QCOMPARE(node.state->health, Health::OK);
    }

    void aFailureAndItsRecoveryAreOneRow()
    {
        FleetNode node = nodeWithSnapshot();
        (void)apply(node, 11, events::UnitFailed, failureOf(u"1"_s));
        (void)apply(node, 12, events::UnitFailed, failureOf(u"2"_s));
        UnitFailure recovered = failureOf(u"1"_s);
        recovered.recoveredAt = now();
        (void)apply(node, 13, events::UnitRecovered, recovered);
        QCOMPARE(node.failures.size(), 2);
        QCOMPARE(node.failures.at(0).id, u"2"_s);
        QVERIFY(node.failures.at(1).recoveredAt);
    }

    void boundsFailuresWithoutDroppingOpenOnes()
    {
        FleetNode node = nodeWithSnapshot();
        UnitFailure recovered = failureOf(u"recovered"_s);
        recovered.recoveredAt = now();
        (void)apply(node, 11, events::UnitRecovered, recovered);
        for (int i = 0; i < MaxFailures; ++i)
            (void)apply(node, 12 + i, events::UnitFailed, failureOf(QString::number(i)));
        QCOMPARE(node.failures.size(), MaxFailures);
        QVERIFY(!std::ranges::contains(node.failures, u"recovered"_s, &UnitFailure::id));
    }

    void moreIsKnownOfAFailureLater()
    {
        FleetNode node = nodeWithSnapshot();
        (void)apply(node, 11, events::UnitFailed, failureOf(u"1"_s));
        UnitFailure again = failureOf(u"1"_s);
        again.count = 3;
        again.dump = u"d-7"_s;
        QCOMPARE(apply(node, 12, events::UnitFailed, again).changed, NodeAspects(NodeAspect::Failures));
        again.error = u"x.Failure"_s;
        (void)apply(node, 13, events::UnitFailureChanged, again);
        again.acknowledged = Acknowledgement{now(), u"desk"_s, u"known"_s};
        (void)apply(node, 14, events::UnitAcknowledged, again);
        QCOMPARE(node.failures, QList{again});
        QVERIFY(isOpen(node, again));
    }

    void whatHasRecoveredIsOpenUntilItIsAcknowledged()
    {
        FleetNode node = nodeWithSnapshot();
        UnitFailure failure = failureOf(u"1"_s);
        failure.recoveredAt = now();
        (void)apply(node, 11, events::UnitRecovered, failure);
        QCOMPARE(countFailures(node), FailureCounts()); // Nobody can acknowledge it there.
        failure.incident = failure.id;
        (void)apply(node, 12, events::UnitFailureChanged, failure);
        QCOMPARE(countFailures(node), (FailureCounts{.open = 1, .failed = 0, .unseen = 1}));
        failure.acknowledged = Acknowledgement{now(), u"desk"_s, {}};
        (void)apply(node, 13, events::UnitAcknowledged, failure);
        QCOMPARE(countFailures(node), FailureCounts());
        failure.recoveredAt.reset();
        (void)apply(node, 14, events::UnitFailureChanged, failure);
        QCOMPARE(countFailures(node), (FailureCounts{.open = 1, .failed = 1, .unseen = 0}));
    }

    void dropsWhatIsOverBeforeWhatNobodyHasSeen()
    {
        FleetNode node = nodeWithSnapshot();
        UnitFailure over = failureOf(u"over"_s);
        over.recoveredAt = now();
        over.acknowledged = Acknowledgement{now(), u"desk"_s, {}};
        UnitFailure unseen = failureOf(u"unseen"_s);
        unseen.recoveredAt = now();
        (void)apply(node, 11, events::UnitRecovered, unseen);
        (void)apply(node, 12, events::UnitAcknowledged, over);
        for (int i = 0; i < MaxFailures - 1; ++i)
            (void)apply(node, 13 + i, events::UnitFailed, failureOf(QString::number(i)));
        QCOMPARE(node.failures.size(), MaxFailures);
        QVERIFY(std::ranges::contains(node.failures, u"unseen"_s, &UnitFailure::id));
        QVERIFY(!std::ranges::contains(node.failures, u"over"_s, &UnitFailure::id));
    }

    void aNodesStateIsItsLast()
    {
        FleetNode node = nodeWithSnapshot();
        const BmcStateChange quiesced{BmcState::Quiesced, now()};
        QVERIFY(!apply(node, 10, events::BmcStateChanged, quiesced).changed);
        QCOMPARE(apply(node, 11, events::BmcStateChanged, quiesced).changed, NodeAspects(NodeAspect::State));
        QCOMPARE(node.state->bmcState, BmcState::Quiesced);
        QCOMPARE(node.state->bmcStateSince, quiesced.since);
        QVERIFY(!apply(node, 11, events::BmcStateChanged, BmcStateChange{BmcState::Ready, now()}).changed);
    }

    void healthIsTheWorstProblem()
    {
        FleetNode node = nodeWithSnapshot();
        (void)apply(node, 11, events::ProblemRaised, problemOf(u"small"_s, Health::Warning));
        (void)apply(node, 12, events::ProblemRaised, problemOf(u"big"_s, Health::Critical));
        QCOMPARE(node.state->health, Health::Critical);
        QCOMPARE(node.state->problems.first().id, u"big"_s);
        (void)apply(node, 13, events::ProblemCleared, problemOf(u"big"_s, Health::Critical));
        QCOMPARE(node.state->health, Health::Warning);
        (void)apply(node, 14, events::ProblemCleared, problemOf(u"small"_s, Health::Warning));
        QCOMPARE(node.state->health, Health::OK);
    }

    void aLargeSystemIsAskedFor()
    {
        FleetNode node = nodeWithSnapshot();
        node.system = SystemView{{}, {}, {}, {}, 10};
        Event event;
        event.sequence = 11;
        event.kind = events::SystemChanged;
        QVERIFY(applyEvent(node, event, {}).needsSnapshot);
        event.sequence = 10; // the snapshot knew of it
        QVERIFY(!applyEvent(node, event, {}).needsSnapshot);
    }

    void aSystemIsAsItWasToldLast()
    {
        FleetNode node = nodeWithSnapshot();
        QVERIFY(!apply(node, 11, events::CoordinatorChanged, CoordinatorView()).changed);
        node.system = SystemView{{}, {}, {}, {}, 10};
        MemberView member;
        member.nodeId = u"B"_s;
        QCOMPARE(apply(node, 11, events::MemberChanged, member).changed, NodeAspects(NodeAspect::System));
        member.generation = 4;
        (void)apply(node, 12, events::MemberChanged, member);
        QCOMPARE(node.system->members, QList{member});
        const CoordinatorView acting{u"A"_s, true, 2, {}, {}};
        QVERIFY(!apply(node, 12, events::CoordinatorChanged, acting).changed);
        QCOMPARE(apply(node, 13, events::CoordinatorChanged, acting).changed,
                 NodeAspects(NodeAspect::System));
        QCOMPARE(node.system->coordinator, acting);
        const SystemView another{SignedMembership{u"{}"_s, u"k"_s, u"s"_s}, acting, {}, {}, 14};
        (void)apply(node, 14, events::SystemChanged, another);
        QCOMPARE(node.system->membership, another.membership);
        QCOMPARE(node.system->members, QList{member}); // told by themselves
        (void)apply(node, 15, events::SystemChanged, SystemView());
        QVERIFY(!node.system->membership && node.system->members.isEmpty());
    }

    void keepsOnlySoManyMembers()
    {
        FleetNode node = nodeWithSnapshot();
        node.system = SystemView{{}, {}, {}, {}, 10};
        for (int i = 0; i <= MaxMembers; ++i) {
            MemberView member;
            member.nodeId = QString::number(i);
            (void)apply(node, 11 + i, events::MemberChanged, member);
        }
        QCOMPARE(node.system->members.size(), MaxMembers);
    }

    void jobsGoOnlyForward()
    {
        FleetNode node = nodeWithSnapshot();
        Job job;
        job.id = u"1"_s;
        job.kind = u"units.evidence"_s;
        job.state = JobState::Running;
        job.done = 5;
        (void)apply(node, 11, events::JobChanged, job);
        job.state = JobState::Done;
        job.finishedAt = now();
        (void)apply(node, 12, events::JobChanged, job);
        job.finishedAt.reset();
        job.state = JobState::Running;
        QVERIFY(!apply(node, 13, events::JobChanged, job).changed);
        QCOMPARE(node.jobs.size(), 1);
        QCOMPARE(node.jobs.first().state, JobState::Done);
    }

    void facetsAreLatestWins()
    {
        FleetNode node = nodeWithSnapshot();
        node.facets = NodeFacets();
        node.facets->clock = Timestamp(100ms);
        FacetValue host;
        host.facet = Facet::Host;
        host.value = u"Running"_s;
        QVERIFY(applyAt(node, Timestamp(200ms), events::FacetChanged, host).changed == NodeAspect::Facets);
        host.value = u"Off"_s;
        QVERIFY(!applyAt(node, Timestamp(150ms), events::FacetChanged, host).changed);
        QCOMPARE(node.facets->facets.size(), 1);
        QCOMPARE(node.facets->facets.first().value, u"Running"_s);
    }

    void theWholeIsShownAtOnceAndItsMembersAskedFor()
    {
        FleetNode node = nodeWithSnapshot();
        SystemFacet host;
        host.facet = Facet::Host;
        host.value = u"Running"_s;
        host.health = Health::Critical;
        // A node that begins to coordinate has not told anything yet.
        const Applied first = applyAt(node, Timestamp(100ms), events::SystemFacetChanged, host);
        QVERIFY(!first.changed && first.needsSystemFacets);
        SystemFacet before = host;
        before.value = u"Off"_s;
        before.members = {MemberFacet()};
        node.systemFacets = SystemFacets();
        node.systemFacets->facets = {before};
        const Applied next = applyAt(node, Timestamp(200ms), events::SystemFacetChanged, host);
        QVERIFY(next.changed == NodeAspect::Facets && next.needsSystemFacets);
        QCOMPARE(node.systemFacets->facets.first().value, u"Running"_s);
        QCOMPARE(node.systemFacets->facets.first().members.size(), 1);
        QCOMPARE(node.systemFacets->health, Health::Critical);
        QVERIFY(!applyAt(node, Timestamp(50ms), events::SystemFacetChanged, before).changed);
    }

    void unreadableDataChangesNothing()
    {
        FleetNode node = nodeWithSnapshot();
        QVERIFY(!apply(node, 11, events::UnitChanged, Nothing()).changed);
        QVERIFY(!applyEvent(node, eventOf(12, events::UnitFailed), {}).changed);
        QVERIFY(!apply(node, 13, QLatin1StringView("future.kind"), Nothing()).changed);
    }
};

QTEST_GUILESS_MAIN(TestEventApply)
#include "tst_eventapply.moc"
