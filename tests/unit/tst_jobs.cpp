// SPDX-License-Identifier: Apache-2.0
#include "agent/jobs/jobs.h"

#include "tests/support/memoryeventlog.h"

#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

class TestJobs : public QObject
{
    Q_OBJECT

    static QString started(Jobs &jobs, bool canCancel = true)
    {
        return jobs.start(u"units.evidence"_s, u"Evidence"_s, u"desk"_s, canCancel).value_or(QString());
    }

private Q_SLOTS:
    void tellsStartAndEnd()
    {
        test::MemoryEventLog log;
        Jobs jobs(log);
        const QString id = started(jobs);
        QVERIFY(!id.isEmpty());
        QCOMPARE(log.latestData<Job>(events::JobChanged).state, JobState::Running);
        jobs.finish(id, u"done it"_s);
        const Job job = log.latestData<Job>(events::JobChanged);
        QCOMPARE(job.id, id);
        QCOMPARE(job.state, JobState::Done);
        QCOMPARE(job.outcome, u"done it"_s);
        QVERIFY(job.finishedAt && !job.canCancel);
        QCOMPARE(log.events().size(), 2);
    }

    void endsByItsError_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<JobState>("state");
        QTest::newRow("cancelled") << ErrorCode::Cancelled << JobState::Cancelled;
        QTest::newRow("io") << ErrorCode::Io << JobState::Failed;
    }
    void endsByItsError()
    {
        QFETCH(ErrorCode, code);
        QFETCH(JobState, state);
        test::MemoryEventLog log;
        Jobs jobs(log);
        jobs.finish(started(jobs), fail(code, u"why"_s));
        QCOMPARE(jobs.list().jobs.first().state, state);
        QCOMPARE(jobs.list().jobs.first().outcome, u"why"_s);
    }

    void tellsProgressSparingly()
    {
        test::MemoryEventLog log;
        Jobs jobs(log);
        const QString id = started(jobs);
        for (int i = 1; i <= 1000; ++i)
            jobs.progress(id, i, 1000, u"lines"_s);
        QVERIFY2(log.events().size() < 10, qPrintable(QString::number(log.events().size())));
        QCOMPARE(jobs.list().jobs.first().done, 1000);
        jobs.finish(id, QString());
        QCOMPARE(log.latestData<Job>(events::JobChanged).done, 1000);
    }

    void cancelAsksTheJobToStop()
    {
        test::MemoryEventLog log;
        Jobs jobs(log);
        const QString id = started(jobs);
        // Whoever is told may end the job at once.
        const std::stop_callback ends(jobs.stopToken(id),
                                      [&] { jobs.finish(id, fail(ErrorCode::Cancelled, u"stopped"_s)); });
        QVERIFY(jobs.cancel(id));
        QCOMPARE(jobs.list().jobs.first().state, JobState::Cancelled);
    }

    void refusesToCancel()
    {
        test::MemoryEventLog log;
        Jobs jobs(log);
        const QString ended = started(jobs);
        jobs.finish(ended, QString());
        QCOMPARE(jobs.cancel(u"none"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(jobs.cancel(ended).error().code, ErrorCode::Conflict);
        QCOMPARE(jobs.cancel(started(jobs, false)).error().code, ErrorCode::Conflict);
        QVERIFY(!jobs.stopToken(ended).stop_possible());
    }

    void runsNoMoreThanItsLimit()
    {
        test::MemoryEventLog log;
        Jobs jobs(log);
        QStringList ids;
        for (int i = 0; i < Jobs::MaxRunning; ++i)
            ids.append(started(jobs));
        QCOMPARE(jobs.start(u"a"_s, {}, {}, false).error().code, ErrorCode::Busy);
        jobs.finish(ids.first(), QString());
        QVERIFY(jobs.start(u"a"_s, {}, {}, false));
    }

    void keepsTheLatestFinishedNewestFirst()
    {
        test::MemoryEventLog log;
        Jobs jobs(log);
        QString last;
        for (int i = 0; i < Jobs::KeptFinished + 5; ++i)
            jobs.finish(last = started(jobs), QString());
        QCOMPARE(jobs.list().jobs.size(), Jobs::KeptFinished);
        QCOMPARE(jobs.list().jobs.first().id, last);
        const QString running = started(jobs);
        QCOMPARE(jobs.list().jobs.size(), Jobs::KeptFinished + 1);
        QCOMPARE(jobs.list().jobs.first().id, running);
    }

    void idsOfAnotherAgentAreOthers()
    {
        test::MemoryEventLog log;
        Jobs one(log), two(log);
        QVERIFY(started(one) != started(two));
    }
};

QTEST_GUILESS_MAIN(TestJobs)
#include "tst_jobs.moc"
