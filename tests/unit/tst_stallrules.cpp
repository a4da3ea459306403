// SPDX-License-Identifier: Apache-2.0
#include "agent/boot/stallrules.h"

#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const auto Memory = u"MemoryInit"_s;

BootRecord bootOf(int number, int seconds, BootOutcome outcome = BootOutcome::Running)
{
    BootRecord boot;
    boot.number = number;
    boot.outcome = outcome;
    boot.milliseconds = qint64(seconds) * 1000;
    boot.stages = {{Memory, {}, qint64(seconds) * 1000}};
    return boot;
}

QList<BootRecord> bootsOf(const QList<int> &seconds)
{
    QList<BootRecord> boots;
    for (const int one : seconds)
        boots.append(bootOf(int(boots.size()) + 1, one));
    return boots;
}

} // namespace

/// How long a stage of a boot may last, and what is usual.
class TestStallRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void limits_data()
    {
        QTest::addColumn<QString>("stage");
        QTest::addColumn<QList<BootRecord>>("boots");
        QTest::addColumn<int>("bootStall");
        QTest::addColumn<int>("limit"); // seconds; -1: none
        QTest::addColumn<bool>("isByHistory");

        const QList<BootRecord> fast = bootsOf({20, 30, 40});
        QList<BootRecord> failed = fast;
        failed[1].outcome = BootOutcome::Failed;
        QList<BootRecord> joined = fast;
        joined[1].isJoined = true;
        QList<BootRecord> twice = fast;
        twice[2].stages.append({Memory, {}, 20'000});

        QTest::newRow("no history") << Memory << QList<BootRecord>() << 1200 << 1200 << false;
        QTest::newRow("too little history") << Memory << bootsOf({20, 30}) << 1200 << 1200 << false;
        QTest::newRow("a failed boot is none") << Memory << failed << 1200 << 1200 << false;
        QTest::newRow("nor is one that was joined") << Memory << joined << 1200 << 1200 << false;
        QTest::newRow("three times the longest") << Memory << fast << 1200 << 120 << true;
        QTest::newRow("all time at the stage") << Memory << twice << 1200 << 180 << true;
        QTest::newRow("never less than the floor") << Memory << bootsOf({1, 1, 1}) << 1200 << 30 << true;
        QTest::newRow("a slow host") << Memory << bootsOf({900, 950, 1000}) << 1200 << 2850 << true;
        QTest::newRow("one odd boot") << Memory << bootsOf({20, 30, 3000}) << 1200 << 1200 << true;
        QTest::newRow("of another stage") << u"PCIInit"_s << fast << 1200 << 1200 << false;
        QTest::newRow("without bootStall") << Memory << QList<BootRecord>() << 0 << -1 << false;
        QTest::newRow("history without bootStall") << Memory << fast << 0 << 120 << true;
        QTest::newRow("before the first stage of a host that never told one")
            << QString(NoBootStage) << QList<BootRecord>() << 1200 << -1 << false;
        QTest::newRow("before the first stage of one that did")
            << QString(NoBootStage) << bootsOf({20}) << 1200 << 1200 << false;
    }
    void limits()
    {
        QFETCH(const QString, stage);
        QFETCH(const QList<BootRecord>, boots);
        QFETCH(const int, bootStall);
        QFETCH(const int, limit);
        QFETCH(const bool, isByHistory);
        StallRules rules;
        rules.bootStall = std::chrono::seconds(bootStall);
        const auto found = stallLimitOf(stage, boots, rules);
        QCOMPARE(found ? int(found->limit / 1s) : -1, limit);
        QCOMPARE(found && found->isByHistory, isByHistory);
        QVERIFY(!found || !found->why.isEmpty());
    }

    void usualIsTheMedian()
    {
        QCOMPARE(usualAt(bootsOf({10, 50, 20}), Memory), (UsualTime{20'000, 50'000, 3}));
        QCOMPARE(usualAt(bootsOf({10, 20}), Memory), (UsualTime{15'000, 20'000, 2}));
        QCOMPARE(usualTotal(bootsOf({10, 50, 20})), (UsualTime{20'000, 50'000, 3}));
        QVERIFY(!usualAt({}, Memory));
        QCOMPARE(completeBefore(bootsOf({10, 20, 30}), 3).size(), 2);
    }

    void slowIsLongerThanAllBefore()
    {
        const UsualTime usual{20'000, 30'000, 3};
        QVERIFY(isSlow(31'000, usual));
        QVERIFY(!isSlow(30'000, usual));
        QVERIFY(!isSlow(31'000, UsualTime{20'000, 30'000, 2}));
        QVERIFY(!isSlow(31'000, std::nullopt));
        QVERIFY(!isSlow(500, UsualTime{100, 200, 3})); // a moment is none
    }
};

QTEST_GUILESS_MAIN(TestStallRules)
#include "tst_stallrules.moc"
