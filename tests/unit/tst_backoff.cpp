// SPDX-License-Identifier: Apache-2.0
#include "shared/link/backoff.h"

#include <QTest>

using namespace muster;
using namespace std::chrono_literals;

class TestBackoff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doublesUpToAMinute()
    {
        Backoff backoff;
        for (const auto expected : {1000ms, 2000ms, 4000ms, 8000ms, 16'000ms, 32'000ms, 60'000ms, 60'000ms})
            QCOMPARE(backoff.next(0.5), expected);
    }

    void staysWithinItsJitter_data()
    {
        QTest::addColumn<double>("chance");
        QTest::addColumn<int>("wait");
        QTest::newRow("shortest") << 0.0 << 800;
        QTest::newRow("middle") << 0.5 << 1000;
        QTest::newRow("longest") << 1.0 << 1200;
        QTest::newRow("below what chance can be") << -3.0 << 800;
        QTest::newRow("above what chance can be") << 7.0 << 1200;
    }

    void staysWithinItsJitter()
    {
        QFETCH(double, chance);
        QFETCH(int, wait);
        Backoff backoff;
        QCOMPARE(backoff.next(chance).count(), wait);
    }

    void beginsAnewAfterReset()
    {
        Backoff backoff;
        for (int i = 0; i < 5; ++i)
            (void)backoff.next(0.5);
        backoff.reset();
        QCOMPARE(backoff.next(0.5), 1000ms);
    }
};

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
