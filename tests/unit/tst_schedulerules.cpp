// SPDX-License-Identifier: Apache-2.0
#include "agent/schedule/schedulerules.h"
#include "shared/model/codec.h"

#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Timestamp At = *timestampFromIso("2026-11-27T22:30:00Z");

Schedule some(ScheduleState state, const QString &claimedBy = {})
{
    Schedule schedule;
    schedule.id = u"s-1"_s;
    schedule.at = At;
    schedule.state = state;
    if (!claimedBy.isEmpty())
        schedule.claim = ScheduleClaim{claimedBy, claimedBy, u"mark-"_s + claimedBy, At};
    return schedule;
}

Schedule mergeOf(const Schedule &earlier, const Schedule &later)
{
    return fromJson<Schedule>(mergeSchedules(toJson(earlier), toJson(later))).value();
}

} // namespace

class TestScheduleRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsDue_data()
    {
        QTest::addColumn<int>("lateMilliseconds");
        QTest::addColumn<int>("actingMilliseconds");
        QTest::addColumn<bool>("isWhole");
        QTest::addColumn<int>("step");
        const int hour = 3'600'000;
        QTest::newRow("long before") << -hour << hour << true << int(DueStep::Wait);
        QTest::newRow("just before") << -1 << hour << true << int(DueStep::Wait);
        QTest::newRow("at its time") << 0 << hour << true << int(DueStep::Fire);
        QTest::newRow("a member is away for long") << 0 << hour << false << int(DueStep::Fire);
        QTest::newRow("new coordinator, members missing") << 5'000 << 100 << false << int(DueStep::Settle);
        QTest::newRow("new coordinator, all are there") << 5'000 << 100 << true << int(DueStep::Fire);
        QTest::newRow("waited for members enough") << 15'000 << 10'000 << false << int(DueStep::Fire);
        QTest::newRow("within the grace") << 60'000 << 0 << true << int(DueStep::Fire);
        QTest::newRow("beyond the grace") << 60'001 << 0 << true << int(DueStep::Miss);
        QTest::newRow("waiting for members is not late") << 65'000 << 6'000 << false << int(DueStep::Settle);
        QTest::newRow("and ends") << 69'900 << 10'000 << false << int(DueStep::Fire);
        QTest::newRow("the clock was set an hour ahead") << hour << hour << true << int(DueStep::Miss);
        QTest::newRow("the clock was set 40 s past it") << 40'000 << hour << true << int(DueStep::Fire);
        QTest::newRow("the clock was set back") << -2 * hour << hour << true << int(DueStep::Wait);
    }

    void whatIsDue()
    {
        QFETCH(int, lateMilliseconds);
        QFETCH(int, actingMilliseconds);
        QFETCH(bool, isWhole);
        QFETCH(int, step);
        const auto now = At + std::chrono::milliseconds(lateMilliseconds);
        QCOMPARE(int(dueStep(At, now, std::chrono::milliseconds(actingMilliseconds), isWhole)), step);
    }

    void timesThatMayBeSet()
    {
        QVERIFY(checkTime(At, At - 1s));
        QVERIFY(checkTime(At, At - LongestAhead));
        QCOMPARE(checkTime(At, At).error().code, ErrorCode::Invalid);
        QCOMPARE(checkTime(At, At + 1s).error().field, u"params.at"_s);
        QCOMPARE(checkTime(At, At - LongestAhead - 1ms).error().code, ErrorCode::Invalid);
    }

    void clocksThatAreApart_data()
    {
        QTest::addColumn<QList<int>>("offsets"); // of members 2, 3, 4 in milliseconds; -1: not connected
        QTest::addColumn<qsizetype>("warnings");
        QTest::addColumn<QString>("warned");
        QTest::addColumn<QString>("refusing");
        QTest::newRow("as one") << QList<int>{10, -20, 30} << qsizetype(0) << QString() << QString();
        QTest::newRow("5 s ahead") << QList<int>{5'000, 0, 10} << qsizetype(1) << u"b (+5.0 s"_s << QString();
        QTest::newRow("31 s behind") << QList<int>{10, -31'000, 10} << qsizetype(1) << u"c (-31.0 s"_s
                                     << u"c (-31.0 s"_s;
        QTest::newRow("the coordinator itself")
            << QList<int>{40'000, 40'000, 40'010} << qsizetype(1) << u"a (the coordinator itself)"_s
            << u"a (the coordinator itself)"_s;
        QTest::newRow("one is away") << QList<int>{0, 0, -1} << qsizetype(1) << u"d"_s << QString();
    }

    void clocksThatAreApart()
    {
        QFETCH(QList<int>, offsets);
        QFETCH(qsizetype, warnings);
        QFETCH(QString, warned);
        QFETCH(QString, refusing);
        Membership system;
        const QStringList names{u"a"_s, u"b"_s, u"c"_s, u"d"_s};
        QHash<QString, ClockReading> readings{{u"a"_s, {}}};
        for (int i = 0; i < 4; ++i) {
            system.members.append({i + 1, names[i], names[i], {}});
            if (i > 0 && offsets[i - 1] != -1)
                readings.insert(names[i], {std::chrono::milliseconds(offsets[i - 1]), 2ms});
        }
        const SkewFinding skew = findSkew(system, readings);
        QCOMPARE(skew.warnings.size(), warnings);
        QVERIFY2(skew.warnings.join(u'\n').contains(warned), qPrintable(skew.warnings.join(u'\n')));
        QCOMPARE(skew.refusing.isEmpty(), refusing.isEmpty());
        QVERIFY2(skew.refusing.join(u'\n').contains(refusing), qPrintable(skew.refusing.join(u'\n')));
    }

    void whatHasGoneFurtherWins()
    {
        const QList<ScheduleState> order{ScheduleState::Waiting,   ScheduleState::Missed,
                                         ScheduleState::Cancelled, ScheduleState::Refused,
                                         ScheduleState::Claimed,   ScheduleState::BrokenOff,
                                         ScheduleState::Fired};
        for (qsizetype i = 0; i < order.size(); ++i) {
            for (qsizetype j = i + 1; j < order.size(); ++j) {
                QCOMPARE(mergeOf(some(order[i]), some(order[j])).state, order[j]);
                QCOMPARE(mergeOf(some(order[j]), some(order[i])).state, order[j]);
            }
        }
    }

    void twoClaimsAreNoClaim()
    {
        const Schedule a = some(ScheduleState::Claimed, u"a"_s);
        const Schedule b = some(ScheduleState::Claimed, u"b"_s);
        const Schedule both = mergeOf(a, b);
        QCOMPARE(both.state, ScheduleState::BrokenOff);
        QVERIFY(both.endedAt && !both.why.isEmpty());
        QCOMPARE(mergeOf(a, a), a);
        // And what one of them has done counts.
        QCOMPARE(mergeOf(both, some(ScheduleState::Fired, u"a"_s)).state, ScheduleState::Fired);
    }

    void whatEndedFirstIsForgotten()
    {
        QList<Schedule> all;
        for (int i = 0; i < KeptSchedules + 3; ++i) {
            Schedule one = some(ScheduleState::Fired);
            one.id = u"s-%1"_s.arg(i);
            one.endedAt = At + std::chrono::seconds(i);
            all.append(one);
        }
        Schedule waiting = some(ScheduleState::Waiting);
        waiting.id = u"waits"_s;
        all.prepend(waiting);
        QStringList gone = forgettable(all);
        gone.sort();
        QCOMPARE(gone, (QStringList{u"s-0"_s, u"s-1"_s, u"s-2"_s}));
    }
};

QTEST_GUILESS_MAIN(TestScheduleRules)
#include "tst_schedulerules.moc"
