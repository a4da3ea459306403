// SPDX-License-Identifier: Apache-2.0
#include "console/batch/bootrow.h"

#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

namespace {

BootRecord bootOf(int number, int seconds)
{
    BootRecord boot;
    boot.number = number;
    boot.beganAt = Timestamp{};
    boot.outcome = BootOutcome::Running;
    boot.milliseconds = qint64(seconds) * 1000;
    boot.stages = {{u"MemoryInit"_s, {}, boot.milliseconds}};
    return boot;
}

BootHistory historyOf(const QList<int> &seconds)
{
    BootHistory history;
    history.hasProgress = true;
    for (const int one : seconds)
        history.boots.prepend(bootOf(int(history.boots.size()) + 1, one));
    return history;
}

BootsRow rowOf(const BootHistory &history)
{
    BootsRow row;
    row.instance = 2;
    row.node = u"drawer-b"_s;
    row.stall = history.stall;
    row.boots = compareBoots(history);
    return row;
}

QString linesOf(const Table &table)
{
    return table.lines(0, false).join(u'\n');
}

} // namespace

/// Boots beside what is usual, and how they are shown.
class TestComparedBoots : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachIsComparedWithThoseBefore()
    {
        const auto boots = compareBoots(historyOf({10, 20, 30, 60}));
        QCOMPARE(boots[0].usual, (UsualTime{20'000, 30'000, 3}));
        QVERIFY(boots[0].isSlow && boots[0].stages.first().isSlow);
        QCOMPARE(boots[1].usual, (UsualTime{15'000, 20'000, 2}));
        QVERIFY(!boots[1].isSlow); // two tell nothing yet
        QVERIFY(!boots[3].usual);
    }

    void slowAndStalledAreMarked()
    {
        BootHistory history = historyOf({10, 20, 30, 60});
        history.boots.first().outcome = BootOutcome::UnderWay;
        history.stall = BootStall{u"MemoryInit"_s, {}, 30'000, true, u"why"_s};
        const BootsRow row = rowOf(history);
        QVERIFY(linesOf(bootTable({row})).contains("slower than usual"_L1));
        QVERIFY(linesOf(bootStageTable({row})).contains("stalls; slower than usual"_L1));
        QCOMPARE(presentBootText(row),
                 u"booting, at MemoryInit for 1 min 0 s; it usually takes 20.0 s there"_s);
        QVERIFY(presentBootText(rowOf(historyOf({10}))).isEmpty());
    }

    void whatIsNotKnownIsSaidSo()
    {
        BootHistory history = historyOf({10});
        history.boots.first().beganAt.reset();
        history.boots.first().milliseconds.reset();
        history.boots.first().isJoined = true;
        const QString lines = linesOf(bootTable({rowOf(history)}));
        QCOMPARE(lines.count("not known"_L1), 2);
        QVERIFY(lines.contains("was under way when it was first seen"_L1));
    }

    void findings()
    {
        BootHistory history = historyOf({10, 20});
        QVERIFY(bootFindings(history).isEmpty());
        history.boots.last().outcome = BootOutcome::Failed; // not the last one
        QVERIFY(bootFindings(history).isEmpty());
        history.boots.first().outcome = BootOutcome::Failed;
        history.stall = BootStall();
        history.whyNone = u"it does not answer"_s;
        QCOMPARE(bootFindings(history).size(), 3);
        QVERIFY(bootFindings(history).first().startsWith("its boot stalls before its first stage"_L1));
        BootHistory none;
        none.whyNone = u"nothing tells it"_s;
        QVERIFY(bootFindings(none).isEmpty());
    }

    void durations_data()
    {
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("0") << qint64(0) << u"0 ms"_s;
        QTest::newRow("ms") << qint64(850) << u"850 ms"_s;
        QTest::newRow("s") << qint64(12'345) << u"12.3 s"_s;
        QTest::newRow("min") << qint64(245'000) << u"4 min 5 s"_s;
        QTest::newRow("h") << qint64(7'380'000) << u"2 h 3 min"_s;
    }
    void durations()
    {
        QFETCH(const qint64, milliseconds);
        QFETCH(const QString, text);
        QCOMPARE(durationText(milliseconds), text);
    }
};

QTEST_GUILESS_MAIN(TestComparedBoots)
#include "tst_comparedboots.moc"
