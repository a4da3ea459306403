// SPDX-License-Identifier: Apache-2.0
#include "console/batch/table.h"

#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

class TestTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesForeignTextSafe_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("safe");
        QTest::newRow("plain") << u"fan-control.service"_s << u"fan-control.service"_s;
        QTest::newRow("an escape sequence") << u"a\x1b[2Jb"_s << u"a\xfffd[2Jb"_s;
        QTest::newRow("the one-byte introducer") << u"a\x9b"
                                                    "2Jb"_s
                                                 << u"a\xfffd"
                                                    "2Jb"_s;
        QTest::newRow("lines") << u"a\nb\r\tc"_s << u"a b  c"_s;
        QTest::newRow("a bell and a zero") << QString(u"a\a") + QChar(0) << u"a\xfffd\xfffd"_s;
        QTest::newRow("text that turns around") << u"a\x202e"
                                                   "b"_s
                                                << u"a\xfffd"
                                                   "b"_s;
        QTest::newRow("other scripts") << u"Lüfter 風扇"_s << u"Lüfter 風扇"_s;
    }

    void makesForeignTextSafe()
    {
        QFETCH(QString, text);
        QTEST(safeText(text), "safe");
    }

    void alignsColumns()
    {
        Table table({u"NAME"_s, u"STATE"_s});
        table.addRow({{u"drawer-a"_s}, {u"ok"_s}});
        table.addRow({{u"b"_s}, {u"failed"_s}});
        QCOMPARE(table.lines(0, false),
                 (QStringList{u"NAME      STATE"_s, u"drawer-a  ok"_s, u"b         failed"_s}));
    }

    void fitsTheTerminal()
    {
        Table table({u"UNIT"_s, u"WHY"_s});
        table.addRow({{u"a.service"_s}, {QString(200, u'x')}});
        for (const QString &line : table.lines(40, false))
            QVERIFY2(line.size() <= 40, qPrintable(line));
        QVERIFY(table.lines(40, false).last().endsWith(u'…'));
    }

    void coloursOnlyWhenAsked()
    {
        Table table({u"HEALTH"_s});
        table.addRow({{u"Critical"_s, Tone::Critical}});
        QCOMPARE(table.lines(0, false).last(), u"Critical"_s);
        QCOMPARE(table.lines(0, true).last(), u"\x1b[31mCritical\x1b[0m"_s);
    }

    void tellsAges_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("now") << qint64(1) << u"now"_s;
        QTest::newRow("a clock behind") << qint64(-50) << u"now"_s;
        QTest::newRow("seconds") << qint64(119) << u"119 s"_s;
        QTest::newRow("minutes") << qint64(120) << u"2 min"_s;
        QTest::newRow("hours") << qint64(7200) << u"2 h"_s;
        QTest::newRow("days") << qint64(86400 * 4) << u"4 d"_s;
    }

    void tellsAges()
    {
        QFETCH(qint64, seconds);
        const Timestamp then{};
        QTEST(ageText(then, then + std::chrono::seconds(seconds)), "text");
    }

    void neverIsAnAgeToo() { QCOMPARE(ageText({}, now()), u"never"_s); }
};

QTEST_GUILESS_MAIN(TestTable)
#include "tst_table.moc"
