// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/logtext.h"

#include <QTest>

using namespace muster::agent;
using namespace Qt::StringLiterals;

class TestLogText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isSafe_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("line");
        const QString odd(QChar::ReplacementCharacter);
        QTest::newRow("plain") << u"fan 3: f\u00fcnf"_s << u"fan 3: f\u00fcnf"_s << u"fan 3: f\u00fcnf"_s;
        QTest::newRow("line breaks and tabs") << u"a\n\tb"_s << u"a\n\tb"_s << u"a  b"_s;
        QTest::newRow("escape sequence") << u"\u001b[2J"_s << odd + u"[2J"_s << odd + u"[2J"_s;
        QTest::newRow("C1 control") << u"a\u009bb"_s << u"a"_s + odd + u"b"_s << u"a"_s + odd + u"b"_s;
        QTest::newRow("direction of writing") << u"a\u202eb\u2066c"_s << u"a"_s + odd + u"b"_s + odd + u"c"_s
                                              << u"a"_s + odd + u"b"_s + odd + u"c"_s;
        QTest::newRow("half of a character")
            << u"a"_s + QChar(0xD83D) + u"b"_s << u"a"_s + odd + u"b"_s << u"a"_s + odd + u"b"_s;
        QTest::newRow("beyond 16 bits") << u"\U0001F600"_s << u"\U0001F600"_s << u"\U0001F600"_s;
        QTest::newRow("no character")
            << u"a"_s + QChar(0) + u"b"_s << u"a"_s + odd + u"b"_s << u"a"_s + odd + u"b"_s;
    }
    void isSafe()
    {
        QFETCH(QString, given);
        bool isCut = false;
        QTEST(logText(given, 100, isCut), "text");
        QTEST(logLine(given, 100, isCut), "line");
        QVERIFY(!isCut);
    }

    void isCutBetweenCharacters()
    {
        bool isCut = false;
        QCOMPARE(logText(u"ab\u00fc", 4, isCut), u"ab\u00fc"_s);
        QVERIFY(!isCut);
        QCOMPARE(logText(u"ab\u00fc", 3, isCut), u"ab"_s);
        QVERIFY(isCut);
        isCut = false;
        QCOMPARE(logText(u"a\U0001F600", 4, isCut), u"a"_s);
        QVERIFY(isCut);
    }

    void whatStandsForOthersCountsAsLong()
    {
        bool isCut = false;
        const QString controls(1000, QChar(7));
        QVERIFY(logText(controls, 100, isCut).toUtf8().size() <= 100);
        QVERIFY(isCut);
    }

    void megabytesCostWhatIsKept()
    {
        bool isCut = false;
        const QString much(8 * 1024 * 1024, u'x');
        QCOMPARE(logText(much, 4096, isCut).size(), 4096);
        QVERIFY(isCut);
    }
};

QTEST_GUILESS_MAIN(TestLogText)
#include "tst_logtext.moc"
