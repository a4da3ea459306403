// SPDX-License-Identifier: Apache-2.0
#include "shared/link/clockestimate.h"

#include <QTest>

using namespace muster;
using namespace std::chrono_literals;

class TestClockEstimate : public QObject
{
    Q_OBJECT

    static constexpr Timestamp Start{std::chrono::hours(490'000)};

    /// A question at a time after the start, whose answer took a while there and a while back.
    static void ask(ClockEstimate &estimate, std::chrono::milliseconds at, std::chrono::milliseconds there,
                    std::chrono::milliseconds back, std::chrono::milliseconds offset)
    {
        estimate.add(Start + at, Start + at + there + back, Start + at + there + offset);
    }

private Q_SLOTS:
    void knowsNothingAtFirst()
    {
        QVERIFY(!ClockEstimate().offset());
        QVERIFY(!ClockEstimate().roundTrip());
    }

    void findsTheOffset()
    {
        ClockEstimate estimate;
        ask(estimate, 0s, 4ms, 4ms, 5s);
        QCOMPARE(estimate.offset(), 5s);
        QCOMPARE(estimate.roundTrip(), 8ms);
    }

    void trustsTheShortestWay()
    {
        ClockEstimate estimate;
        ask(estimate, 0s, 1ms, 1ms, -3s);
        ask(estimate, 1s, 400ms, 2ms, -3s);
        QCOMPARE(estimate.offset(), -3s);
        QCOMPARE(estimate.roundTrip(), 2ms);
    }

    void forgetsAShortWayOfLongAgo()
    {
        ClockEstimate estimate;
        ask(estimate, 0s, 1ms, 1ms, 0s);
        for (std::size_t i = 1; i <= ClockEstimate::Samples; ++i)
            ask(estimate, i * 1s, 5ms, 5ms, 3ms);
        QCOMPARE(estimate.offset(), 3ms);
        QCOMPARE(estimate.roundTrip(), 10ms);
    }

    void takesOverAClockThatWasSet()
    {
        ClockEstimate estimate;
        ask(estimate, 0s, 1ms, 1ms, 0s);
        ask(estimate, 1s, 20ms, 20ms, 1h);
        QCOMPARE(estimate.offset(), 1h);
        QCOMPARE(estimate.roundTrip(), 40ms);
    }

    void leavesOutAnAnswerBeforeItsQuestion()
    {
        ClockEstimate estimate;
        estimate.add(Start, Start - 1s, Start);
        QVERIFY(!estimate.offset());
    }
};

QTEST_APPLESS_MAIN(TestClockEstimate)
#include "tst_clockestimate.moc"
