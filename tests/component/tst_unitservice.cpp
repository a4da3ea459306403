// SPDX-License-Identifier: Apache-2.0
#include "tests/component/watchednode.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

const QString Fan = u"fan-control.service"_s;

struct Node : test::WatchedNode
{
    Node() { units.run(Fan, u"Fan control"_s); }
};
using Agent = test::WatchingAgent;

} // namespace

class TestUnitService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsWhatItWatches()
    {
        Node node;
        const Agent agent(node);
        const UnitList list = agent.service.units();
        QVERIFY(list.watching);
        QCOMPARE(list.units.size(), 1);
        QCOMPARE(list.units.first().activeState, u"active"_s);
        QCOMPARE(list.sequence, node.log.newest());
        QCOMPARE(node.log.count(events::UnitsReloaded), 1);
        QVERIFY(agent.problems.state().problems.isEmpty());
    }

    void tellsAFailureAtOnceAndEvidenceAfterIt()
    {
        Node node;
        const Agent agent(node);
        node.units.writeLine(Fan, u"rotor 2 is blocked"_s, 3);
        const qint64 before = node.log.newest();
        node.units.kill(Fan, SIGSEGV, 2);
        QCOMPARE(node.log.events()[before].kind, events::UnitFailed);
        const Event told = node.log.events()[before];
        QCOMPARE(told.severity, Health::Critical);
        QCOMPARE(told.subject, Fan);
        QCOMPARE(told.text, u"fan-control.service failed: killed by SIGSEGV after 2 restarts"_s);
        const auto failure = fromJson<UnitFailure>(told.data.text);
        QVERIFY(failure);
        QCOMPARE(failure->cause, FailureCause::Signal);
        QVERIFY(!failure->foundAtStart);

        QCOMPARE(agent.problems.state().health, Health::Critical);
        const Problem problem = agent.problems.state().problems.first();
        QCOMPARE(problem.id, u"unit-failed:fan-control.service"_s);
        QCOMPARE(problem.text, told.text);
        QCOMPARE(problem.remedy, u"look at its journal: journalctl -u fan-control.service"_s);

        QTRY_COMPARE(node.log.count(events::UnitEvidence), 1);
        QCOMPARE(node.log.latestData<EvidenceParams>(events::UnitEvidence).failureId, failure->id);
        const auto evidence = agent.service.evidence(failure->id);
        QVERIFY(evidence);
        QCOMPARE(evidence->journal.first().message, u"rotor 2 is blocked"_s);
        QVERIFY(!evidence->properties.isEmpty());
        QVERIFY(evidence->missing.isEmpty());
    }

    void aRecoveryEndsTheProblemAndStaysInTheList()
    {
        Node node;
        const Agent agent(node);
        node.units.exit(Fan, 3);
        QVERIFY(agent.has(u"unit-failed:fan-control.service"_s));
        node.units.run(Fan);
        QVERIFY(!agent.has(u"unit-failed:fan-control.service"_s));
        QVERIFY(agent.has(u"unit-recovered:fan-control.service"_s));
        QCOMPARE(node.log.count(events::UnitRecovered), 1);
        const UnitFailureList list = agent.service.failures();
        QCOMPARE(list.failures.size(), 1);
        QVERIFY(list.failures.first().recoveredAt);
        QCOMPARE(list.failures.first().exitCode, 3);
    }

    void aStopOnRequestIsNoFailure()
    {
        Node node;
        const Agent agent(node);
        node.units.stop(Fan);
        QCOMPARE(node.log.count(events::UnitFailed), 0);
        QCOMPARE(agent.service.units().units.first().activeState, u"inactive"_s);
    }

    void changesOfOneTurnAreOneEvent()
    {
        Node node;
        const Agent agent(node);
        node.units.stop(Fan);
        node.units.run(Fan);
        node.units.stop(Fan);
        QTRY_COMPARE(node.log.count(events::UnitChanged), 1);
        QCOMPARE(node.log.latestData<UnitStatus>(events::UnitChanged).activeState, u"inactive"_s);
    }

    void findsAFailureThatHappenedWhileItWasAwayOnce()
    {
        Node node;
        {
            const Agent agent(node);
        }
        node.units.kill(Fan, SIGABRT);
        for (int starts = 0; starts < 3; ++starts) {
            const Agent agent(node);
            QCOMPARE(node.log.count(events::UnitFailed), 1);
            QVERIFY(node.log.latestData<UnitFailure>(events::UnitFailed).foundAtStart);
            QVERIFY(agent.has(u"unit-failed:fan-control.service"_s));
            QCOMPARE(agent.service.failures().failures.size(), 1);
        }
    }

    void doesNotTellAFailureAgainThatItCouldNotSave()
    {
        Node node;
        {
            const Agent agent(node);
            node.units.kill(Fan, SIGABRT);
        }
        QVERIFY(QFile::remove(node.top.filePath(u"failures.json"_s)));
        const Agent agent(node);
        QCOMPARE(node.log.count(events::UnitFailed), 1);
        QVERIFY(agent.has(u"unit-failed:fan-control.service"_s));
    }

    void recordsARecoveryThatHappenedWhileItWasAway()
    {
        Node node;
        {
            const Agent agent(node);
            node.units.kill(Fan, SIGABRT);
        }
        node.units.run(Fan);
        const Agent agent(node);
        QCOMPARE(node.log.count(events::UnitRecovered), 1);
        QVERIFY(agent.service.failures().failures.first().recoveredAt);
        QVERIFY(!agent.has(u"unit-failed:fan-control.service"_s));
    }

    void aStopThatEndedBadlyIsNoFailureAfterARestartEither()
    {
        Node node;
        UnitSnapshot stopping;
        stopping.status.unit = Fan;
        stopping.status.loadState = u"loaded"_s;
        stopping.status.invocationId = u"7"_s;
        stopping.status.activeState = u"deactivating"_s;
        stopping.status.subState = u"stop-sigterm"_s;
        stopping.status.result = u"success"_s;
        UnitSnapshot ended = stopping;
        ended.status.activeState = ended.status.subState = u"failed"_s;
        ended.status.result = u"exit-code"_s;
        ended.mainCode = CLD_EXITED;
        ended.mainStatus = 143;
        {
            const Agent agent(node);
            Q_EMIT node.units.unitChanged(stopping);
            Q_EMIT node.units.unitChanged(ended);
        }
        const Agent agent(node);
        Q_EMIT node.units.unitChanged(ended);
        QCOMPARE(node.log.count(events::UnitFailed), 0);
        QVERIFY(agent.problems.state().problems.isEmpty());
    }

    void missesNothingWhileTheBusIsGone()
    {
        Node node;
        const Agent agent(node);
        node.units.loseWatch({ErrorCode::Unavailable, u"the system bus has gone"_s, {}, {}, {}});
        QVERIFY(!agent.service.units().watching);
        QCOMPARE(agent.service.units().notWatchingBecause, u"the system bus has gone"_s);
        QVERIFY(agent.has(u"units-not-watching"_s));
        node.units.kill(Fan, SIGSEGV);
        QCOMPARE(node.log.count(events::UnitFailed), 0);
        node.units.regainWatch();
        QVERIFY(agent.service.units().watching);
        QVERIFY(!agent.has(u"units-not-watching"_s));
        QCOMPARE(node.log.count(events::UnitFailed), 1);
    }

    void saysWhichUnitsDoNotExist()
    {
        Node node;
        node.write(u"typo.json"_s, R"({"services": ["fan-contrl.service"]})");
        const Agent agent(node);
        QVERIFY(agent.has(u"unit-unknown:fan-contrl.service"_s));
        QCOMPARE(agent.problems.state().health, Health::Warning);
        node.units.run(u"fan-contrl.service"_s);
        QVERIFY(!agent.has(u"unit-unknown:fan-contrl.service"_s));
    }

    void followsItsFolder()
    {
        Node node;
        const Agent agent(node);
        node.units.kill(Fan, SIGSEGV);
        node.units.run(u"power.service"_s);
        node.write(u"lab.json"_s, R"({"services": ["power.service"]})");
        QTRY_COMPARE(node.log.count(events::UnitsReloaded), 2);
        QCOMPARE(agent.service.units().units.size(), 1);
        QCOMPARE(agent.service.units().units.first().unit, u"power.service"_s);
        QVERIFY(!agent.has(u"unit-failed:fan-control.service"_s));
        QCOMPARE(agent.service.failures().failures.size(), 1);
    }

    void collectsEvidenceOnRequest()
    {
        Node node;
        Agent agent(node);
        node.units.writeLine(Fan, u"all is well"_s);
        QCOMPARE(agent.service.collect({u"none.service"_s, 10}, u"desk"_s).error().code, ErrorCode::NotFound);
        const auto job = agent.service.collect({Fan, 10}, u"desk"_s);
        QVERIFY(job);
        QTRY_COMPARE(agent.jobs.list().jobs.first().state, JobState::Done);
        const Job done = agent.jobs.list().jobs.first();
        QCOMPARE(done.id, job->job);
        QCOMPARE(done.startedBy, u"desk"_s);
        const auto evidence = agent.service.evidence(done.outcome);
        QVERIFY(evidence);
        QCOMPARE(evidence->journal.first().message, u"all is well"_s);
    }

    void keepsOnTellingWhenItCannotStore()
    {
        Node node;
        const Agent agent(node);
        // Something is in the way of the file and of the folder, as a full disk would be.
        QVERIFY(QDir(node.top.path()).mkpath(u"failures.json/x"_s));
        QFile inTheWay(node.top.filePath(u"evidence"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        node.units.kill(Fan, SIGSEGV);
        QCOMPARE(node.log.count(events::UnitFailed), 1);
        QTRY_VERIFY(agent.has(u"units-store"_s));
        QCOMPARE(node.log.count(events::UnitEvidence), 0);
        QVERIFY(QDir(node.top.filePath(u"failures.json"_s)).removeRecursively());
        node.units.run(Fan);
        QTRY_VERIFY(!agent.has(u"units-store"_s));
    }
};

QTEST_GUILESS_MAIN(TestUnitService)
#include "tst_unitservice.moc"
