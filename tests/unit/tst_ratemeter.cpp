// SPDX-License-Identifier: Apache-2.0
#include "console/offload/ratemeter.h"

#include <QTest>

using namespace muster::console;
using namespace std::chrono_literals;

class TestRateMeter : public QObject
{
    Q_OBJECT

    const RateMeter::Time m_start{};

private Q_SLOTS:
    void knowsNothingAtFirst()
    {
        RateMeter meter;
        QCOMPARE(meter.bytesPerSecond(), 0.0);
        meter.add(m_start, 100);
        QCOMPARE(meter.bytesPerSecond(), 0.0);
        QVERIFY(!meter.timeFor(1));
    }

    void goesByTheLastSeconds()
    {
        RateMeter meter;
        for (int i = 0; i <= 10; ++i)
            meter.add(m_start + i * 1s, i * 1000);
        QCOMPARE(meter.bytesPerSecond(), 1000.0);
        for (int i = 1; i <= 10; ++i)
            meter.add(m_start + 10s + i * 1s, 10'000 + i * 50);
        QCOMPARE(meter.bytesPerSecond(), 50.0);
        QCOMPARE(meter.timeFor(120), 3s);
    }

    void standsStill()
    {
        RateMeter meter;
        meter.add(m_start, 5);
        meter.add(m_start + 1s, 5);
        QVERIFY(!meter.timeFor(100));
    }
};

QTEST_APPLESS_MAIN(TestRateMeter)
#include "tst_ratemeter.moc"
