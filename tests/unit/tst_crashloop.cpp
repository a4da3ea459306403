// SPDX-License-Identifier: Apache-2.0
#include "agent/units/crashloop.h"

#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace std::chrono_literals;

class TestCrashLoop : public QObject
{
    Q_OBJECT

    static constexpr CrashLoopLimit Limit{3, 60};
    const Timestamp m_start = now();

private Q_SLOTS:
    void isALoopWithTheRestartThatReachesTheLimit()
    {
        CrashLoop loop;
        QVERIFY(!loop.take(0, m_start, Limit));
        QVERIFY(!loop.take(1, m_start + 10s, Limit));
        QVERIFY(!loop.take(2, m_start + 20s, Limit));
        QVERIFY(loop.take(3, m_start + 70s, Limit));
        QVERIFY(loop.isLooping());
        QCOMPARE(loop.duration(), 60s);
        QVERIFY(!loop.take(4, m_start + 80s, Limit)); // told once
        QCOMPARE(loop.calmAt(Limit), m_start + 140s);
    }
    void isNoLoopWhenItTakesLonger()
    {
        CrashLoop loop;
        for (int i = 0; i < 50; ++i)
            QVERIFY(!loop.take(i, m_start + i * 31s, Limit));
    }
    void countsRestartsThatAreToldAsOne()
    {
        CrashLoop loop;
        QVERIFY(!loop.take(7, m_start, Limit)); // what was before is not known
        QVERIFY(loop.take(1'000'000, m_start + 1s, Limit));
    }
    void endsWhenTheCounterBeginsAnew()
    {
        CrashLoop loop;
        (void)loop.take(0, m_start, Limit);
        QVERIFY(loop.take(3, m_start + 1s, Limit));
        QVERIFY(!loop.take(0, m_start + 2s, Limit));
        QVERIFY(!loop.isLooping());
    }
    void takesEarlierRestartsInAnyOrder()
    {
        CrashLoop loop;
        (void)loop.take(2, m_start, Limit);
        QVERIFY(!loop.take(3, m_start + 30s, Limit));
        QVERIFY(!loop.takeEarlier(m_start - 20s, Limit));
        QVERIFY(loop.takeEarlier(m_start - 10s, Limit));
        QCOMPARE(loop.duration(), 50s);
    }
};

QTEST_APPLESS_MAIN(TestCrashLoop)
#include "tst_crashloop.moc"
