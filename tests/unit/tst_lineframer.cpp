// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/lineframer.h"

#include <QTest>

using namespace muster;

namespace {

struct Fed
{
    QByteArrayList lines;
    bool tooLarge = false;
};

Fed feedInPieces(QByteArrayView bytes, qsizetype piece, qsizetype max)
{
    LineFramer framer(max);
    Fed fed;
    for (qsizetype at = 0; at < bytes.size() && !fed.tooLarge; at += piece) {
        const auto result =
            framer.feed(bytes.sliced(at, std::min(piece, bytes.size() - at)), [&](QByteArrayView line) {
                fed.lines.append(line.toByteArray());
                return true;
            });
        fed.tooLarge = !result && result.error().code == ErrorCode::TooLarge;
    }
    return fed;
}

} // namespace

class TestLineFramer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsLinesHoweverTheyArrive_data()
    {
        QTest::addColumn<qsizetype>("piece");
        for (const qsizetype piece : {1, 2, 3, 7, 100})
            QTest::addRow("%lld bytes at a time", static_cast<long long>(piece)) << piece;
    }

    void cutsLinesHoweverTheyArrive()
    {
        QFETCH(qsizetype, piece);
        const Fed fed = feedInPieces("one\n\ntwo\nthree 3\nrest", piece, 7);
        QCOMPARE(fed.lines, (QByteArrayList{"one", "", "two", "three 3"}));
        QVERIFY(!fed.tooLarge);
    }

    void refusesALineBeyondTheLimit_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("tooLarge");
        QTest::newRow("at the limit") << QByteArray("1234567\n") << false;
        QTest::newRow("one past it") << QByteArray("12345678\n") << true;
        QTest::newRow("one past it, no end") << QByteArray("12345678") << true;
        QTest::newRow("second line") << QByteArray("ok\n12345678") << true;
    }

    void refusesALineBeyondTheLimit()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, tooLarge);
        for (const qsizetype piece : {1, 3, 100})
            QCOMPARE(feedInPieces(bytes, piece, 7).tooLarge, tooLarge);
    }

    void holdsNoMoreThanTheLimit()
    {
        LineFramer framer(1024);
        const QByteArray block(512, 'x');
        const auto nothing = [](QByteArrayView) { return true; };
        QVERIFY(framer.feed(block, nothing));
        QVERIFY(framer.feed(block, nothing));
        QVERIFY(!framer.feed(block, nothing));
        QCOMPARE(framer.pendingBytes(), 1024);
    }

    void stopsWhenTheTakerSaysSo()
    {
        LineFramer framer(100);
        int taken = 0;
        QVERIFY(framer.feed("a\nb\nc\n", [&](QByteArrayView) { return ++taken < 2; }));
        QCOMPARE(taken, 2);
    }
};

QTEST_APPLESS_MAIN(TestLineFramer)
#include "tst_lineframer.moc"
