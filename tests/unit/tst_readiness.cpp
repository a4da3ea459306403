// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/readiness.h"

#include <QSignalSpy>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What a node holds itself ready for.
class TestReadiness : public QObject
{
    Q_OBJECT

    static Readiness::Hold holdOf(const QString &run, const QString &holder = u"A"_s, qint64 term = 1)
    {
        return {run, u"a step"_s, holder, 1, term};
    }

private Q_SLOTS:
    void itIsHeldForOneAtATime()
    {
        Readiness readiness;
        QVERIFY(readiness.hold(holdOf(u"r1"_s), 1min));
        QCOMPARE(readiness.heldFor(), u"a step"_s);
        const auto other = readiness.hold(holdOf(u"r2"_s, u"B"_s), 1min);
        QCOMPARE(other.error().code, ErrorCode::Busy);
        QVERIFY2(other.error().text.contains(u"r1"_s), qPrintable(other.error().text));
        readiness.release(u"r2"_s); // not the one
        QCOMPARE(readiness.run(), u"r1"_s);
        readiness.release(u"r1"_s);
        QVERIFY(readiness.heldFor().isEmpty());
        QVERIFY(readiness.hold(holdOf(u"r2"_s, u"B"_s), 1min));
    }

    void aCoordinatorThatBeginsAnewHasForgottenTheOneBefore()
    {
        Readiness readiness;
        QVERIFY(readiness.hold(holdOf(u"r1"_s), 1min));
        QVERIFY(readiness.hold(holdOf(u"r2"_s), 1min));
        QCOMPARE(readiness.enter(holdOf(u"r1"_s)).error().code, ErrorCode::Conflict);
        QVERIFY(readiness.enter(holdOf(u"r2"_s)));
    }

    void aLostCoordinatorLeavesNothingHeld()
    {
        Readiness readiness;
        QSignalSpy changed(&readiness, &Readiness::changed);
        QVERIFY(readiness.hold(holdOf(u"r1"_s), 20ms));
        QTRY_VERIFY(readiness.heldFor().isEmpty());
        QCOMPARE(changed.size(), 2);
        QCOMPARE(readiness.enter(holdOf(u"r1"_s)).error().code, ErrorCode::Conflict);
    }

    void onlyWhatWasPreparedIsEntered()
    {
        Readiness readiness;
        QCOMPARE(readiness.enter(holdOf(u"r1"_s)).error().code, ErrorCode::Conflict);
        QVERIFY(readiness.hold(holdOf(u"r1"_s), 1min));
        QCOMPARE(readiness.enter(holdOf(u"r1"_s, u"B"_s)).error().code, ErrorCode::Conflict);
        QCOMPARE(readiness.enter(holdOf(u"r1"_s, u"A"_s, 2)).error().code, ErrorCode::Conflict);
        QVERIFY(readiness.enter(holdOf(u"r1"_s)));
        QCOMPARE(readiness.enter(holdOf(u"r1"_s)).error().code, ErrorCode::Busy);
        QCOMPARE(readiness.hold(holdOf(u"r2"_s), 1min).error().code, ErrorCode::Busy);
        readiness.release(u"r1"_s);
        QCOMPARE(readiness.enter(holdOf(u"r1"_s)).error().code, ErrorCode::Conflict);
    }

    void anotherCoordinatorSetsFreeWhatIsNotBeingDone()
    {
        Readiness readiness;
        QVERIFY(readiness.hold(holdOf(u"r1"_s), 1min));
        readiness.releaseUnlessOf(u"A"_s);
        QCOMPARE(readiness.run(), u"r1"_s);
        readiness.releaseUnlessOf(u"B"_s);
        QVERIFY(readiness.heldFor().isEmpty());
        QVERIFY(readiness.hold(holdOf(u"r2"_s), 1min));
        QVERIFY(readiness.enter(holdOf(u"r2"_s)));
        readiness.releaseUnlessOf(u"B"_s);
        QCOMPARE(readiness.run(), u"r2"_s);
    }
};

QTEST_GUILESS_MAIN(TestReadiness)
#include "tst_readiness.moc"
