// SPDX-License-Identifier: Apache-2.0
#include "console/batch/attime.h"

#include <QTest>
#include <QTimeZone>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Times to come as a user in Berlin writes them, also where the clocks are set.
class TestAtTime : public QObject
{
    Q_OBJECT

    const QTimeZone m_berlin{"Europe/Berlin"};

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_berlin.isValid(), "no time zones here: tzdata is missing"); }

    void reads_data()
    {
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("expected");
        const QByteArray winter = "2026-11-27T12:00:00Z"; // 13:00 in Berlin
        QTest::newRow("hours from now") << winter << u"+2h"_s << QByteArray("2026-11-27T14:00:00Z");
        QTest::newRow("mixed") << winter << u"+1d1h30m5s"_s << QByteArray("2026-11-28T13:30:05Z");
        QTest::newRow("today") << winter << u"22:30"_s << QByteArray("2026-11-27T21:30:00Z");
        QTest::newRow("tomorrow") << winter << u"12:59"_s << QByteArray("2026-11-28T11:59:00Z");
        QTest::newRow("this very minute is over")
            << winter << u"13:00"_s << QByteArray("2026-11-28T12:00:00Z");
        QTest::newRow("with seconds") << winter << u"9:05:07"_s << QByteArray("2026-11-28T08:05:07Z");
        QTest::newRow("local date") << winter << u"2026-12-01 06:00"_s << QByteArray("2026-12-01T05:00:00Z");
        QTest::newRow("local in summer")
            << winter << u"2027-07-01T06:00:30"_s << QByteArray("2027-07-01T04:00:30Z");
        QTest::newRow("UTC") << winter << u"2026-11-27T22:30:00Z"_s << QByteArray("2026-11-27T22:30:00Z");
        QTest::newRow("offset") << winter << u"2026-11-27T22:30-05:00"_s
                                << QByteArray("2026-11-28T03:30:00Z");
        QTest::newRow("offset without colon")
            << winter << u"2026-11-27 22:30:15+0530"_s << QByteArray("2026-11-27T17:00:15Z");
        // The night of 2026-10-25 has 25 hours, that of 2027-03-28 has 23.
        const QByteArray autumn = "2026-10-24T20:00:00Z";
        QTest::newRow("after the clocks were set back")
            << autumn << u"06:00"_s << QByteArray("2026-10-25T05:00:00Z");
        QTest::newRow("a lead is no clock time") << autumn << u"+10h"_s << QByteArray("2026-10-25T06:00:00Z");
        QTest::newRow("the first of two, said so")
            << autumn << u"2026-10-25T02:30:00+02:00"_s << QByteArray("2026-10-25T00:30:00Z");
        QTest::newRow("the second of two, said so")
            << autumn << u"2026-10-25T02:30:00+01:00"_s << QByteArray("2026-10-25T01:30:00Z");
        QTest::newRow("after the clocks were set ahead")
            << QByteArray("2027-03-27T21:00:00Z") << u"06:00"_s << QByteArray("2027-03-28T04:00:00Z");
        QTest::newRow("both of today are over")
            << QByteArray("2026-10-25T01:40:00Z") << u"02:30"_s << QByteArray("2026-10-26T01:30:00Z");
    }

    void reads()
    {
        QFETCH(QByteArray, now);
        QFETCH(QString, text);
        QFETCH(QByteArray, expected);
        const auto time = comingTimeFrom(text, *timestampFromIso(now), m_berlin);
        QVERIFY2(time, qPrintable(time ? QString() : describe(time.error())));
        QCOMPARE(toIso(*time), toIso(*timestampFromIso(expected)));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("nothing") << QString() << u"is no time"_s;
        QTest::newRow("a word") << u"tomorrow"_s << u"is no time"_s;
        QTest::newRow("a bare plus") << u"+"_s << u"is no time"_s;
        QTest::newRow("a bare number") << u"+5"_s << u"is no time"_s;
        QTest::newRow("no lead") << u"+0s"_s << u"is not to come"_s;
        QTest::newRow("no hour") << u"25:00"_s << u"is no time"_s;
        QTest::newRow("no day") << u"2026-02-30 10:00"_s << u"is no time"_s;
        QTest::newRow("no offset") << u"2026-12-01T10:00+19:00"_s << u"is no time"_s;
        QTest::newRow("passed") << u"2026-10-24 10:00"_s << u"has passed"_s;
        QTest::newRow("twice") << u"02:30"_s << u"comes twice"_s;
        QTest::newRow("twice with a date") << u"2026-10-25 02:30"_s << u"comes twice"_s;
        QTest::newRow("left out") << u"2027-03-28 02:30"_s << u"no local time"_s;
    }

    void refuses()
    {
        QFETCH(QString, text);
        QFETCH(QString, said);
        const auto time = comingTimeFrom(text, *timestampFromIso("2026-10-24T20:00:00Z"), m_berlin);
        QVERIFY(!time);
        QCOMPARE(time.error().code, ErrorCode::Invalid);
        QVERIFY2(time.error().text.contains(said), qPrintable(describe(time.error())));
        QVERIFY(!time.error().remedy.isEmpty());
    }

    void namesTheTwoThatMayBeMeant()
    {
        const Timestamp autumn = *timestampFromIso("2026-10-24T20:00:00Z");
        const auto twice = comingTimeFrom(u"2026-10-25 02:30"_s, autumn, m_berlin);
        QCOMPARE(twice.error().remedy, u"say 2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00"_s);
        const auto never = comingTimeFrom(u"2027-03-28 02:30"_s, autumn, m_berlin);
        QCOMPARE(never.error().remedy, u"say 2027-03-28T01:30:00+01:00 or 2027-03-28T03:30:00+02:00"_s);
    }

    void tellsHowLong()
    {
        const Timestamp at = *timestampFromIso("2026-10-24T20:00:00Z");
        QCOMPARE(untilText(at, at - 40s), u"in 40 s"_s);
        QCOMPARE(untilText(at, at - 5min), u"in 5 min"_s);
        QCOMPARE(untilText(at, at - 3h - 2min), u"in 3 h 2 min"_s);
        QCOMPARE(untilText(at, at - 50h), u"in 2 d 2 h"_s);
        QCOMPARE(untilText(at, at + 5min), u"5 min ago"_s);
    }
};

QTEST_GUILESS_MAIN(TestAtTime)
#include "tst_attime.moc"
