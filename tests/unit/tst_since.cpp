// SPDX-License-Identifier: Apache-2.0
#include "console/batch/since.h"

#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

class TestSince : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTimes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("secondsAgo");
        QTest::newRow("seconds") << u"90s"_s << qint64(90);
        QTest::newRow("minutes") << u"15m"_s << qint64(900);
        QTest::newRow("hours") << u"2h"_s << qint64(7200);
        QTest::newRow("days") << u"3d"_s << qint64(3 * 86'400);
        QTest::newRow("UTC") << u"2026-11-21T11:00:00Z"_s << qint64(3600);
    }

    void readsTimes()
    {
        QFETCH(QString, text);
        QFETCH(qint64, secondsAgo);
        const Timestamp now = *timestampFromIso("2026-11-21T12:00:00Z");
        const auto since = sinceFrom(text, now);
        QVERIFY(since);
        QCOMPARE(std::get<Timestamp>(*since), now - std::chrono::seconds(secondsAgo));
    }

    void readsNumbers() { QCOMPARE(std::get<qint64>(*sinceFrom(u"4711"_s, now())), 4711); }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"", "0", "-5", "h", "yesterday", "5w", "99999999999999999999s", "2026-13-01", "1.5h"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void refuses()
    {
        QFETCH(QString, text);
        const auto since = sinceFrom(text, now());
        QVERIFY(!since);
        QCOMPARE(since.error().code, ErrorCode::Invalid);
        QVERIFY(!since.error().remedy.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSince)
#include "tst_since.moc"
