// SPDX-License-Identifier: Apache-2.0
#include "agent/state/problems.h"

#include "tests/support/memoryeventlog.h"

#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

class TestProblems : public QObject
{
    Q_OBJECT

    static Problem problem(const QString &id, Health severity = Health::Warning,
                           const QString &text = u"bad"_s)
    {
        return {id, severity, id, text, {}, {}};
    }

private Q_SLOTS:
    void isWellWithoutProblems()
    {
        test::MemoryEventLog log;
        const Problems problems(log);
        QCOMPARE(problems.state().health, Health::OK);
        QVERIFY(problems.state().problems.isEmpty());
    }

    void healthIsTheWorstAndTheWorstComesFirst()
    {
        test::MemoryEventLog log;
        Problems problems(log);
        problems.raise(problem(u"a"_s, Health::Warning));
        problems.raise(problem(u"b"_s, Health::Critical));
        problems.raise(problem(u"c"_s, Health::OK));
        const NodeState state = problems.state();
        QCOMPARE(state.health, Health::Critical);
        QCOMPARE(state.problems.size(), 3);
        QCOMPARE(state.problems[0].id, u"b"_s);
        QCOMPARE(state.problems[2].id, u"c"_s);
        QCOMPARE(state.sequence, 3);
    }

    void tellsEachChangeOnce()
    {
        test::MemoryEventLog log;
        Problems problems(log);
        problems.raise(problem(u"a"_s));
        problems.raise(problem(u"a"_s));
        QCOMPARE(log.kinds(), QStringList{events::ProblemRaised});
        const Timestamp since = problems.state().problems.first().since;
        QVERIFY(since != Timestamp{});

        Problem worse = problem(u"a"_s, Health::Critical, u"worse"_s);
        worse.since = since + std::chrono::hours(1);
        problems.raise(worse);
        QCOMPARE(log.events().size(), 2);
        QCOMPARE(problems.state().problems.first().since, since);
        QCOMPARE(log.latestData<Problem>(events::ProblemRaised).text, u"worse"_s);

        problems.clear(u"a"_s);
        problems.clear(u"a"_s);
        QCOMPARE(log.count(events::ProblemCleared), 1);
        QCOMPARE(problems.state().health, Health::OK);
    }

    void setRaisesAndClears()
    {
        test::MemoryEventLog log;
        Problems problems(log);
        problems.set(false, problem(u"a"_s));
        QVERIFY(log.events().isEmpty());
        problems.set(true, problem(u"a"_s));
        problems.set(false, problem(u"a"_s));
        QCOMPARE(log.kinds(), (QStringList{events::ProblemRaised, events::ProblemCleared}));
    }

    void clearsOthersOfAPrefixOnly()
    {
        test::MemoryEventLog log;
        Problems problems(log);
        for (const auto &id : {u"units-config:a"_s, u"units-config:b"_s, u"units-none"_s, u"unit"_s})
            problems.raise(problem(id));
        problems.clearOthers(u"units-config:"_s, {u"units-config:b"_s});
        QCOMPARE(log.count(events::ProblemCleared), 1);
        QCOMPARE(log.latest(events::ProblemCleared).subject, u"units-config:a"_s);
    }

    void listsNoMoreThanItsLimit()
    {
        test::MemoryEventLog log;
        Problems problems(log);
        for (int i = 0; i < Problems::MaxListed; ++i)
            problems.raise(problem(QString::number(i)));
        problems.raise(problem(u"worst"_s, Health::Critical));
        const NodeState state = problems.state();
        QCOMPARE(state.problems.size(), Problems::MaxListed);
        QCOMPARE(state.problems.first().id, u"worst"_s);
        QVERIFY(fromJson<NodeState>(toJson(state)));
    }
};

QTEST_GUILESS_MAIN(TestProblems)
#include "tst_problems.moc"
