// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/unitpast.h"

#include <QTest>

#include <csignal>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

using Kind = UnitWord::Kind;

const QString Fan = u"fan-control.service"_s;

Timestamp at(int second)
{
    return Timestamp(std::chrono::seconds(1'795'000'000 + second));
}

UnitWord word(Kind kind, int second, const QString &run, const QString &text = {}, qint64 number = 0)
{
    return {kind, at(second), run, text, number, {}};
}

/// A run that ends with SIGSEGV at that second.
QList<UnitWord> crash(int second, const QString &run)
{
    return {word(Kind::ProcessExit, second, run, u"killed"_s, SIGSEGV),
            word(Kind::Failure, second, run, u"signal"_s)};
}

QList<PastFailure> told(const QList<UnitWord> &words)
{
    return failuresIn(words, Fan, at(0));
}

} // namespace

class TestUnitPast : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFailureIsToldWithItsCause()
    {
        PastFailure expected;
        expected.unit = Fan;
        expected.invocationId = u"a"_s;
        expected.result = u"signal"_s;
        expected.at = at(1);
        expected.mainCode = CLD_KILLED;
        expected.mainStatus = SIGSEGV;
        QCOMPARE(told(crash(1, u"a"_s)), QList{expected});
    }

    void knowsHowTheProcessEnded_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("code");
        QTest::newRow("exited") << u"exited"_s << int(CLD_EXITED);
        QTest::newRow("killed") << u"killed"_s << int(CLD_KILLED);
        QTest::newRow("dumped") << u"dumped"_s << int(CLD_DUMPED);
        QTest::newRow("another word") << u"trapped"_s << 0;
    }
    void knowsHowTheProcessEnded()
    {
        QFETCH(QString, text);
        QFETCH(int, code);
        const auto failures =
            told({word(Kind::ProcessExit, 1, u"a"_s, text, 7), word(Kind::Failure, 1, u"a"_s, u"x"_s)});
        QCOMPARE(failures.size(), 1);
        QCOMPARE(failures.first().mainCode, code);
        QCOMPARE(failures.first().mainStatus, 7);
    }

    void restartsAreCountedAsSystemdDoes()
    {
        QList<UnitWord> words = crash(1, u"a"_s);
        words += word(Kind::RestartScheduled, 2, u"a"_s, {}, 1);
        words += crash(3, u"b"_s);
        words += word(Kind::RestartScheduled, 4, u"b"_s, {}, 2);
        words += crash(5, u"c"_s);
        const auto failures = told(words);
        QCOMPARE(failures.size(), 3);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(failures[i].restarts, i);
            QCOMPARE(failures[i].wasRestarted, i < 2);
        }
    }

    void aRestartThatIsRefusedGivesTheRunUp()
    {
        QList<UnitWord> words = crash(1, u"a"_s);
        words += word(Kind::RestartScheduled, 2, u"a"_s, {}, 1);
        words += crash(3, u"b"_s);
        words += word(Kind::RestartScheduled, 4, u"b"_s, {}, 2);
        words += word(Kind::Failure, 5, u"b"_s, u"signal"_s);
        // Somebody tries to start it by hand.
        words += word(Kind::Failure, 6, u"b"_s, u"signal"_s);
        const auto failures = told(words);
        QCOMPARE(failures.size(), 2);
        QVERIFY(failures[0].wasRestarted);
        QVERIFY(!failures[1].wasRestarted);
        QCOMPARE(failures[1].restarts, 1);
        QCOMPARE(failures[1].at, at(5));
        QCOMPARE(failures[1].mainCode, CLD_KILLED);
    }

    void aStartByHandCountsAnew()
    {
        QList<UnitWord> words = crash(1, u"a"_s);
        words += word(Kind::RestartScheduled, 2, u"a"_s, {}, 2);
        words += word(Kind::Failure, 3, u"a"_s, u"signal"_s);
        words += crash(4, u"b"_s);
        QCOMPARE(told(words).last().restarts, 0);
    }

    void aStopThatWasAskedForIsTold_data()
    {
        QTest::addColumn<QList<UnitWord>>("words");
        QTest::addColumn<bool>("wasAsked");
        const QList<UnitWord> run = crash(2, u"a"_s);
        QTest::newRow("nobody asked") << run << false;
        QTest::newRow("it was being stopped")
            << QList{word(Kind::Stopping, 1, u"a"_s, u"stop"_s)} + run << true;
        QTest::newRow("it was being restarted by hand")
            << QList{word(Kind::Stopping, 1, u"a"_s, u"restart"_s)} + run << true;
        QTest::newRow("an earlier run was stopped")
            << QList{word(Kind::Stopping, 1, u"z"_s, u"stop"_s)} + run << false;
        QTest::newRow("it was stopped while it started")
            << run + QList{word(Kind::Stopped, 2, u"a"_s, u"stop"_s)} << true;
        QTest::newRow("it was stopped while it waited for its restart")
            << run + QList{word(Kind::Stopped, 3, u"a"_s, u"stop"_s)} << true;
        QTest::newRow("it was restarted by systemd, which tells that as a stop, too")
            << run
                   + QList{word(Kind::RestartScheduled, 3, u"a"_s, {}, 1),
                           word(Kind::Stopped, 3, u"a"_s, u"restart"_s)}
            << false;
    }
    void aStopThatWasAskedForIsTold()
    {
        QFETCH(QList<UnitWord>, words);
        QFETCH(bool, wasAsked);
        const auto failures = told(words);
        QCOMPARE(failures.size(), 1);
        QCOMPARE(failures.first().stopWasAsked, wasAsked);
    }

    void onlyWhatFailedSinceThenIsTold()
    {
        QList<UnitWord> words = crash(-3, u"a"_s);
        words += word(Kind::RestartScheduled, -2, u"a"_s, {}, 1);
        words += word(Kind::ProcessExit, -1, u"b"_s, u"exited"_s, 7);
        words += word(Kind::Failure, 0, u"b"_s, u"exit-code"_s);
        const auto failures = told(words);
        QCOMPARE(failures.size(), 1);
        QCOMPARE(failures.first().invocationId, u"b"_s);
        QCOMPARE(failures.first().restarts, 1);
        QCOMPARE(failures.first().mainStatus, 7);
    }

    void theLatestAreKept_data()
    {
        QTest::addColumn<qsizetype>("all");
        QTest::addColumn<qsizetype>("lost");
        QTest::newRow("at the limit") << MaxPast << qsizetype(0);
        QTest::newRow("past the limit") << MaxPast + 1 << qsizetype(1);
    }
    void theLatestAreKept()
    {
        QFETCH(qsizetype, all);
        QFETCH(qsizetype, lost);
        UnitPast past;
        for (qsizetype i = all; i > 0; --i) {
            past.failures.append(PastFailure());
            past.failures.last().at = at(int(i));
            past.jobs.append({QString(), Fan, u"failed"_s, at(int(i))});
        }
        keepLatest(past);
        QCOMPARE(past.failures.size(), MaxPast);
        QCOMPARE(past.jobs.size(), MaxPast);
        QCOMPARE(past.failures.first().at, at(int(lost) + 1));
        QCOMPARE(past.jobs.first().at, at(int(lost) + 1));
        QCOMPARE(past.failures.last().at, at(int(all)));
    }

    void aRunThatDidNotFailIsNotTold()
    {
        QVERIFY(told({}).isEmpty());
        QVERIFY(told({word(Kind::Stopping, 1, u"a"_s, u"stop"_s), word(Kind::Stopped, 2, u"a"_s, u"stop"_s)})
                    .isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestUnitPast)
#include "tst_unitpast.moc"
